package dev.evpnd.wire.attribute;

import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.error.Malformed;
import dev.evpnd.wire.error.NotificationCode;
import dev.evpnd.wire.error.Treatment;
import dev.evpnd.wire.octets.OctetReader;
import dev.evpnd.wire.octets.Octets;

/// One attribute as it was received, framed but not understood: what an attribute's decoder reads,
/// and what makes the faults it finds into values.
final class ReceivedAttribute {
    private final int start;
    private final int code;
    private final Treatment onError;
    private final OctetReader value;
    private final int valueStart;
    private final AttributeContext context;

    /// @param start the offset of the attribute's flags in the array
    /// @param onError what a fault in such an attribute costs
    /// @param value the attribute's value alone
    ReceivedAttribute(
            int start, int code, Treatment onError, OctetReader value, AttributeContext context) {
        this.start = start;
        this.code = code;
        this.onError = onError;
        this.value = value;
        this.valueStart = value.position();
        this.context = context;
    }

    OctetReader value() {
        return value;
    }

    /// A second reader of the value, for those who check it all before they build anything of it.
    OctetReader valueFromStart() {
        return new OctetReader(value.array(), valueStart, value.end());
    }

    /// The octets of the value that are left to read: before the first is read, its length.
    int length() {
        return value.remaining();
    }

    AttributeContext context() {
        return context;
    }

    <T> Decoded<T> wrongLength(String expected) {
        return malformed(NotificationCode.ATTRIBUTE_LENGTH_ERROR, expected);
    }

    /// The value of an optional attribute is not one (RFC 4271 section 6.3).
    <T> Decoded<T> wrongValue(String expected) {
        return malformed(NotificationCode.OPTIONAL_ATTRIBUTE_ERROR, expected);
    }

    <T> Decoded<T> malformed(NotificationCode notification, String expected) {
        return malformed(onError, notification, expected);
    }

    <T> Decoded<T> malformed(Treatment treatment, NotificationCode notification, String expected) {
        return Decoded.rejected(fault(treatment, notification, expected));
    }

    /// The routes of a family cannot be found in the attribute, and the family is given up (RFC
    /// 7606 sections 5.3 and 7.11).
    ///
    /// @param offset where the fault is
    <T> Decoded<T> routesLost(AddressFamily family, int offset, String expected) {
        return Decoded.rejected(
                new Malformed(
                        Treatment.DISABLE_FAMILY,
                        NotificationCode.OPTIONAL_ATTRIBUTE_ERROR,
                        AttributeCode.name(code),
                        expected,
                        offset,
                        octets(),
                        family));
    }

    /// A fault of this attribute. Its data are the attribute type, length and value, as RFC 4271
    /// section 6.3 asks.
    Malformed fault(Treatment treatment, NotificationCode notification, String expected) {
        return new Malformed(
                treatment, notification, AttributeCode.name(code), expected, start, octets());
    }

    /// The whole attribute.
    private Octets octets() {
        return Octets.copyOf(value.array(), start, value.end() - start);
    }
}
