package dev.evpnd.rib.model;

import dev.evpnd.rib.decision.DecisionOptions;
import dev.evpnd.rib.in.SessionEnd;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.Label24;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.community.EsImportRouteTarget;
import dev.evpnd.wire.community.RouteTarget;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.evpn.EvpnRouteGenerator;
import dev.evpnd.wire.evpn.IpPrefixAdvertisement;
import dev.evpnd.wire.evpn.MacIpAdvertisement;
import dev.evpnd.wire.nlri.RouteTargetMembership;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Random scenarios: few routes, few peers and few attributes, so that much meets. Which of the
/// features of a RIB take part differs between scenarios, so that each is met alone as well.
final class ScenarioGenerator {
    static final List<Long> TARGETS =
            List.of(
                    RouteTarget.of(NaiveSpeaker.AS, 1).bits(),
                    RouteTarget.of(NaiveSpeaker.AS, 2).bits(),
                    RouteTarget.of(NaiveSpeaker.AS, 257).bits(),
                    EsImportRouteTarget.of(new MacAddress(0x00005e005301L)).bits());

    static final int MOST_PEERS = 6;

    /// The numbers of settlings begin again, in some scenarios soon.
    private static final List<Integer> FIRST_SETTLINGS =
            List.of(0, 0, -3, Integer.MAX_VALUE - 3, Integer.MIN_VALUE + 3);

    private static final List<Integer> SHARDS = List.of(1, 1, 2, 3, 7);

    private final Random random;
    private final List<EvpnRoute> routes = new ArrayList<>();
    private final List<PathAttributes> palette = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final Set<Integer> up = new TreeSet<>();
    private final Set<Integer> constrained = new TreeSet<>();

    /// What peers were when they came last, and most often are again.
    private final Map<Integer, Session> sessions = new TreeMap<>();

    private Event.@Nullable Announce latest;

    private final RandomPeers peers;
    private final RandomVtep vtep;
    private final boolean withMetrics;
    private final boolean withInstances;
    private final boolean withChanges;

    private ScenarioGenerator(int seed) {
        random = new Random(seed);
        peers = new RandomPeers(random);
        withMetrics = oneIn(3);
        withInstances = oneIn(3);
        withChanges = oneIn(3);
        vtep = new RandomVtep(random);
    }

    static Scenario scenario(int seed) {
        return new ScenarioGenerator(seed).scenarioOf(seed);
    }

    /// The address of a peer, which it is identified by, too.
    static Ipv4Address address(int peer) {
        return new Ipv4Address(0x0a00_0001 + peer);
    }

    /// Whether the identifier is that of a peer, and no reflector's behind it.
    static boolean isPeer(BgpIdentifier identifier) {
        return identifier.bits() < address(MOST_PEERS).bits();
    }

