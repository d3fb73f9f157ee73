package dev.evpnd.rib.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.Rib;
import dev.evpnd.rib.explain.Explanation;
import dev.evpnd.rib.explain.PathStanding;
import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.octets.Octets;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Whether a RIB comes to what the naive speaker comes to.
final class Agreement {
    private final Rib rib;
    private final NaiveSpeaker naive;

    Agreement(Rib rib, NaiveSpeaker naive) {
        this.rib = rib;
        this.naive = naive;
    }

    /// What is chosen of each EVPN route that either knows, and as what it counts.
    void checkChoices() {
        var keys = new LinkedHashSet<>(naive.evpnKeys());
        for (var octets : rib.list(RouteFamily.EVPN).next(Integer.MAX_VALUE)) {
            keys.add(new NaiveRoute.Key(AddressFamily.L2VPN_EVPN, octets));
        }
        for (var key : keys) {
            var expected = naive.best(key);
            var chosen = chosen(key.octets());
            if (!chosen.equals(expected)) {
                throw new AssertionError(
                        "to be chosen is %s\nand chosen is  %s".formatted(expected, chosen));
            }
        }
    }

    private Optional<NaivePath> chosen(Octets key) {
        return rib.explain(key).flatMap(Explanation::best).map(Agreement::path);
    }

    private static NaivePath path(PathStanding standing) {
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
            }
        }
        assertThat(end.receiver.isRefreshing()).as("peer %d is refreshing", peer).isFalse();
    }

    /// How much a peer holds is counted without a look at what it holds.
    private void checkCount(int number, Map<NaiveRoute.Key, List<Received>> held) {
        var told = rib.countTold(RouteFamily.EVPN);
        while (!told.isDone()) {
            told.next(3);
        }
        assertThat(told.of(number))
                .as("routes that the peer of the number %d holds", number)
                .isEqualTo(held.values().stream().mapToLong(List::size).sum());
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
