package dev.evpnd.it.simulation;

import dev.evpnd.rib.instance.DuplicateSettings;
import dev.evpnd.rib.instance.IntentKey;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.rib.peer.ExportSettings;
import dev.evpnd.rib.peer.ImportSettings;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.rib.peer.PeerSettings;
import dev.evpnd.rib.peer.StaleSettings;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.Ipv6Address;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.nlri.RouteTargetMembership;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Reflectors or what the [Design] has in their place, VTEPs that have a session with each of them
/// or of their pod, and hosts in some bridge domains.
final class Fabric {
    private static final int FIRST_REFLECTOR = 0x0a00_00fb;
    private static final int FIRST_VTEP = 0x0a00_0100;
    private static final int FIRST_LEAF_AS = 65101;
    private static final int LONG_LIVED_SECONDS = 200;

    /// From the loss of a session on, what it brought is kept for no longer than this, where it is
    /// kept for long: some time passes until the loss is noticed, and then that of a restart.
    static final long KEPT_MILLIS = 1000L * (10 + Node.RESTART_SECONDS + LONG_LIVED_SECONDS);

    final World world;
    final Design design;
    final List<Node> reflectors = new ArrayList<>();
    final List<Vtep> vteps = new ArrayList<>();
    final List<Session> sessions = new ArrayList<>();
    final List<Vni> vnis = new ArrayList<>();
    final List<Host> hosts = new ArrayList<>();

    /// The addresses that hosts have, each in one bridge domain.
    final List<Lease> leases = new ArrayList<>();

    final DuplicateSettings duplicates;
    private final Constraint constraint;
    private final Map<Ends, Session> sessionsByEnds = new HashMap<>();

    private record Ends(Node reflector, Node vtep) {}

    /// An address of a bridge domain, whoever has it.
    record Lease(Vni vni, IpAddress address) {}

    /// Which sessions have Route Target constraint.
    private enum Constraint {
        NONE,
        /// Some: the reflectors ask everybody for everything.
        SOME,
        /// All: the reflectors ask for what somebody wants.
        ALL
    }

    Fabric(World world, Design design, int vtepCount, int hostCount) {
        this.world = world;
        this.design = design;
        // The clients of a route server ask each other, and not the server.
        constraint =
                switch (design.topology()) {
                    case ROUTE_SERVERS -> Constraint.NONE;
                    case PARTITIONED -> Constraint.ALL;
                    default -> world.any(List.of(Constraint.values()));
                };
        duplicates = anyDuplicates();
        for (int i = 0; i < 3; i++) {
            vnis.add(new Vni(100 + i));
        }
        for (int i = 0; i < design.topology().reflectors(); i++) {
            reflectors.add(newReflector(i));
        }
        for (int i = 0; i < vtepCount; i++) {
            // Not in the order of their numbers, so that the lower address is any.
            var address = new Ipv4Address(FIRST_VTEP + (i * 7 + 3) % 61 + 1);
            boolean external = design.topology().isExternal();
            var asn = external ? new Asn(FIRST_LEAF_AS + i) : Node.AS;
            vteps.add(new Vtep(world, "vtep" + (i + 1), address, asn, design, duplicates));
        }
        addReflectorSessions();
        for (int i = 0; i < vtepCount; i++) {
            var vtep = vteps.get(i);
            for (var reflector : reflectorsOf(i)) {
                var session = clientSession(reflector, vtep);
                sessions.add(session);
                sessionsByEnds.put(new Ends(reflector, vtep), session);
                filter(session.first(), 3);
                filter(session.first().other(), 3);
            }
        }
        for (int i = 0; i < hostCount; i++) {
            hosts.add(newHost(i));
        }
    }

    private Node newReflector(int number) {
        var address = new Ipv4Address(FIRST_REFLECTOR + number);
        var cluster =
                design.topology() == Design.Topology.ONE_CLUSTER ? FIRST_REFLECTOR : address.bits();
        return new Node(world, "rr" + (number + 1), address, Node.AS, new BgpIdentifier(cluster));
    }

