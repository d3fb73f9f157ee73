package dev.evpnd.wire.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;

import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.error.Malformed;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;

class BgpMessageTest {
    private static final Negotiated ENHANCED = Negotiated.DEFAULT.withEnhancedRouteRefresh(true);

    private static byte[] encoded(BgpMessage message) {
        var writer = new OctetWriter();
        message.encode(writer, ENHANCED);
        return writer.toByteArray();
    }

    @Test
    void readsWhatItWrote() {
        var generator = new MessageGenerator(new Random(4271));
        for (int i = 0; i < 5_000; i++) {
            var message = generator.message();
            var bytes = encoded(message);
            assertThat(BgpMessage.decode(bytes, 0, bytes.length, ENHANCED))
                    .as(Octets.copyOf(bytes).toHex())
                    .isEqualTo(Decoded.accepted(message));
            assertThat(MessageHeader.frameLength(bytes, 0, bytes.length, 4096))
                    .isEqualTo(bytes.length);
        }
    }

    @Test
    void writesBothFormsOfOptionalParameters() {
        var generator = new MessageGenerator(new Random(9072));
        boolean extended = false;
        boolean other = false;
        for (int i = 0; i < 500; i++) {
            var bytes = encoded(generator.open());
            boolean ff = bytes.length > 30 && bytes[29] == (byte) 0xff;
            extended |= ff;
            other |= !ff;
        }
        assertThat(extended).isTrue();
        assertThat(other).isTrue();
    }

    @Test
    void rejectsEveryTruncation() {
        var generator = new MessageGenerator(new Random(1));
        for (int i = 0; i < 300; i++) {
            var bytes = encoded(generator.message());
            for (int length = 0; length < bytes.length; length++) {
                // The array ends where the message does, so that reading on would be seen.
                var cut = Arrays.copyOf(bytes, length);
                assertThat(BgpMessage.decode(cut, 0, length, ENHANCED))
                        .isInstanceOf(Decoded.Rejected.class);
            }
        }
    }

    @Test
    void answersEveryTruncationWithAFittingHeaderWithAValue() {
        var generator = new MessageGenerator(new Random(2));
        for (int i = 0; i < 300; i++) {
            var bytes = encoded(generator.message());
            for (int length = MessageHeader.LENGTH; length < bytes.length; length++) {
                var cut = Arrays.copyOf(bytes, length);
                cut[16] = (byte) (length >> 8);
                cut[17] = (byte) length;
                assertSound(cut, 0, length);
            }
        }
    }

    @Test
    void answersFlippedBitsWithAValue() {
        var random = new Random(3);
        var generator = new MessageGenerator(random);
        for (int i = 0; i < 20_000; i++) {
            var bytes = encoded(generator.message());
            int flips = random.nextInt(1, 5);
            for (int j = 0; j < flips; j++) {
                // Most of them behind the header, where there is more to get wrong.
                int from = random.nextInt(8) == 0 || bytes.length == 19 ? 0 : 18;
                bytes[random.nextInt(from, bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            assertSound(bytes, 0, bytes.length);
        }
    }

    @Test
    void readsInTheMiddleOfAnArrayAsAlone() {
        var random = new Random(4);
        var generator = new MessageGenerator(random);
        for (int i = 0; i < 2_000; i++) {
            var alone = encoded(generator.message());
            alone[random.nextInt(18, alone.length)] ^= (byte) (1 << random.nextInt(8));
            var amid = new byte[alone.length + 20];
            Arrays.fill(amid, (byte) random.nextInt());
            System.arraycopy(alone, 0, amid, 10, alone.length);
            var expected = BgpMessage.decode(alone, 0, alone.length, ENHANCED);
            var actual = BgpMessage.decode(amid, 10, alone.length, ENHANCED);
            assertThat(actual.faults())
                    .extracting(fault -> fault.offset() - 10)
                    .isEqualTo(expected.faults().stream().map(Malformed::offset).toList());
            if (expected instanceof Decoded.Accepted<BgpMessage>) {
                assertThat(actual.orElseThrow()).isEqualTo(expected.orElseThrow());
            }
        }
    }

    /// What is accepted can be written and read again, and a fault lies within the message.
    private static void assertSound(byte[] bytes, int offset, int length) {
        var decoded = BgpMessage.decode(bytes, offset, length, ENHANCED);
        for (var fault : decoded.faults()) {
            assertThat(fault.offset()).isBetween(offset, offset + length);
            assertThat(Notification.of(fault).code()).isEqualTo(fault.code());
        }
        if (decoded instanceof Decoded.Accepted<BgpMessage>(var message, var findings)) {
            var again = encoded(message);
            assertThat(again.length).isLessThanOrEqualTo(length);
            assertThat(BgpMessage.decode(again, 0, again.length, ENHANCED).orElseThrow())
                    .isEqualTo(message);
        }
    }

    /// The shortest capabilities, well formed and malformed, and the shortest parameters.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "4000",
                "4500",
                "4700",
                "0500",
                "4b00",
                "4900",
                "49020000",
                "490401610162",
                "4b0100",
                "4b020161",
                "c800",
                "450400194600",
                "4506001946000000",
                "010400190046",
                "4104fde8fde8",
                "020100"
            })
    void allocatesAtMost64TimesTheSizeOfAnOpen(String capability) {
        int unit = capability.length() / 2;
        assertFrugal(open(capability, 1));
        assertFrugal(open(capability, 4000 / unit));
        assertFrugal(openOfParameters(capability, 4000 / (unit + 3)));
    }

    private static void assertFrugal(byte[] bytes) {
        assertThat(allocated(bytes)).isLessThan(64L * bytes.length);
    }

    /// An OPEN of the extended form with one parameter.
    private static byte[] open(String capability, int count) {
        var parameter = "02%04x".formatted(count * capability.length() / 2);
        return openOf(parameter + capability.repeat(count));
    }

    /// An OPEN of the extended form with a parameter for each capability.
    private static byte[] openOfParameters(String capability, int count) {
        var parameter = "02%04x".formatted(capability.length() / 2) + capability;
        return openOf(parameter.repeat(count));
    }

    private static byte[] openOf(String parameters) {
        var writer = new OctetWriter();
        int start = MessageHeader.begin(writer, MessageHeader.OPEN);
        writer.octets(Octets.ofHex("04fde8005a02020202" + "ffff")).u16(parameters.length() / 2);
        writer.octets(Octets.ofHex(parameters));
        MessageHeader.end(writer, start);
        return writer.toByteArray();
    }

    private static long allocated(byte[] bytes) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            var decoded = BgpMessage.decode(bytes, 0, bytes.length, Negotiated.DEFAULT);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            assertThat(decoded).isNotNull();
        }
        return least;
    }

    @Test
    void refusesAPartThatIsNotInTheArray() {
        assertThatThrownBy(() -> BgpMessage.decode(new byte[30], 20, 19, Negotiated.DEFAULT))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}
