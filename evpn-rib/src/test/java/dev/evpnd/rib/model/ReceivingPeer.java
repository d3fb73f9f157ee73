package dev.evpnd.rib.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.peer.Peer;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.attribute.AttributeCode;
import dev.evpnd.wire.attribute.MpReachNlri;
import dev.evpnd.wire.attribute.OriginatorId;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.message.BgpMessage;
import dev.evpnd.wire.message.RouteRefresh;
import dev.evpnd.wire.message.Update;
import dev.evpnd.wire.nlri.EvpnNlri;
import dev.evpnd.wire.nlri.NlriField;
import dev.evpnd.wire.nlri.RouteTargetNlri;
import dev.evpnd.wire.octets.BigEndian;
import dev.evpnd.wire.octets.OctetWriter;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// The other end of a session: it applies every octet it is sent, and is angry at what no peer may
/// be sent at any time.
final class ReceivingPeer {
    private final Peer peer;
    private final Negotiated negotiated;

    /// By path identifier, which is 0 where there are none.
    private final Map<NaiveRoute.Key, Map<Integer, Received>> held = new LinkedHashMap<>();

    /// Families that are being told again, with what has not been by now (RFC 7313 section 4).
    private final Map<AddressFamily, Set<PathKey>> stale = new LinkedHashMap<>();

    private final List<AddressFamily> endOfRibMarkers = new ArrayList<>();
    private final Set<AddressFamily> completed = new LinkedHashSet<>();
    private Expectation expectation = Expectation.ANYTHING;
    private Predicate<NaiveRoute.Key> due = each -> true;

    /// What was withdrawn since the peer was told all there was.
    private final Set<PathKey> withdrawn = new HashSet<>();

    /// What is not to be said among what may be true.
    enum Expectation {
        /// Everything may be said.
        ANYTHING,
        /// Nothing that is known.
        NEWS,
        /// Nothing that is known, and of each path but one thing.
        NEWS_ONCE
    }

    private record PathKey(NaiveRoute.Key route, int pathId) {}

    private record Named(NaiveRoute route, int pathId) {
        PathKey key() {
            return new PathKey(route.key(), pathId);
        }
    }

    ReceivingPeer(Peer peer, Session session) {
        this.peer = peer;
        negotiated = session.theirs();
    }

    /// @param isDue whether anything may be said of a route
    /// @return the families of which everything is told, by a marker among these octets
    Set<AddressFamily> receive(
            OctetWriter octets, Expectation expected, Predicate<NaiveRoute.Key> isDue) {
        due = isDue;
        completed.clear();
        expectation = expected;
        int length;
        for (int at = 0; at < octets.length(); at += length) {
            length = BigEndian.u16(octets.array(), at + 16);
            var decoded = BgpMessage.decode(octets.array(), at, length, negotiated);
            assertThat(decoded.faults()).isEmpty();
            switch (decoded.orElseThrow()) {
                case Update update -> apply(update);
                case RouteRefresh refresh -> apply(refresh);
                case BgpMessage other -> throw new AssertionError("no peer is sent " + other);
            }
        }
        return completed;
    }

    /// The peer was told all there was.
    void upToDate() {
        withdrawn.clear();
    }

    private void apply(RouteRefresh refresh) {
        assertThat(negotiated.enhancedRouteRefresh()).as("markers were negotiated").isTrue();
        var family = refresh.family();
        if (refresh.subtype() == RouteRefresh.BEGINNING_OF_ROUTE_REFRESH) {
            stale.put(family, allHeld(family));
            return;
        }
        assertThat(refresh.subtype()).isEqualTo(RouteRefresh.END_OF_ROUTE_REFRESH);
        var left = stale.remove(family);
        assertThat(left).as("a refresh that ends has begun").isNotNull();
        if (left != null) {
            left.forEach(this::remove);
        }
        completed.add(family);
    }

