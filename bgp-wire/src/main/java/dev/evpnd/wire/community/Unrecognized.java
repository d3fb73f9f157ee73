package dev.evpnd.wire.community;

/// An extended community of a type or subtype that is not known here, kept as it came.
///
/// Text: the eight octets, `0x0123456789abcdef`.
public record Unrecognized(long bits) implements ExtendedCommunity {

    public Unrecognized {
        int code = ExtendedCommunityType.code(bits);
        if (ExtendedCommunityType.isOpaque(code) || ExtendedCommunityType.isRecognized(code)) {
            throw new IllegalArgumentException(
                    "0x%04x starts a community that is recognized".formatted(code));
        }
    }

    @Override
    public String toString() {
        return ExtendedCommunityText.hex(bits);
    }
}