    /// The operator of an end between the two in the middle and a VTEP wants something else to
    /// pass.
    ///
    /// @param share of the cases, one in so many, in which it is not all
    void filter(End end, int share) {
        switch (design.policies()) {
            case NONE -> {}
            case PREFERENCES -> {
                int preference = world.once(share) ? 50 + 50 * world.any(4) : 0;
                end.setFilters(new Filter(null, preference), Filter.NONE);
            }
            case DENIALS ->
                    end.setFilters(
                            anyDenial(share),
                            end.node instanceof Vtep ? Filter.NONE : anyDenial(share));
        }
    }

    private Filter anyDenial(int share) {
        return world.once(share) ? new Filter(world.any(targets()), 0) : Filter.NONE;
    }

    /// Who is frozen does not give in; of two who keep one key reflectors would know but one.
    private DuplicateSettings anyDuplicates() {
        return switch (world.any(design.oneDistinguisher() ? 2 : 4)) {
            case 0 -> DuplicateSettings.OFF;
            case 1 -> DuplicateSettings.DEFAULT;
            case 2 ->
                    DuplicateSettings.DEFAULT.withAction(
                            new DuplicateSettings.Action.Freeze(30_000));
            default ->
                    new DuplicateSettings(3, 60_000, new DuplicateSettings.Action.FreezeForGood());
        };
    }

    /// Whether duplicates may be kept where they are, against all other rules.
    boolean freezes() {
        return !(duplicates.action() instanceof DuplicateSettings.Action.Warn);
    }

    private void addReflectorSessions() {
        if (design.topology() == Design.Topology.PARTITIONED) {
            return;
        }
        var first = reflectors.get(0);
        var second = reflectors.get(1);
        sessions.add(reflectorSession(first, PeerKind.INTERNAL, second));
        for (var pod : reflectors.subList(2, reflectors.size())) {
            sessions.add(reflectorSession(first, PeerKind.CLIENT, pod));
            sessions.add(reflectorSession(second, PeerKind.CLIENT, pod));
        }
    }

    /// The reflectors that a VTEP has sessions with: in two tiers those of its pod.
    private List<Node> reflectorsOf(int vtep) {
        int pod = 2 + 2 * (vtep % 2);
        return design.topology() == Design.Topology.TWO_TIERS
                ? reflectors.subList(pod, pod + 2)
                : reflectors;
    }

    /// @param kind what the second is to the first
    private Session reflectorSession(Node first, PeerKind kind, Node second) {
        var negotiated = families(constraint != Constraint.NONE && world.once(2));
        if (constraint == Constraint.ALL) {
            negotiated = families(true);
        }
        return session(first, kind, negotiated, second, PeerKind.INTERNAL, negotiated);
    }

    private Session clientSession(Node reflector, Vtep vtep) {
        boolean constrained =
                switch (constraint) {
                    case NONE -> false;
                    case SOME -> world.once(2);
                    case ALL -> true;
                };
        var negotiated = families(constrained).withEnhancedRouteRefresh(world.once(3));
        var evpn = Set.of(AddressFamily.L2VPN_EVPN);
        boolean addPath = world.once(4);
        boolean external = design.topology().isExternal();
        negotiated = negotiated.withExternal(external);
        return session(
                reflector,
                external ? PeerKind.EXTERNAL : PeerKind.CLIENT,
                addPath ? negotiated.withAddPath(Set.of(), evpn) : negotiated,
                vtep,
                external ? PeerKind.EXTERNAL : PeerKind.INTERNAL,
                addPath ? negotiated.withAddPath(evpn, Set.of()) : negotiated);
    }

    private static Negotiated families(boolean constrained) {
        return Negotiated.DEFAULT.withFamilies(
                constrained
                        ? Set.of(AddressFamily.L2VPN_EVPN, AddressFamily.RT_CONSTRAINT)
                        : Set.of(AddressFamily.L2VPN_EVPN));
    }

    /// @param kind what the second is to the first
    /// @param otherKind what the first is to the second
    private Session session(
            Node first,
            PeerKind kind,
            Negotiated negotiated,
            Node second,
            PeerKind otherKind,
            Negotiated otherNegotiated) {
        boolean inTheMiddle = !(second instanceof Vtep);
        boolean graceful = design.graceful() || design.longLived() && inTheMiddle || world.once(2);
        boolean longLived = design.longLived() && graceful && (inTheMiddle || !world.once(4));
        return new Session(
                world,
                session ->
                        new End(
                                first,
                                session,
                                peer(second, kind, negotiated),
                                settings(first, longLived),
                                graceful,
                                longLived),
                session ->
                        new End(
                                second,
                                session,
                                peer(first, otherKind, otherNegotiated),
                                settings(second, longLived),
                                graceful,
                                longLived));
    }

