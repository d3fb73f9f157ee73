package dev.evpnd.wire.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.error.Malformed;
import dev.evpnd.wire.error.NotificationCode;
import dev.evpnd.wire.error.Treatment;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteRefreshTest {
    private static final AddressFamily EVPN = AddressFamily.L2VPN_EVPN;
    private static final Negotiated ENHANCED = Negotiated.DEFAULT.withEnhancedRouteRefresh(true);

    private static byte[] message(String body) {
        var writer = new OctetWriter();
        writer.u64(-1).u64(-1).u16(19 + body.length() / 2).u8(MessageHeader.ROUTE_REFRESH);
        return writer.octets(Octets.ofHex(body)).toByteArray();
    }

    private static Decoded<BgpMessage> decode(String body, Negotiated negotiated) {
        var bytes = message(body);
        return BgpMessage.decode(bytes, 0, bytes.length, negotiated);
    }

    @ParameterizedTest
    @CsvSource({"00190046, 0", "00190146, 1", "00190246, 2", "00190346, 3", "0019ff46, 255"})
    void readsAndWritesEverySubtype(String body, int subtype) {
        var refresh = new RouteRefresh(EVPN, subtype);
        assertThat(decode(body, ENHANCED)).isEqualTo(Decoded.accepted(refresh));
        assertThat(decode(body, Negotiated.DEFAULT)).isEqualTo(Decoded.accepted(refresh));
        var writer = new OctetWriter();
        refresh.encode(writer, ENHANCED);
        assertThat(writer.toByteArray()).isEqualTo(message(body));
    }

    @Test
    void keepsOutboundRouteFilters() {
        var refresh = new RouteRefresh(EVPN, RouteRefresh.REQUEST, Octets.ofHex("0140000100"));
        assertThat(decode("00190046" + "0140000100", ENHANCED))
                .isEqualTo(Decoded.accepted(refresh));
    }

    @ParameterizedTest
    @CsvSource({"''", "00", "0019", "001900", "001901", "0019014600", "0019024600000000"})
    void answersABadLengthWithTheWholeMessageToAPeerOfRfc7313(String body) {
        var fault = decode(body, ENHANCED).faults().get(0);
        assertThat(fault.code()).isEqualTo(NotificationCode.INVALID_ROUTE_REFRESH_LENGTH);
        assertThat(fault.data()).isEqualTo(Octets.copyOf(message(body)));
        assertThat(fault.offset()).isZero();
        assertThat(fault.treatment()).isEqualTo(Treatment.RESET);
    }

    @ParameterizedTest
    @CsvSource({"'', 0013", "00, 0014", "0019, 0015", "001900, 0016"})
    void answersABadLengthWithTheLengthToAnyOtherPeer(String body, String data) {
        Malformed fault = decode(body, Negotiated.DEFAULT).faults().get(0);
        assertThat(fault.code()).isEqualTo(NotificationCode.BAD_MESSAGE_LENGTH);
        assertThat(fault.data()).isEqualTo(Octets.ofHex(data));
        assertThat(fault.offset()).isEqualTo(16);
    }

    @Test
    void takesASubtypeForAReservedOctetWithoutRfc7313() {
        assertThat(decode("0019014600", Negotiated.DEFAULT))
                .isEqualTo(Decoded.accepted(new RouteRefresh(EVPN, 1, Octets.of(0))));
    }

    @Test
    void refusesToHoldWhatNoMessageCan() {
        assertThatThrownBy(() -> new RouteRefresh(EVPN, 256))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RouteRefresh(EVPN, 0, Octets.copyOf(new byte[65513])))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
