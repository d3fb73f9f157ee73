package dev.evpnd.wire.attribute;

import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.octets.OctetReader;
import dev.evpnd.wire.octets.OctetWriter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One segment of an AS_PATH or AS4_PATH, RFC 4271 section 4.3 and RFC 5065 section 3.
///
/// ```
/// +------------------------------------+
/// | path segment type (1 octet)        |
/// +------------------------------------+
/// | path segment length (1 octet)      |   in AS numbers
/// +------------------------------------+
/// | path segment value                 |   2 or 4 octets for each AS number
/// +------------------------------------+
/// ```
///
/// @param numbers 1 to 255 AS numbers, none of them 0 (RFC 7607)
public record AsPathSegment(Type type, IntSequence numbers) {
    /// The most AS numbers that a segment's length octet can count.
    public static final int MOST_NUMBERS = 255;

    private static final int HEADER_LENGTH = 2;

    /// The segment types. The RFCs close the set: a path with any other is malformed.
    public enum Type {
        AS_SET(1),
        AS_SEQUENCE(2),
        AS_CONFED_SEQUENCE(3),
        AS_CONFED_SET(4);

        private final int code;

        Type(int code) {
            this.code = code;
        }

        public int code() {
            return code;
        }

        /// Whether the segment is about members of a confederation and not about ASes.
        public boolean isConfederation() {
            return this == AS_CONFED_SEQUENCE || this == AS_CONFED_SET;
        }

        private static Type of(int code) {
            return switch (code) {
                case 1 -> AS_SET;
                case 2 -> AS_SEQUENCE;
                case 3 -> AS_CONFED_SEQUENCE;
                default -> AS_CONFED_SET;
            };
        }
    }

    public AsPathSegment {
        if (numbers.isEmpty() || numbers.size() > MOST_NUMBERS) {
            throw new IllegalArgumentException("a segment has 1 to 255 AS numbers");
        }
        if (numbers.contains(0)) {
            throw new IllegalArgumentException("no AS has the number 0");
        }
    }

    public static AsPathSegment of(Type type, int... numbers) {
        return new AsPathSegment(type, IntSequence.of(numbers));
    }

    /// What the segment adds to the length of the path: a set counts one, a confederation's
    /// segments nothing (RFC 4271 section 9.1.2.2, RFC 5065 section 5.3).
    public int pathLength() {
        return switch (type) {
            case AS_SEQUENCE -> numbers.size();
            case AS_SET -> 1;
            case AS_CONFED_SEQUENCE, AS_CONFED_SET -> 0;
        };
    }

    int encodedLength() {
        return HEADER_LENGTH + 4 * numbers.size();
    }

    /// Says what is wrong with the octets of a path, if anything is (RFC 7606 section 7.2). Moves
    /// the reader to their end.
    static Optional<String> fault(OctetReader path, boolean fourOctetAs) {
        int width = fourOctetAs ? 4 : 2;
        while (!path.isExhausted()) {
            if (path.remaining() < HEADER_LENGTH) {
                return Optional.of("a segment has a type and a length");
            }
            int type = path.u8();
            int count = path.u8();
            if (type < 1 || type > 4) {
                return Optional.of("the segment type is 1, 2, 3 or 4");
            }
            if (count == 0) {
                return Optional.of("a segment has at least one AS number");
            }
            if (path.remaining() < count * width) {
                return Optional.of("a segment ends within the attribute");
            }
            for (int i = 0; i < count; i++) {
                if ((fourOctetAs ? path.u32() : path.u16()) == 0) {
                    return Optional.of("no AS number is 0");
                }
            }
        }
        return Optional.empty();
    }

    /// Reads the octets of a path in which [#fault] finds nothing.
    static List<AsPathSegment> read(OctetReader path, boolean fourOctetAs) {
        var segments = new ArrayList<AsPathSegment>(1);
        while (!path.isExhausted()) {
            var type = Type.of(path.u8());
            int count = path.u8();
            segments.add(
                    new AsPathSegment(
                            type,
                            fourOctetAs
                                    ? IntSequence.read(path, count)
                                    : IntSequence.readShort(path, count)));
        }
        return List.copyOf(segments);
    }

    /// Writes the segment, with AS_TRANS for what does not fit where numbers have two octets.
    void encode(OctetWriter writer, boolean fourOctetAs) {
        writer.u8(type.code()).u8(numbers.size());
        if (fourOctetAs) {
            numbers.write(writer);
            return;
        }
        for (int i = 0; i < numbers.size(); i++) {
            int number = numbers.at(i);
            writer.u16(number >>> 16 == 0 ? number : Asn.AS_TRANS.number());
        }
    }

    /// The segment in the notation of [AsPath#parse].
    @Override
    public String toString() {
        return switch (type) {
            case AS_SEQUENCE -> numbers.toString();
            case AS_SET -> "{" + numbers.toString().replace(' ', ',') + "}";
            case AS_CONFED_SEQUENCE -> "(" + numbers + ")";
            case AS_CONFED_SET -> "[" + numbers.toString().replace(' ', ',') + "]";
        };
    }
}
