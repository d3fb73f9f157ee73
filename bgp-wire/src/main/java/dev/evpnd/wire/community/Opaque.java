package dev.evpnd.wire.community;

/// An Opaque Extended Community (RFC 4360 section 3.3), transitive or not, of a subtype that has no
/// variant of its own.
///
/// ```
/// | 0x03 or 0x43 | Subtype |              Value (6)             |
/// ```
///
/// Text: the eight octets, `0x030b000000000064`.
public record Opaque(long bits) implements ExtendedCommunity {

    public Opaque {
        int code = ExtendedCommunityType.code(bits);
        if (!ExtendedCommunityType.isOpaque(code) || ExtendedCommunityType.isRecognized(code)) {
            throw new IllegalArgumentException(
                    "0x%04x does not start an opaque community without a name".formatted(code));
        }
    }

    /// The six octets behind the subtype.
    public long value() {
        return ExtendedCommunityType.value(bits);
    }

    @Override
    public String toString() {
        return ExtendedCommunityText.hex(bits);
    }
}