    private Scenario scenarioOf(int seed) {
        boolean clientToClient = random.nextInt(4) != 0;
        long maxLogOctets = any(List.of(60L, 300L, 1L << 20, 1L << 20, 1L << 20));
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
            routes.add(
                    withInstances && !oneIn(4)
                            ? vtep.route()
                            : EvpnRouteGenerator.route(random, 1 + random.nextInt(11)));
        }
        if (random.nextBoolean()) {
            variant(routes.getFirst());
        }
        var attributes = new RandomAttributes(random, withInstances);
        for (int i = 1 + random.nextInt(6); i > 0; i--) {
            palette.add(attributes.next());
        }
        for (int steps = 10 + random.nextInt(50); steps > 0; steps--) {
            step();
        }
        int firstSettling = any(FIRST_SETTLINGS);
        boolean resolvesNextHops = withMetrics && oneIn(2);
        // Drawn last, so that seeds give the events that they gave before.
        int shards = any(SHARDS);
        return new Scenario(
                seed,
                clientToClient,
                maxLogOctets,
                firstSettling,
                shards,
                resolvesNextHops,
                routes,
                events);
    }

    /// Adds the route with another label, which is no part of its key.
    private void variant(EvpnRoute route) {
        switch (route) {
            case MacIpAdvertisement macIp ->
                    routes.add(
                            new MacIpAdvertisement(
                                    macIp.routeDistinguisher(),
                                    EvpnRouteGenerator.segment(random),
                                    macIp.ethernetTag(),
                                    macIp.macAddress(),
                                    macIp.ipAddress(),
                                    new Label24(4711),
                                    macIp.label2()));
            case IpPrefixAdvertisement prefix ->
                    routes.add(
                            new IpPrefixAdvertisement(
                                    prefix.routeDistinguisher(),
                                    prefix.ethernetSegmentId(),
                                    prefix.ethernetTag(),
                                    prefix.prefix(),
                                    prefix.gateway(),
                                    new Label24(4711)));
            case EvpnRoute other -> {}
        }
    }

    private boolean oneIn(int bound) {
        return random.nextInt(bound) == 0;
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private void step() {
        if (up.isEmpty() || up.size() < MOST_PEERS && oneIn(10)) {
            peerUp();
            return;
        }
        if (withInstances && oneIn(6)) {
            events.add(vtep.event());
            return;
        }
        if (withMetrics && oneIn(8)) {
            metric();
            return;
        }
        if (withChanges && oneIn(10)) {
            events.add(new Event.Become(traits()));
            return;
        }
        int peer = any(List.copyOf(up));
        switch (random.nextInt(29)) {
            case 0 -> peerDown(peer);
            case 1, 2, 3 -> events.add(new Event.Settle(oneIn(3) ? 1 : Integer.MAX_VALUE));
            case 4, 5, 6 -> events.add(new Event.Receive(peer, 1 + random.nextInt(400)));
            case 7, 8, 9 -> events.add(new Event.Withdraw(peer, someRoutes(), pathId()));
            case 10, 11 -> own();
            case 12 -> events.add(new Event.Configure(peer, peers.settings()));
            case 13 -> refresh(peer);
            case 14, 15 -> membership();
            case 16 ->
                    events.add(
                            oneIn(3) ? new Event.Tick(1 + random.nextInt(200)) : new Event.Quiet());
            case 17 -> replace(peer);
            case 18 -> restart(peer);
            case 19 -> events.add(new Event.EndOfRib(peer));
            case 22 -> refreshByPeer(peer);
            case 23 -> events.add(new Event.Answer(peer));
            case 20, 21 -> events.add(new Event.Work(1 + random.nextInt(3)));
            default -> announce(peer, someRoutes(), nextHop(), any(palette));
        }
    }

    private void announce(
            int peer, List<Integer> some, Ipv4Address nextHop, PathAttributes attributes) {
        latest = new Event.Announce(peer, some, pathId(), nextHop, attributes);
        events.add(latest);
    }

    /// A peer goes, another comes, and somebody says what was said before, with nothing settled
    /// between: nobody may be taken for somebody else.
    private void replace(int peer) {
        peerDown(peer);
        peerUp();
        if (latest != null && !up.isEmpty()) {
            announce(any(List.copyOf(up)), latest.routes(), latest.nextHop(), latest.attributes());
        }
    }

    /// A peer goes, somebody says something, time goes by, and it may be back, say what it said,
    /// and go on.
    private void restart(int peer) {
        if (oneIn(2)) {
            announce(peer, someRoutes(), nextHop(), any(palette));
        }
        var said = latest;
        peerDown(peer);
        if (oneIn(2) && !up.isEmpty()) {
            announce(any(List.copyOf(up)), someRoutes(), nextHop(), any(palette));
        }
        if (oneIn(2)) {
            events.add(new Event.Tick(1 + random.nextInt(250)));
        }
        if (oneIn(5)) {
            return;
        }
        peerUp(peer);
        if (said != null && oneIn(3)) {
            announce(peer, said.routes(), said.nextHop(), said.attributes());
        }
        if (oneIn(2)) {
            announce(peer, someRoutes(), nextHop(), any(palette));
        }
        if (oneIn(2)) {
            events.add(new Event.Tick(1 + random.nextInt(150)));
        }
        if (oneIn(2)) {
            events.add(new Event.EndOfRib(peer));
        }
    }

    /// A peer begins to tell all again, tells some of it, and may come to the end of it.
    private void refreshByPeer(int peer) {
        var family = familyOf(peer);
        events.add(new Event.BeginRefresh(peer, family));
        if (oneIn(2)) {
            announce(peer, someRoutes(), nextHop(), any(palette));
        }
        if (oneIn(3)) {
            events.add(new Event.Work(1));
        }
        if (latest != null && oneIn(2)) {
            announce(peer, latest.routes(), latest.nextHop(), latest.attributes());
        }
        events.add(
                oneIn(3)
                        ? new Event.Tick(100 + random.nextInt(100))
                        : new Event.EndRefresh(peer, family));
    }

    private AddressFamily familyOf(int peer) {
        return constrained.contains(peer) && oneIn(3)
                ? AddressFamily.RT_CONSTRAINT
                : AddressFamily.L2VPN_EVPN;
    }

    private void peerUp() {
        peerUp(random.nextInt(MOST_PEERS));
    }

    private void peerUp(int peer) {
        var known = sessions.get(peer);
        var session = known == null || oneIn(3) ? peers.session() : known;
        if (known != null && !oneIn(4)) {
            session = session.withKind(known.kind());
        }
        if (!up.add(peer)) {
            return;
        }
        sessions.put(peer, session);
        events.add(new Event.PeerUp(peer, session, peers.settings()));
        if (session.constrained()) {
            constrained.add(peer);
            if (oneIn(2)) {
                events.add(new Event.AnnounceMemberships(peer, someMemberships(), any(palette)));
                events.add(new Event.EndOfMemberships(peer));
            }
        }
    }

    private void peerDown(int peer) {
        var how = oneIn(2) ? SessionEnd.CONNECTION_LOST : any(List.of(SessionEnd.values()));
        events.add(new Event.PeerDown(peer, peers.mayRestart() ? how : SessionEnd.FINAL));
        up.remove(peer);
        constrained.remove(peer);
    }

    private List<Integer> someRoutes() {
        var some = new ArrayList<Integer>();
        for (int route = 0; route < routes.size(); route++) {
            if (random.nextBoolean()) {
                some.add(route);
            }
        }
        return some.isEmpty() ? List.of(0) : some;
    }

    private int pathId() {
        return random.nextInt(3);
    }

    private Ipv4Address nextHop() {
        return oneIn(12)
                ? NaiveImport.OWN_NEXT_HOP
                : new Ipv4Address(0x0a01_0000 + random.nextInt(3));
    }

    /// How paths are compared matters to instances, too, in a model of their own.
    private NaiveTraits traits() {
        return new NaiveTraits(
                oneIn(2),
                withMetrics && oneIn(3),
                oneIn(2) ? NaiveSpeaker.HERE : BgpIdentifier.parse("10.0.0.253"),
                oneIn(2) ? Set.of() : Set.of(NaiveImport.OWN_NEXT_HOP),
                withInstances || oneIn(2)
                        ? DecisionOptions.DEFAULT
                        : new DecisionOptions(
                                oneIn(2), oneIn(2), oneIn(2), oneIn(2), oneIn(2), oneIn(2),
                                oneIn(2)));
    }

    private void metric() {
        events.add(
                oneIn(4)
                        ? new Event.NextHopLost(nextHop())
                        : new Event.NextHopFound(nextHop(), random.nextInt(3)));
    }

    private void own() {
        events.add(
                oneIn(3)
                        ? new Event.WithdrawOwn(someRoutes())
                        : new Event.Originate(someRoutes(), nextHop(), any(palette)));
    }

    private void refresh(int peer) {
        events.add(new Event.Refresh(peer, familyOf(peer)));
    }

    private void membership() {
        if (constrained.isEmpty()) {
            return;
        }
        int peer = any(List.copyOf(constrained));
        switch (random.nextInt(8)) {
            case 0, 1 -> events.add(new Event.EndOfMemberships(peer));
            case 2, 3 -> events.add(new Event.WithdrawMemberships(peer, someMemberships()));
            case 4 -> ownMembership(new Event.OriginateMembership(membershipOfAny(), any(palette)));
            case 5 -> ownMembership(new Event.WithdrawOwnMembership(membershipOfAny()));
            default ->
                    events.add(
                            new Event.AnnounceMemberships(peer, someMemberships(), any(palette)));
        }
    }

    /// Those of instances are nobody else's to take back.
    private void ownMembership(Event event) {
        if (!withInstances) {
            events.add(event);
        }
    }

    private List<RouteTargetMembership> someMemberships() {
        var some = new ArrayList<RouteTargetMembership>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            some.add(membershipOfAny());
        }
        return some.stream().distinct().toList();
    }

    private RouteTargetMembership membershipOfAny() {
        var origin = oneIn(3) ? new Asn(65002) : NaiveSpeaker.AS;
        return switch (random.nextInt(12)) {
            case 0 -> RouteTargetMembership.DEFAULT;
            case 1 -> new RouteTargetMembership(32, origin, 0);
            case 2 -> new RouteTargetMembership(48, origin, any(TARGETS));
            case 3 -> new RouteTargetMembership(87, origin, any(TARGETS));
            default -> RouteTargetMembership.of(origin, any(TARGETS));
        };
    }
}
