package dev.evpnd.wire.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.error.Malformed;
import dev.evpnd.wire.error.NotificationCode;
import dev.evpnd.wire.error.Treatment;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotificationTest {
    private static final NotificationCode SHUTDOWN = NotificationCode.ADMINISTRATIVE_SHUTDOWN;
    private static final NotificationCode RESET = NotificationCode.ADMINISTRATIVE_RESET;

    private static Notification notification(int code, int subcode, String data) {
        return new Notification(new NotificationCode(code, subcode), Octets.ofHex(data));
    }

    @ParameterizedTest
    @CsvSource({"ADMINISTRATIVE_SHUTDOWN, 2", "ADMINISTRATIVE_RESET, 4"})
    void writesTheTextOfAShutdown(String name, int subcode) throws Exception {
        var code = (NotificationCode) NotificationCode.class.getField(name).get(null);
        var notification = Notification.shutdown(code, "bye ✓");
        var writer = new OctetWriter();
        notification.encode(writer, Negotiated.DEFAULT);
        assertThat(writer.toOctets().toHex())
                .isEqualTo(
                        "f".repeat(32) + "001d" + "03" + "060" + subcode + "07" + "62796520e29c93");
        assertThat(notification.shutdownCommunication()).contains("bye ✓");
    }

    @ParameterizedTest
    @CsvSource({"a, 255, 255", "ä, 127, 254", "✓, 85, 255", "😀, 63, 252"})
    void cutsATextOffBehindAWholeCharacter(String character, int characters, int octets) {
        var notification = Notification.shutdown(SHUTDOWN, character.repeat(300));
        assertThat(notification.shutdownCommunication()).contains(character.repeat(characters));
        assertThat(notification.data().at(0)).isEqualTo(octets);
    }

    @Test
    void keepsATextOfExactly255OctetsWhole() {
        var text = "a".repeat(252) + "✓";
        assertThat(Notification.shutdown(RESET, text).shutdownCommunication()).contains(text);
    }

    @ParameterizedTest
    @CsvSource({
        "6, 2, '', no data",
        "6, 2, 00, an empty text",
        "6, 2, 0361, a length beyond the data",
        "6, 2, 016161, a length short of the data",
        "6, 2, 01ff, not UTF-8",
        "6, 3, 0161, a cease that carries no text",
        "4, 0, 0161, no cease",
    })
    void findsNoTextIn(int code, int subcode, String data, String why) {
        var notification = notification(code, subcode, data);
        assertThat(notification.shutdownCommunication()).as(why).isEmpty();
    }

    @Test
    void refusesToSendATextWhereNoneIsCarried() {
        assertThatThrownBy(() -> Notification.shutdown(NotificationCode.HARD_RESET, "x"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void carriesAnotherNotificationInAHardReset() {
        var cause = Notification.shutdown(SHUTDOWN, "bye");
        var reset = Notification.hardReset(cause);
        assertThat(reset).isEqualTo(notification(6, 9, "0602" + "03627965"));
        assertThat(reset.hardResetCause()).contains(cause);
        assertThat(reset.shutdownCommunication()).isEmpty();
    }

    @Test
    void cutsOffTheDataOfACauseThatHasNoRoomInAHardReset() {
        var cause = new Notification(RESET, Octets.copyOf(new byte[4074]));
        var carried = Notification.hardReset(cause).hardResetCause().orElseThrow();
        assertThat(carried).isEqualTo(new Notification(RESET, Octets.copyOf(new byte[4073])));
    }

    @ParameterizedTest
    @CsvSource({"6, 9, ''", "6, 9, 06", "6, 4, 0602"})
    void findsNoCauseIn(int code, int subcode, String data) {
        assertThat(notification(code, subcode, data).hardResetCause()).isEmpty();
    }

    @Test
    void tellsOfAFaultWithItsCodeAndOctets() {
        var fault = fault(Octets.of(1, 2, 3));
        assertThat(Notification.of(fault)).isEqualTo(notification(2, 4, "010203"));
    }

    @Test
    void cutsOffOffendingOctetsThatSomePeersCouldNotReceive() {
        var notification = Notification.of(fault(Octets.copyOf(new byte[5000])));
        var writer = new OctetWriter();
        notification.encode(writer, Negotiated.DEFAULT);
        assertThat(writer.length()).isEqualTo(4096);
    }

    private static Malformed fault(Octets data) {
        var code = NotificationCode.UNSUPPORTED_OPTIONAL_PARAMETER;
        return new Malformed(Treatment.RESET, code, "OPEN", "a reason", 0, data);
    }

    @Test
    void refusesMoreDataThanAMessageCanHave() {
        assertThatThrownBy(() -> new Notification(RESET, Octets.copyOf(new byte[65515])))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "4, 0, ``, Hold Timer Expired",
                "6, 7, ``, Cease/Connection Collision Resolution",
                "2, 1, 0004, `OPEN Message Error/Unsupported Version Number, data 0004`",
                "6, 2, 03627965, `Cease/Administrative Shutdown, \"bye\"`",
                "6, 2, 03ff7965, `Cease/Administrative Shutdown, data 03ff7965`",
                "6, 9, 060403627965, `Cease/Hard Reset for Cease/Administrative Reset, \"bye\"`",
                "6, 9, 0609060906, `Cease/Hard Reset for Cease/Hard Reset, data 060906`",
                "9, 1, ``, Loss of LSDB Synchronization/Unassigned 1",
            })
    void isDescribedInOneLine(int code, int subcode, String data, String line) {
        assertThat(notification(code, subcode, data)).hasToString(line);
    }

    @Test
    void escapesWhatCouldDisturbALog() {
        var notification = Notification.shutdown(SHUTDOWN, "a\nb\u001b[2J\u202e\"\\");
        assertThat(notification)
                .hasToString(
                        "Cease/Administrative Shutdown,"
                                + " \"a\\u{a}b\\u{1b}[2J\\u{202e}\\u{22}\\u{5c}\"");
    }

    @Test
    void showsTheFirstOctetsOfLongData() {
        assertThat(notification(1, 1, "00".repeat(65)))
                .hasToString(
                        "Message Header Error/Connection Not Synchronized, data "
                                + "00".repeat(64)
                                + "... of 65");
    }
}
