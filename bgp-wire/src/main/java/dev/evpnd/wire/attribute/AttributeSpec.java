package dev.evpnd.wire.attribute;

import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.error.Treatment;

/// One row of the [AttributeTable]: all that distinguishes an attribute before its value is read.
///
/// @param onError what a fault in the attribute costs, a wrong length included
/// @param onWrongFlags what an Optional or Transitive bit costs that is not that of the type: the
///   routes, unless the attribute's own RFC says otherwise (RFC 7606 section 3.c)
/// @param mayBeEmpty whether a value of no octets is one (RFC 7606 section 4)
/// @param internalOnly whether the attribute is discarded unread when an external peer sent it
/// @param decoder reads the value
record AttributeSpec(
        int code,
        AttributeCategory category,
        Treatment onError,
        Treatment onWrongFlags,
        boolean mayBeEmpty,
        boolean internalOnly,
        Decoder decoder) {

    /// Reads the value of an attribute; total, whatever the octets are.
    @FunctionalInterface
    interface Decoder {
        Decoded<PathAttribute> decode(ReceivedAttribute received);
    }

    static AttributeSpec wellKnown(int code, Treatment onError, Decoder decoder) {
        return row(code, AttributeCategory.WELL_KNOWN, onError, decoder);
    }

    static AttributeSpec transitive(int code, Treatment onError, Decoder decoder) {
        return row(code, AttributeCategory.OPTIONAL_TRANSITIVE, onError, decoder);
    }

    static AttributeSpec nonTransitive(int code, Treatment onError, Decoder decoder) {
        return row(code, AttributeCategory.OPTIONAL_NON_TRANSITIVE, onError, decoder);
    }

    private static AttributeSpec row(
            int code, AttributeCategory category, Treatment onError, Decoder decoder) {
        return new AttributeSpec(
                code, category, onError, Treatment.TREAT_AS_WITHDRAW, false, false, decoder);
    }

    AttributeSpec orEmpty() {
        return new AttributeSpec(
                code, category, onError, onWrongFlags, true, internalOnly, decoder);
    }

    AttributeSpec fromInternalPeers() {
        return new AttributeSpec(code, category, onError, onWrongFlags, mayBeEmpty, true, decoder);
    }

    AttributeSpec discardedForFlags() {
        return new AttributeSpec(
                code,
                category,
                onError,
                Treatment.DISCARD_ATTRIBUTE,
                mayBeEmpty,
                internalOnly,
                decoder);
    }
}
