package dev.evpnd.wire.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.message.BgpMessage;
import dev.evpnd.wire.message.MessageHeader;
import dev.evpnd.wire.octets.OctetWriter;

import java.util.Arrays;

/// Any octets are a message or a fault, on whatever session.
///
/// The first octet chooses the session ([Sessions]); the others are the message. Its marker and its
/// length are set right, which hardly any change to an input would leave them, unless the session's
/// topmost bit is set.
class MessageFuzzTest {
    private static final int AS_IT_IS = 0x80;

    @FuzzTest
    void decodesAnyMessage(byte[] input) {
        if (input.length == 0 || input.length > 0xffff) {
            return;
        }
        var message = Arrays.copyOfRange(input, 1, input.length);
        if ((input[0] & AS_IT_IS) == 0 && message.length >= MessageHeader.LENGTH) {
            Arrays.fill(message, 0, MessageHeader.MARKER_LENGTH, (byte) 0xff);
            message[MessageHeader.MARKER_LENGTH] = (byte) (message.length >>> 8);
            message[MessageHeader.MARKER_LENGTH + 1] = (byte) message.length;
        }
        check(message, Sessions.of(input[0]));
    }

    private static void check(byte[] message, Negotiated negotiated) {
        assertHeaderIsJudgedAlike(message, negotiated);
        int around = Math.max(0, MessageHeader.LENGTH - message.length);
        var laws =
                new Laws<BgpMessage>(
                        around,
                        (array, start, end) ->
                                BgpMessage.decode(array, start, end - start, negotiated));
        if (laws.decode(message) instanceof Decoded.Accepted<BgpMessage>(var value, var findings)
                && findings.isEmpty()) {
            assertEncodesToItself(value, negotiated, message.length);
        }
    }

    /// Where a message is cut from the stream, and where it is decoded.
    private static void assertHeaderIsJudgedAlike(byte[] message, Negotiated negotiated) {
        int most = negotiated.maxReceiveLength();
        int frame = MessageHeader.frameLength(message, 0, message.length, most);
        if (message.length >= MessageHeader.LENGTH) {
            assertThat(MessageHeader.fault(message, 0, most).isPresent())
                    .isEqualTo(frame == MessageHeader.BAD);
        }
        assertThat(frame).isLessThanOrEqualTo(message.length);
    }

    /// Canonical form is the shortest that there is: what was received can be sent.
    private static void assertEncodesToItself(BgpMessage value, Negotiated negotiated, int length) {
        var bytes = encoded(value, negotiated);
        assertThat(bytes).hasSizeLessThanOrEqualTo(length);
        var again = BgpMessage.decode(bytes, 0, bytes.length, negotiated);
        assertThat(again).isEqualTo(Decoded.accepted(value));
        assertThat(encoded(again.orElseThrow(), negotiated)).isEqualTo(bytes);
        assertThat(value.toString()).isNotEmpty();
    }

    private static byte[] encoded(BgpMessage value, Negotiated negotiated) {
        var writer = new OctetWriter();
        value.encode(writer, negotiated);
        return writer.toByteArray();
    }
}
