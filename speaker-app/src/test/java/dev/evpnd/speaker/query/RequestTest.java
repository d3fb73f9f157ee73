package dev.evpnd.speaker.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.evpn.RouteDistinguisher;
import dev.evpnd.wire.octets.Octets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Optional;

class RequestTest {

    @Test
    void readsWhatIsAsked() {
        assertThat(Request.parse("peers")).isEqualTo(new Request.Peers(Optional.empty()));
        assertThat(Request.parse(" peers  2001:db8::1 "))
                .isEqualTo(new Request.Peers(Optional.of(IpAddress.parse("2001:db8::1"))));
        assertThat(Request.parse("explain 0aFF"))
                .isEqualTo(new Request.Explain(Octets.ofHex("0aff")));
        assertThat(Request.parse("daemon")).isEqualTo(new Request.Daemon());
    }

    @Test
    void readsWhichRoutesAreAskedForInAnyOrder() {
        var all = new Request.Routes(RouteFilter.all(RouteFamily.EVPN));
        assertThat(Request.parse("routes")).isEqualTo(all);
        assertThat(Request.parse("routes l2vpn-evpn")).isEqualTo(all);
        assertThat(Request.parse("routes peer 10.0.0.1 type 2 rd 65000:7"))
                .isEqualTo(
                        new Request.Routes(
                                RouteFilter.all(RouteFamily.EVPN)
                                        .and(
                                                new RouteCriterion.FromPeer(
                                                        IpAddress.parse("10.0.0.1")))
                                        .and(new RouteCriterion.Type(2))
                                        .and(
                                                new RouteCriterion.Distinguisher(
                                                        RouteDistinguisher.parse("65000:7")))));
        assertThat(Request.parse("routes rt-constraint"))
                .isEqualTo(new Request.Routes(RouteFilter.all(RouteFamily.ROUTE_TARGET)));
    }

    @Test
    void readsWhatIsTold() {
        var peer = IpAddress.parse("10.0.0.1");
        assertThat(Request.parse("reset 10.0.0.1")).isEqualTo(new Request.Reset(peer, ""));
        assertThat(Request.parse("reset 10.0.0.1 back at five"))
                .isEqualTo(new Request.Reset(peer, "back at five"));
        assertThat(Request.parse("refresh 10.0.0.1 rt-constraint"))
                .isEqualTo(new Request.Refresh(peer, RouteFamily.ROUTE_TARGET));
        assertThat(Request.parse("reload").isQuestion()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                  | expected peers, routes, explain, daemon, reset, refresh or"
                        + " reload, found the end",
                "fly                 | expected peers, routes, explain, daemon, reset, refresh or"
                        + " reload, found 'fly'",
                "peers me            | expected an IP address, found 'me'",
                "peers 10.0.0.1 now  | expected the end, found 'now'",
                "routes type         | expected a route type, found the end",
                "routes type 0       | expected a route type of 1 to 255, found '0'",
                "routes type two     | expected a route type of 1 to 255, found 'two'",
                "routes rd x         | expected a route distinguisher, found 'x'",
                "routes all          | expected a family (l2vpn-evpn, rt-constraint), type N, rd RD"
                        + " or peer ADDRESS, found 'all'",
                "routes rt-constraint type 2 | expected peer ADDRESS, found 'type'",
                "explain             | expected the key of a route, found the end",
                "explain 012         | expected the key of a route in hex, found '012'",
                "refresh 10.0.0.1 ip | expected l2vpn-evpn or rt-constraint, found 'ip'",
                "reset               | expected the address of a peer, found the end",
            })
    void saysWhatWasExpected(String line, String message) {
        assertThatThrownBy(() -> Request.parse(line))
                .isInstanceOf(QueryFailure.class)
                .hasMessage(message);
    }

    @Test
    void repeatsNoMoreThanAFewLettersOfWhatItDoesNotKnow() {
        assertThatThrownBy(() -> Request.parse("x".repeat(4000)))
                .hasMessageEndingWith("found '" + "x".repeat(40) + "…'");
    }
}
