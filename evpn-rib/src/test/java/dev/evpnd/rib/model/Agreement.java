package dev.evpnd.rib.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.Rib;
import dev.evpnd.rib.explain.Explanation;
import dev.evpnd.rib.explain.PathStanding;
import dev.evpnd.rib.explain.PeerExchange;
import dev.evpnd.rib.out.ToldPath;
import dev.evpnd.rib.route.DistinguisherIndex;
import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.octets.Octets;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Whether a RIB comes to what the naive speaker comes to.
final class Agreement {
    private final Rib rib;
    private final NaiveSpeaker naive;
    private final Watching watching;

    Agreement(Rib rib, NaiveSpeaker naive) {
        this.rib = rib;
        this.naive = naive;
        watching = new Watching(rib);
    }

    /// What is chosen of each EVPN route that either knows, and as what it counts.
    void checkChoices() {
        watching.listen();
        var keys = new LinkedHashSet<>(naive.evpnKeys());
        var known = rib.view().list(RouteFamily.EVPN).next(Integer.MAX_VALUE);
        checkDistinguishers(known);
        for (var octets : known) {
            keys.add(new NaiveRoute.Key(AddressFamily.L2VPN_EVPN, octets));
        }
        for (var key : keys) {
            var expected = naive.best(key);
            assertThat(watching.knows(key.octets(), expected))
                    .as("was told of %s", expected)
                    .isTrue();
            var chosen = chosen(key.octets());
            if (!chosen.equals(expected)) {
                throw new AssertionError(
                        "to be chosen is %s\nand chosen is  %s".formatted(expected, chosen));
            }
        }
    }

    /// What is found by its distinguisher is what there is.
    private void checkDistinguishers(List<Octets> known) {
        var distinguishers = new LinkedHashSet<Octets>();
        rib.view()
                .distinguishers(RouteFamily.EVPN)
                .next(Integer.MAX_VALUE, (octets, _) -> distinguishers.add(octets));
        var found = new ArrayList<Octets>();
        for (var each : distinguishers) {
            var keys = rib.view().list(RouteFamily.EVPN, List.of(each)).next(Integer.MAX_VALUE);
            assertThat(keys).allMatch(key -> distinguisher(key).equals(each));
            found.addAll(keys);
        }
        assertThat(found).containsExactlyInAnyOrderElementsOf(known);
    }

    private static Octets distinguisher(Octets key) {
        return EvpnRoute.hasDistinguisher(key.toByteArray()[0] & 0xff)
                ? key.slice(1, Long.BYTES)
                : DistinguisherIndex.WITHOUT;
    }

    private Optional<NaivePath> chosen(Octets key) {
        return rib.view().explain(key).flatMap(Explanation::best).map(Agreement::path);
    }

    static NaivePath path(PathStanding standing) {
        var effective = standing.path().effective();
        return new NaivePath(
                standing.announcer(),
                new NaiveRoute.Evpn(standing.route()),
                effective.nextHop().octets(),
                effective.attributes());
    }

    /// What a peer holds when all is quiet.
    void checkAll(int peer, End end) {
        for (var family : end.session.families()) {
            checkHeld(peer, family, end.receiver.held(family));
            boolean waits = family.equals(AddressFamily.L2VPN_EVPN) && !naive.knowsWantsOf(peer);
            assertThat(end.receiver.endOfRibMarkers(family))
                    .as("markers of %s to peer %d", family, peer)
                    .isEqualTo(waits ? 0 : 1);
            if (family.equals(AddressFamily.L2VPN_EVPN)) {
                checkCount(end.number, end.receiver.held(family));
                checkAdjRibOut(end.peer.address(), end.receiver.held(family));
                assertThat(rib.view().exchange(end.peer.address()).orElseThrow().families())
                        .extractingByKey(RouteFamily.EVPN)
                        .returns(!waits, PeerExchange.OfFamily::endOfRibSent);
            }
        }
        assertThat(end.receiver.isRefreshing()).as("peer %d is refreshing", peer).isFalse();
    }

    /// How much a peer holds is counted without a look at what it holds.
    private void checkCount(int number, Map<NaiveRoute.Key, List<Received>> held) {
        var told = rib.view().countTold(RouteFamily.EVPN);
        while (!told.isDone()) {
            told.next(3);
        }
        assertThat(told.of(number))
                .as("routes that the peer of the number %d holds", number)
                .isEqualTo(held.values().stream().mapToLong(List::size).sum());
    }

    /// What a peer holds can be asked for without asking the peer.
    private void checkAdjRibOut(IpAddress peer, Map<NaiveRoute.Key, List<Received>> held) {
        var out = rib.view().heldBy(peer, RouteFamily.EVPN);
        long count = 0;
        while (!out.isDone()) {
            count += out.count(3).paths();
        }
        assertThat(count)
                .as("routes that %s holds, counted for it alone", peer)
                .isEqualTo(held.values().stream().mapToLong(List::size).sum());
        for (var key : rib.view().list(RouteFamily.EVPN).next(Integer.MAX_VALUE)) {
            var name = new NaiveRoute.Key(AddressFamily.L2VPN_EVPN, key);
            var told = out.read(key).stream().map(Agreement::received).toList();
            assertThat(told)
                    .as("what %s is told of %s", peer, name)
                    .hasSameElementsAs(held.getOrDefault(name, List.of()));
        }
    }

    private static Received received(ToldPath told) {
        var content = told.content();
        return new Received(
                new NaiveRoute.Evpn(content.evpnRoute()),
                content.nextHop().octets(),
                content.attributes());
    }

    /// What a peer holds of a family.
    void checkHeld(int peer, AddressFamily family, Map<NaiveRoute.Key, List<Received>> held) {
        var expected = naive.advertisedTo(peer, family);
        if (held.keySet().equals(expected.keySet())
                && expected.keySet().stream()
                        .allMatch(
                                key ->
                                        isSame(
                                                held.getOrDefault(key, List.of()),
                                                expected.getOrDefault(key, List.of())))) {
            return;
        }
        throw new AssertionError(
                "peer %d\nhas to hold %s\nand holds   %s".formatted(peer, expected, held));
    }

    private static boolean isSame(List<Received> one, List<Received> other) {
        if (one.size() == 1 && other.size() == 1) {
            return one.equals(other);
        }
        return one.size() == other.size()
                && one.stream().allMatch(each -> count(each, one) == count(each, other));
    }

    private static long count(Received received, List<Received> list) {
        return list.stream().filter(received::equals).count();
    }
}
