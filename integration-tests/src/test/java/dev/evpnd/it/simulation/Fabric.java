package dev.evpnd.it.simulation;

import dev.evpnd.rib.instance.DuplicateSettings;
import dev.evpnd.rib.instance.IntentKey;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.rib.peer.ExportSettings;
import dev.evpnd.rib.peer.ImportSettings;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.rib.peer.PeerSettings;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.Ipv6Address;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.capability.Negotiated;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Two reflectors, VTEPs that are clients of both, and hosts in some bridge domains.
final class Fabric {
    private static final int REFLECTORS = 2;
    private static final int FIRST_REFLECTOR = 0x0a00_00fb;
    private static final int FIRST_VTEP = 0x0a00_0100;

    final World world;
    final List<Node> reflectors = new ArrayList<>();
    final List<Vtep> vteps = new ArrayList<>();
    final List<Session> sessions = new ArrayList<>();
    final List<Vni> vnis = new ArrayList<>();
    final List<Host> hosts = new ArrayList<>();

    /// The addresses that hosts have, each in one bridge domain.
    final List<Lease> leases = new ArrayList<>();

    final DuplicateSettings duplicates;
    private final Constraint constraint;

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

    Fabric(World world, int vtepCount, int hostCount) {
        this.world = world;
        constraint = world.any(List.of(Constraint.values()));
        duplicates = anyDuplicates();
        for (int i = 0; i < REFLECTORS; i++) {
            reflectors.add(new Node(world, "rr" + (i + 1), new Ipv4Address(FIRST_REFLECTOR + i)));
        }
        for (int i = 0; i < 3; i++) {
            vnis.add(new Vni(100 + i));
        }
        for (int i = 0; i < vtepCount; i++) {
            // Not in the order of their numbers, so that the lower address is any.
            var address = new Ipv4Address(FIRST_VTEP + (i * 7 + 3) % 61 + 1);
            vteps.add(new Vtep(world, "vtep" + (i + 1), address, duplicates));
        }
        sessions.add(reflectorSession());
        for (var vtep : vteps) {
            reflectors.forEach(reflector -> sessions.add(clientSession(reflector, vtep)));
        }
        for (int i = 0; i < hostCount; i++) {
            hosts.add(newHost(i));
        }
    }

    private DuplicateSettings anyDuplicates() {
        return switch (world.any(4)) {
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

    private Session reflectorSession() {
        var negotiated = families(constraint != Constraint.NONE && world.once(2));
        if (constraint == Constraint.ALL) {
            negotiated = families(true);
        }
        return session(
                reflectors.get(0),
                PeerKind.INTERNAL,
                negotiated,
                reflectors.get(1),
                PeerKind.INTERNAL,
                negotiated);
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
        return session(
                reflector,
                PeerKind.CLIENT,
                addPath ? negotiated.withAddPath(Set.of(), evpn) : negotiated,
                vtep,
                PeerKind.INTERNAL,
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
        var reflecting =
                ExportSettings.DEFAULT
                        .withPaths(ExportSettings.ALL_PATHS)
                        .withDefaultMembership(constraint == Constraint.SOME);
        boolean graceful = world.once(2);
        var settings = new PeerSettings(ImportSettings.DEFAULT, reflecting);
        return new Session(
                world,
                session ->
                        new End(first, session, peer(second, kind, negotiated), settings, graceful),
                session ->
                        new End(
                                second,
                                session,
                                peer(first, otherKind, otherNegotiated),
                                reflectors.contains(second) ? settings : PeerSettings.DEFAULT,
                                graceful));
    }

    private static Peer peer(Node node, PeerKind kind, Negotiated negotiated) {
        return new Peer(node.address, Node.AS, node.identifier, kind, negotiated);
    }

    private Host newHost(int number) {
        var host = new Host(world.any(vnis), new MacAddress(0x0200_0000_1100L + number));
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
    Map<IntentKey, MacAddress> toBeLearned(Vtep vtep) {
        var learned = new TreeMap<IntentKey, MacAddress>();
        for (var host : hosts) {
            if (host.isAt(vtep)) {
                learned.put(Kernel.key(host.vni, host.mac), host.mac);
                host.addresses.forEach(ip -> learned.put(Kernel.key(host.vni, ip), host.mac));
            }
        }
        return learned;
    }

    Stream<Node> nodes() {
        return Stream.concat(reflectors.stream(), vteps.stream());
    }

    /// The session of a VTEP with a reflector.
    Session session(Node reflector, Vtep vtep) {
        return sessions.stream()
                .filter(each -> each.first().node.equals(reflector))
                .filter(each -> each.first().other().node.equals(vtep))
                .findFirst()
                .orElseThrow();
    }
}