    private Set<PathKey> allHeld(AddressFamily family) {
        Set<PathKey> all = new HashSet<>();
        held.forEach(
                (route, paths) -> {
                    if (route.family().equals(family)) {
                        paths.keySet().forEach(pathId -> all.add(new PathKey(route, pathId)));
                    }
                });
        return all;
    }

    private void apply(Update update) {
        update.endOfRib()
                .ifPresent(
                        family -> {
                            endOfRibMarkers.add(family);
                            completed.add(family);
                        });
        update.mpUnreach().ifPresent(unreach -> named(unreach.nlri()).forEach(this::forget));
        update.mpReach()
                .ifPresent(
                        reach -> {
                            var attributes =
                                    update.pathAttributes()
                                            .without(AttributeCode.MP_REACH_NLRI)
                                            .mergedAs4();
                            named(reach.nlri()).forEach(each -> hold(each, reach, attributes));
                        });
    }

    private void hold(Named named, MpReachNlri reach, PathAttributes attributes) {
        var originator = attributes.find(OriginatorId.class).map(OriginatorId::originator);
        if (named.route() instanceof NaiveRoute.Evpn) {
            assertThat(originator)
                    .as("no route goes back to where it came from: %s", named)
                    .isNotEqualTo(Optional.of(peer.identifier()));
        }
        assertThat(due.test(named.route().key())).as("%s has changed", named).isTrue();
        var received = new Received(named.route(), reach.nextHop().octets(), attributes);
        var key = named.key();
        var before =
                held.computeIfAbsent(key.route(), each -> new LinkedHashMap<>())
                        .put(key.pathId(), received);
        stale.getOrDefault(key.route().family(), new HashSet<>()).remove(key);
        assertThat(expectation == Expectation.NEWS_ONCE && withdrawn.contains(key))
                .as("%s was taken back for nothing", named)
                .isFalse();
        // Else the path may be another's, who said the same.
        boolean ofOnePeer = originator.filter(ScenarioGenerator::isPeer).isPresent();
        assertThat(expectation != Expectation.ANYTHING && ofOnePeer && received.equals(before))
                .as("%s is known", named)
                .isFalse();
    }

    private void forget(Named named) {
        assertThat(due.test(named.route().key())).as("%s has changed", named).isTrue();
        boolean known = remove(named.key());
        withdrawn.add(named.key());
        assertThat(expectation != Expectation.ANYTHING && !known)
                .as("%s is not known", named)
                .isFalse();
    }

    private boolean remove(PathKey key) {
        var paths = held.getOrDefault(key.route(), new LinkedHashMap<>());
        boolean known = paths.remove(key.pathId()) != null;
        if (paths.isEmpty()) {
            held.remove(key.route());
        }
        return known;
    }

    private static List<Named> named(NlriField field) {
        return switch (field) {
            case EvpnNlri evpn ->
                    evpn.routes().stream()
                            .map(
                                    each ->
                                            new Named(
                                                    new NaiveRoute.Evpn(each.route()),
                                                    each.pathId()))
                            .toList();
            case RouteTargetNlri targets ->
                    targets.memberships().stream()
                            .map(
                                    each ->
                                            new Named(
                                                    new NaiveRoute.Target(each.route()),
                                                    each.pathId()))
                            .toList();
            case NlriField other -> throw new AssertionError("nobody is told of " + other);
        };
    }

    /// What is held of a family: of each route its paths, whatever their path identifiers.
    Map<NaiveRoute.Key, List<Received>> held(AddressFamily family) {
        Map<NaiveRoute.Key, List<Received>> all = new LinkedHashMap<>();
        held.forEach(
                (route, paths) -> {
                    if (route.family().equals(family)) {
                        all.put(route, List.copyOf(paths.values()));
                    }
                });
        return all;
    }

    long endOfRibMarkers(AddressFamily family) {
        return endOfRibMarkers.stream().filter(family::equals).count();
    }

    boolean isRefreshing() {
        return !stale.isEmpty();
    }
}
