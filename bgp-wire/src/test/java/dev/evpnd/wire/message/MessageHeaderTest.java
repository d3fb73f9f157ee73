package dev.evpnd.wire.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.error.Malformed;
import dev.evpnd.wire.error.NotificationCode;
import dev.evpnd.wire.error.Treatment;
import dev.evpnd.wire.octets.BigEndian;
import dev.evpnd.wire.octets.Octets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;
import java.util.Random;

class MessageHeaderTest {

    private static byte[] message(int length, int type) {
        var bytes = new byte[Math.max(length, MessageHeader.LENGTH)];
        Arrays.fill(bytes, 0, 16, (byte) 0xff);
        BigEndian.putU16(bytes, 16, length);
        bytes[18] = (byte) type;
        return bytes;
    }

    @ParameterizedTest
    @CsvSource({
        "29, 1, 4096",
        "4096, 1, 4096",
        "4096, 1, 65535",
        "23, 2, 4096",
        "4096, 2, 4096",
        "65535, 2, 65535",
        "21, 3, 4096",
        "4096, 3, 4096",
        "65535, 3, 65535",
        "19, 4, 4096",
        "19, 4, 65535",
        "19, 5, 4096",
        "23, 5, 4096",
        "65535, 5, 65535",
    })
    void framesALengthThatTheTypeAllows(int length, int type, int maxLength) {
        var bytes = message(length, type);
        assertThat(MessageHeader.frameLength(bytes, 0, bytes.length, maxLength)).isEqualTo(length);
        assertThat(MessageHeader.fault(bytes, 0, maxLength)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "28, 1, 4096",
        "4097, 1, 65535",
        "0, 1, 4096",
        "22, 2, 4096",
        "4097, 2, 4096",
        "20, 3, 4096",
        "4097, 3, 4096",
        "18, 4, 4096",
        "20, 4, 4096",
        "4097, 4, 65535",
        "18, 5, 4096",
        "4097, 5, 4096",
        "18, 0, 4096",
        "4097, 6, 4096",
    })
    void answersAnotherLengthWithBadMessageLength(int length, int type, int maxLength) {
        var bytes = message(length, type);
        assertThat(MessageHeader.frameLength(bytes, 0, bytes.length, maxLength))
                .isEqualTo(MessageHeader.BAD);
        var fault = MessageHeader.fault(bytes, 0, maxLength);
        assertThat(fault.map(Malformed::code)).contains(NotificationCode.BAD_MESSAGE_LENGTH);
        assertThat(fault.map(Malformed::data)).contains(Octets.of(length >> 8, length));
        assertThat(fault.map(Malformed::offset)).contains(16);
        assertThat(fault.map(Malformed::treatment)).contains(Treatment.RESET);
    }

    @ParameterizedTest
    @CsvSource({"0", "6", "128", "255"})
    void answersAnUnknownTypeWithBadMessageType(int type) {
        var bytes = message(23, type);
        assertThat(MessageHeader.frameLength(bytes, 0, bytes.length, 4096))
                .isEqualTo(MessageHeader.BAD);
        var fault = MessageHeader.fault(bytes, 0, 4096);
        assertThat(fault.map(Malformed::code)).contains(NotificationCode.BAD_MESSAGE_TYPE);
        assertThat(fault.map(Malformed::data)).contains(Octets.of(type));
        assertThat(fault.map(Malformed::offset)).contains(18);
    }

    @Test
    void answersAMarkerThatIsNotAllOnesWithConnectionNotSynchronized() {
        for (int i = 0; i < MessageHeader.MARKER_LENGTH; i++) {
            var bytes = message(0, 9);
            bytes[i] = (byte) 0xfe;
            assertThat(MessageHeader.frameLength(bytes, 0, bytes.length, 4096))
                    .isEqualTo(MessageHeader.BAD);
            assertThat(MessageHeader.fault(bytes, 0, 4096).map(Malformed::code))
                    .contains(NotificationCode.CONNECTION_NOT_SYNCHRONIZED);
        }
    }

    @Test
    void waitsForTheRestOfAMessage() {
        var bytes = message(40, MessageHeader.UPDATE);
        for (int available = 0; available < 40; available++) {
            assertThat(MessageHeader.frameLength(bytes, 0, available, 4096))
                    .isEqualTo(MessageHeader.NEED_MORE);
        }
    }

    @Test
    void doesNotWaitForTheRestOfABadMessage() {
        var bytes = message(4097, MessageHeader.UPDATE);
        assertThat(MessageHeader.frameLength(bytes, 0, MessageHeader.LENGTH, 4096))
                .isEqualTo(MessageHeader.BAD);
    }

    @Test
    void framesBehindAnOffset() {
        var bytes = new byte[100];
        System.arraycopy(message(40, MessageHeader.UPDATE), 0, bytes, 7, 40);
        assertThat(MessageHeader.frameLength(bytes, 7, 93, 4096)).isEqualTo(40);
        assertThat(MessageHeader.fault(bytes, 7, 4096)).isEmpty();
        assertThat(MessageHeader.fault(bytes, 6, 4096).map(Malformed::offset)).contains(6);
    }

    @Test
    void findsAFaultExactlyWhereFramingDoes() {
        var random = new Random(6);
        for (int i = 0; i < 20_000; i++) {
            var bytes =
                    message(random.nextInt(random.nextBoolean() ? 40 : 65536), random.nextInt(8));
            bytes[random.nextInt(16)] |= (byte) (random.nextInt(8) == 0 ? 0 : 0xff);
            int maxLength = random.nextBoolean() ? 4096 : 65535;
            boolean bad =
                    MessageHeader.frameLength(bytes, 0, bytes.length, maxLength)
                            == MessageHeader.BAD;
            assertThat(MessageHeader.fault(bytes, 0, maxLength).isPresent()).isEqualTo(bad);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, ''", "5, ffffffffff", "18, ffffffffffffffffffffffffffffffff0013"})
    void refusesToDecodeLessThanAHeader(int length, String data) {
        var fault = fault(message(19, MessageHeader.KEEPALIVE), length);
        assertThat(fault.code()).isEqualTo(NotificationCode.BAD_MESSAGE_LENGTH);
        assertThat(fault.data()).isEqualTo(Octets.ofHex(data));
    }

    @ParameterizedTest
    @CsvSource({"39", "41"})
    void refusesToDecodeAMessageOfAnotherLengthThanItsHeaderSays(int length) {
        var bytes = Arrays.copyOf(message(40, MessageHeader.NOTIFICATION), 50);
        var fault = fault(bytes, length);
        assertThat(fault.code()).isEqualTo(NotificationCode.BAD_MESSAGE_LENGTH);
        assertThat(fault.data()).isEqualTo(Octets.of(0, 40));
    }

    @Test
    void decodesALongMessageOnlyWhereItWasAgreedOn() {
        var bytes = message(5000, MessageHeader.NOTIFICATION);
        assertThat(fault(bytes, 5000).code()).isEqualTo(NotificationCode.BAD_MESSAGE_LENGTH);
        var negotiated = Negotiated.DEFAULT.withExtendedMessages(true);
        assertThat(BgpMessage.decode(bytes, 0, 5000, negotiated))
                .isInstanceOf(Decoded.Accepted.class);
    }

    private static Malformed fault(byte[] bytes, int length) {
        var decoded = BgpMessage.decode(bytes, 0, length, Negotiated.DEFAULT);
        assertThat(decoded).isInstanceOf(Decoded.Rejected.class);
        return decoded.faults().get(0);
    }
}