    /// How a node treats any of its peers, filters apart.
    private PeerSettings settings(Node node, boolean longLived) {
        boolean servers = design.topology() == Design.Topology.ROUTE_SERVERS;
        var stale = StaleSettings.DEFAULT.withLongLivedSeconds(longLived ? LONG_LIVED_SECONDS : 0);
        var imports =
                ImportSettings.DEFAULT
                        .withRequiresPolicy(false)
                        .withEnforceFirstAs(!servers || !(node instanceof Vtep))
                        .withStale(stale);
        var exports = ExportSettings.DEFAULT.withRequiresPolicy(false);
        if (node instanceof Vtep) {
            return new PeerSettings(
                    imports, servers ? exports.withPolicy(Filter.OWN_ALONE) : exports);
        }
        return new PeerSettings(
                imports,
                exports.withPaths(ExportSettings.ALL_PATHS)
                        .withMemberships(memberships(node))
                        .withRouteServerClient(servers));
    }

    /// What a reflector says that it wants, in place of what others want.
    private @Nullable List<RouteTargetMembership> memberships(Node reflector) {
        if (design.topology() != Design.Topology.PARTITIONED) {
            return constraint == Constraint.SOME ? ExportSettings.EVERYTHING : null;
        }
        return targets().stream()
                .filter(target -> serves(reflector, Set.of(target)))
                .map(target -> RouteTargetMembership.of(Node.AS, Vtep.target(target).bits()))
                .toList();
    }

    private List<Vni> targets() {
        var all = new ArrayList<>(vnis);
        all.add(Vtep.TENANT);
        return all;
    }

    /// Whether a reflector asks for routes with one of these targets.
    boolean serves(Node reflector, Set<Vni> targets) {
        int number = reflectors.indexOf(reflector);
        return design.topology() != Design.Topology.PARTITIONED
                || targets.stream()
                        .map(target -> targets().indexOf(target) % reflectors.size())
                        .anyMatch(part -> part != number);
    }

    private static Peer peer(Node node, PeerKind kind, Negotiated negotiated) {
        return new Peer(node.address, node.asn, node.identifier, kind, negotiated);
    }

    private Host newHost(int number) {
        var host =
                new Host(
                        world.any(vnis), new MacAddress(0x0200_0000_1100L + number), world.once(8));
        for (int i = world.any(3); i > 0; i--) {
            IpAddress address =
                    switch (world.any(6)) {
                        case 0 -> new Ipv6Address(0x2001_0db8L << 32, 256L * number + i);
                        case 1 -> new Ipv6Address(0xfe80L << 48, 256L * number + i);
                        default -> new Ipv4Address(0x0a01_0000 + 4 * number + i);
                    };
            leases.add(new Lease(host.vni, address));
            host.addresses.add(address);
        }
        return host;
    }

    /// What a kernel learns when all hosts behind its VTEP have said all they have to say.
    Map<IntentKey, Kernel.Learned> toBeLearned(Vtep vtep) {
        var learned = new TreeMap<IntentKey, Kernel.Learned>();
        for (var host : hosts) {
            if (host.isAt(vtep)) {
                learned.put(
                        Kernel.key(host.vni, host.mac), new Kernel.Learned(host.mac, host.sticky));
                host.addresses.forEach(
                        ip ->
                                learned.put(
                                        Kernel.key(host.vni, ip),
                                        new Kernel.Learned(host.mac, false)));
            }
        }
        return learned;
    }

    Stream<Node> nodes() {
        return Stream.concat(reflectors.stream(), vteps.stream());
    }

    /// The session of a VTEP with a reflector, if they have one.
    Optional<Session> session(Node reflector, Vtep vtep) {
        return Optional.ofNullable(sessionsByEnds.get(new Ends(reflector, vtep)));
    }
}
