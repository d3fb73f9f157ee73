package dev.evpnd.speaker.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Optional;

final class ReplyTest {
    private static final String REQUEST = "140000001c0001000500000000000000";

    /// The attribute with the text "none".
    private static final String WORDS = "09000100" + "6e6f6e6500000000";

    private final Fault fault = new Fault();

    private Optional<Reply> reply(int type, int flags, String payload) {
        var octets = HexFormat.of().parseHex(payload);
        var bytes =
                ByteBuffer.allocate(16 + octets.length)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(16 + octets.length)
                        .putShort((short) type)
                        .putShort((short) flags)
                        .put(16, octets);
        var messages = new Messages(bytes, 0, bytes.capacity(), fault);
        assertThat(messages.next()).isTrue();
        return Reply.decode(messages, fault);
    }

    @Test
    void theKernelsWordsAreBehindTheHeaderOfTheRequest() {
        assertThat(reply(Rtnetlink.ERROR, 0x300, "feffffff" + REQUEST + WORDS))
                .contains(new Reply(2, "none"));
    }

    @Test
    void theyAreBehindTheWholeRequestWhereThatIsThere() {
        assertThat(reply(Rtnetlink.ERROR, 0x200, "feffffff" + REQUEST + "07070707" + WORDS))
                .contains(new Reply(2, "none"));
    }

    @Test
    void withoutWordsThereIsTheNumber() {
        assertThat(reply(Rtnetlink.ERROR, 0x100, "00000000" + REQUEST)).contains(new Reply(0, ""));
        assertThat(reply(Rtnetlink.ERROR, 0, "a1ffffff" + REQUEST)).contains(new Reply(95, ""));
    }

    @Test
    void theEndOfATableMayBeAnError() {
        assertThat(reply(Rtnetlink.DONE, 0, "")).contains(new Reply(0, ""));
        assertThat(reply(Rtnetlink.DONE, 0, "fcffffff")).contains(new Reply(4, ""));
        assertThat(reply(Rtnetlink.DONE, 0x200, "fcffffff" + WORDS)).contains(new Reply(4, "none"));
    }

    @Test
    void whatIsNoReplyIsAFault() {
        assertThat(reply(Rtnetlink.ERROR, 0, "feffffff")).isEmpty();
        assertThat(fault.text()).isEqualTo("4 octets where 20 are due");
    }

    @Test
    void anErrorThatIsNoneIsAFault() {
        assertThat(reply(Rtnetlink.ERROR, 0, "01000000" + REQUEST)).isEmpty();
        assertThat(fault.text()).isEqualTo("an error with the number -1");
    }

    /// The length of the request leads behind the end of the message.
    @Test
    void aRequestThatIsNotThereHasNoWordsBehindIt() {
        assertThat(reply(Rtnetlink.ERROR, 0x200, "feffffff" + "ffffff7f" + REQUEST.substring(8)))
                .contains(new Reply(2, ""));
        assertThat(fault.isSet()).isFalse();
    }
}
