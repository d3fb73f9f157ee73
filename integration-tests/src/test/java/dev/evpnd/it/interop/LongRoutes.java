package dev.evpnd.it.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.testbed.host.Waiting;
import dev.evpnd.testbed.route.EvpnKey;
import dev.evpnd.testbed.route.EvpnRoute;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Routes that fit in no message of 4,096 octets, RFC 8654.
final class LongRoutes {
    /// Eight octets each.
    private static final int ROUTE_TARGETS = 700;

    /// As many as a configuration may name, of eight octets and of twelve.
    private static final int NAMED = 255;

    /// Of 36 octets each.
    static final int FRR_NETWORKS = 200;

    private static final int MAX_SHORT_MESSAGE = 4096;

    private LongRoutes() {}

    /// A route for a peer to announce.
    static EvpnRoute of(String rd) {
        return EvpnRoute.of(
                EvpnKey.macIp(rd, 0, "02:00:00:00:02:08", null),
                List.of(100L),
                Stream.concat(
                                Stream.of("encapsulation:8"),
                                numbered(ROUTE_TARGETS, it -> "rt:65000:" + (1000 + it)))
                        .toArray(String[]::new));
    }

    /// Lines for FRR by which it has so many routes with the same attributes: told at once, they
    /// are in one message. Of several with one route distinguisher it takes the first.
    static String[] ofFrr(long as) {
        return networks(as, "network", " routermac 02:00:00:00:ff:03");
    }

    /// Lines for FRR by which it has them no more.
    static String[] withoutThoseOfFrr(long as) {
        return networks(as, "no network", "");
    }

    private static String[] networks(long as, String verb, String end) {
        var lines =
                numbered(
                        FRR_NETWORKS,
                        it ->
                                ("%s 203.0.113.%d/32 rd 198.51.100.3:%d ethtag 0 label 10 esi %s"
                                                + " gwip 0.0.0.0%s")
                                        .formatted(verb, it, 1000 + it, EvpnKey.NO_ESI, end));
        var begin =
                Stream.of("configure terminal", "router bgp " + as, "address-family l2vpn evpn");
        return Stream.concat(begin, lines).toArray(String[]::new);
    }

    /// The lines by which evpnd has one of its own, where its peer has the policy `out: long`.
    static String ownedByEvpnd() {
        return """
        mac-vrfs:
          100:
            route-targets: {export: [%s]}
        policies:
          long:
            - action: permit
              set: {large-community-add: [%s]}
        """
                .formatted(
                        list(numbered(NAMED, it -> "65000:" + (1000 + it))),
                        list(numbered(NAMED, it -> "65000:1:" + it)));
    }

    private static Stream<String> numbered(int count, IntFunction<String> text) {
        return IntStream.range(0, count).mapToObj(text);
    }

    private static String list(Stream<String> items) {
        return items.collect(Collectors.joining(", "));
    }

    /// The UPDATEs of a session and their octets, as evpnd has counted them by a moment.
    record Counted(EvpndProgram evpnd, String peer, String direction, long updates, long octets) {

        /// @param direction `sent` or `received`
        static Counted of(EvpndProgram evpnd, String peer, String direction) {
            var counts = evpnd.peer(peer).path("messages").path(direction);
            return new Counted(
                    evpnd,
                    peer,
                    direction,
                    counts.path("updates").asLong(),
                    counts.path("octets").asLong());
        }

        private Counted now() {
            return of(evpnd, peer, direction);
        }

        /// Waits until there are more.
        void awaitUpdates() {
            var now = Waiting.ask(Star.LIMIT, this::now, it -> it.updates() > updates);
            assertThat(now.updates()).as("UPDATEs " + direction).isGreaterThan(updates);
        }

        /// Waits until one of them is longer than messages could be once: there are more octets
        /// than so many UPDATEs of the old length have.
        void awaitLongUpdate() {
            var now = Waiting.ask(Star.LIMIT, this::now, this::hasLong);
            assertThat(hasLong(now)).as(() -> this + " and then " + now).isTrue();
        }

        private boolean hasLong(Counted now) {
            long more = now.updates() - updates;
            return more > 0 && now.octets() - octets > more * MAX_SHORT_MESSAGE;
        }
    }
}
