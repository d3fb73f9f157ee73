package dev.evpnd.wire.attribute;

import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

/// An optional attribute of a type that is not understood, kept as it came (RFC 4271 section 5).
///
/// @param flags Optional, with or without Transitive, and no other bit
/// @param code a type code that has no record of its own
public record UnrecognizedAttribute(int flags, int code, Octets value) implements PathAttribute {

    public UnrecognizedAttribute {
        if (flags != AttributeCategory.OPTIONAL_TRANSITIVE.flags()
                && flags != AttributeCategory.OPTIONAL_NON_TRANSITIVE.flags()) {
            throw new IllegalArgumentException("what is not recognized is optional");
        }
        if (code >>> 8 != 0 || AttributeTable.isRecognized(code)) {
            throw new IllegalArgumentException("type code " + code + " has a record of its own");
        }
        AttributeLength.require(value.length());
    }

    /// Whether the attribute is passed on to other peers.
    public boolean isTransitive() {
        return (flags & AttributeFlags.TRANSITIVE) != 0;
    }

    @Override
    public int attributeFlags() {
        return flags;
    }

    @Override
    public void encodeValue(OctetWriter writer, AttributeContext context) {
        writer.octets(value);
    }
}
