package dev.evpnd.wire.attribute;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;

import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.octets.OctetReader;
import dev.evpnd.wire.octets.OctetWriter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

/// Laws that hold for every set of attributes and for all octets. A failure names its seed.
class PathAttributesPropertyTest {
    private static final List<Negotiated> SESSIONS =
            List.of(
                    Sessions.INTERNAL,
                    Sessions.EXTERNAL,
                    Sessions.INTERNAL_TWO_OCTET,
                    Sessions.EXTERNAL_TWO_OCTET);
    private static final int MOST_ALLOCATED_PER_OCTET = 64;

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void decodesWhatItEncodes(long seed) {
        var attributes = generator(seed).attributes();
        var decoded = decode(encode(attributes, Sessions.INTERNAL), Sessions.INTERNAL);
        assertThat(decoded).isEqualTo(Decoded.accepted(attributes));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void decodesWhatItEncodesForTwoOctetSpeakers(long seed) {
        var attributes = generator(seed).attributesOfTwoOctetSpeaker();
        var bytes = encode(attributes, Sessions.INTERNAL_TWO_OCTET);
        assertThat(decode(bytes, Sessions.INTERNAL_TWO_OCTET))
                .isEqualTo(Decoded.accepted(attributes));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void carriesFourOctetNumbersPastTwoOctetSpeakers(long seed) {
        var attributes = generator(seed).attributes();
        var bytes = encode(attributes, Sessions.INTERNAL_TWO_OCTET);
        assertThat(decode(bytes, Sessions.INTERNAL_TWO_OCTET).orElseThrow().mergedAs4())
                .isEqualTo(attributes);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void encodesCanonicalOctetsAsTheyCame(long seed) {
        var bytes = encode(generator(seed).attributes(), Sessions.INTERNAL);
        var again = encode(decode(bytes, Sessions.INTERNAL).orElseThrow(), Sessions.INTERNAL);
        assertThat(again).isEqualTo(bytes);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void hashesEqualSetsAlike(long seed) {
        assertThat(generator(seed).attributes()).hasSameHashCodeAs(generator(seed).attributes());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void givesAValueForEveryTruncation(long seed) {
        var bytes = encode(generator(seed).attributes(), Sessions.INTERNAL);
        for (int length = 0; length <= bytes.length; length++) {
            survives(Arrays.copyOf(bytes, length));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void givesAValueForEveryFlippedBit(long seed) {
        var bytes = encode(generator(seed).attributesOfTwoOctetSpeaker(), Sessions.INTERNAL);
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            survives(bytes);
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void givesAValueForRandomOctets(long seed) {
        var random = new Random(seed);
        var bytes = new byte[random.nextInt(400)];
        random.nextBytes(bytes);
        survives(bytes);
    }

    @Test
    void neverReadsOutsideTheList() {
        var list = encode(generator(7).attributes(), Sessions.INTERNAL);
        var framed = new byte[list.length + 20];
        Arrays.fill(framed, (byte) 0xff);
        System.arraycopy(list, 0, framed, 10, list.length);
        var reader = new OctetReader(framed, 10, 10 + list.length);
        assertThat(PathAttributes.decode(reader, Sessions.INTERNAL))
                .isEqualTo(decode(list, Sessions.INTERNAL));
        assertThat(reader.isExhausted()).isTrue();
    }

    /// The octets that make the most objects of each kind, repeated to the size of a message.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "c06300",
                "40010103",
                "c0080100",
                "c02800",
                "d002f000!0201fde8",
                "5002f000!02010000fde8",
                "d01af000!020003",
                "901af000!020003",
                "d028f000!ff0000",
                "d028f000!ff000100",
                "d017f000!00080000",
                "d017f000!0008000401000200",
                "d019f000!0002000000000000000000000000000000000000",
                "d010f000!0002000000000000",
                "d080f0000000fde8!c06300",
                "d080f0000000fde8!400103",
                "d080f0000000fde8d080effc0000fde8d080eff40000fde8!c0080100"
            })
    void allocatesWithinItsBound(String pattern) {
        var bytes = repeated(pattern);
        for (var session : SESSIONS) {
            decode(bytes, session);
            long before = allocated();
            decode(bytes, session);
            long used = allocated() - before;
            assertThat(used).isLessThan((long) MOST_ALLOCATED_PER_OCTET * bytes.length);
        }
    }

    private static byte[] repeated(String pattern) {
        int unitAt = pattern.indexOf('!') + 1;
        var head = HexFormat.of().parseHex(pattern.substring(0, Math.max(0, unitAt - 1)));
        var unit = HexFormat.of().parseHex(pattern.substring(unitAt));
        int target = unitAt == 0 ? 60_000 : 0xf000 + 4;
        var bytes = Arrays.copyOf(head, target);
        for (int i = head.length; i < target; i++) {
            bytes[i] = unit[(i - head.length) % unit.length];
        }
        return bytes;
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }

    /// Decodes on every kind of session; what is accepted is encoded, decoded again and equal.
    private static void survives(byte[] bytes) {
        for (var session : SESSIONS) {
            if (decode(bytes, session) instanceof Decoded.Accepted<PathAttributes> accepted) {
                var attributes = accepted.value();
                assertThat(decode(encode(attributes, session), session).orElseThrow())
                        .isEqualTo(attributes);
                encode(attributes.mergedAs4().forPropagation(), Sessions.INTERNAL);
            }
        }
    }

    private static AttributeGenerator generator(long seed) {
        return new AttributeGenerator(new Random(seed));
    }

    private static Decoded<PathAttributes> decode(byte[] bytes, Negotiated session) {
        return PathAttributes.decode(new OctetReader(bytes), session);
    }

    private static byte[] encode(PathAttributes attributes, Negotiated session) {
        var writer = new OctetWriter();
        attributes.encode(writer, session);
        return writer.toByteArray();
    }
}
