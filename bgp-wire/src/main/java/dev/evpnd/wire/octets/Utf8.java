package dev.evpnd.wire.octets;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;

/// Text in UTF-8 (RFC 3629), read strictly: what is not well formed is no text.
///
/// Nothing is allocated but the text itself, so that a message full of short names costs little.
public final class Utf8 {
    private static final int[] LEAST_CODE_POINT = {0, 0, 0x80, 0x800, 0x10000};

    private Utf8() {}

    /// The text, or nothing where the octets are not well formed.
    public static Optional<String> decode(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        return isWellFormed(bytes, offset, offset + length)
                ? Optional.of(new String(bytes, offset, length, StandardCharsets.UTF_8))
                : Optional.empty();
    }

    /// How many octets the text has.
    ///
    /// @throws IllegalArgumentException when the text holds half of a surrogate pair, which has no
    ///   UTF-8 form
    public static int length(String text) {
        int length = 0;
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            if (isSurrogate(codePoint)) {
                throw new IllegalArgumentException("expected a text without unpaired surrogates");
            }
            length += encodedLength(codePoint);
            i += Character.charCount(codePoint);
        }
        return length;
    }

    private static int encodedLength(int codePoint) {
        if (codePoint < 0x80) {
            return 1;
        }
        if (codePoint < 0x800) {
            return 2;
        }
        return codePoint < 0x10000 ? 3 : 4;
    }

    private static boolean isWellFormed(byte[] bytes, int offset, int end) {
        int at = offset;
        while (at < end) {
            int first = bytes[at] & 0xff;
            int count = sequenceLength(first);
            if (count == 0 || count > end - at) {
                return false;
            }
            // The lead octet of a sequence of n > 1 holds 7 - n bits.
            int codePoint = count == 1 ? first : first & 0x7f >> count;
            for (int i = 1; i < count; i++) {
                int next = bytes[at + i];
                if ((next & 0xc0) != 0x80) {
                    return false;
                }
                codePoint = codePoint << 6 | next & 0x3f;
            }
            if (codePoint < LEAST_CODE_POINT[count]
                    || codePoint > Character.MAX_CODE_POINT
                    || isSurrogate(codePoint)) {
                return false;
            }
            at += count;
        }
        return true;
    }

    private static int sequenceLength(int first) {
        if (first < 0x80) {
            return 1;
        }
        return switch (first >>> 4) {
            case 0xc, 0xd -> 2;
            case 0xe -> 3;
            case 0xf -> first < 0xf8 ? 4 : 0;
            default -> 0;
        };
    }

    private static boolean isSurrogate(int codePoint) {
        return codePoint >>> 11 == 0xd800 >>> 11;
    }
}
