package dev.evpnd.it.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.instance.Intent;
import dev.evpnd.rib.instance.IntentKey;
import dev.evpnd.rib.instance.Origination;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.Ipv6Address;
import dev.evpnd.wire.address.Label24;
import dev.evpnd.wire.evpn.EthernetSegmentId;
import dev.evpnd.wire.evpn.EthernetTag;
import dev.evpnd.wire.evpn.InclusiveMulticastEthernetTag;
import dev.evpnd.wire.evpn.IpPrefixAdvertisement;
import dev.evpnd.wire.evpn.MacIpAdvertisement;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What has to be so when all is quiet: it follows from where the hosts are and what is configured,
/// and evpnd is not asked.
final class Truth {
    private static final Label24 NO_LABEL = new Label24(0);

    private final Fabric fabric;

    Truth(Fabric fabric) {
        this.fabric = fabric;
    }

    /// Before any host has said where it is: whoever claims an address is the only one who does,
    /// and everybody holds what is announced, and nothing else.
    ///
    /// Of two who claimed the same, the one with the lower sequence number had to give in, or of
    /// equal ones the higher VTEP (RFC 7432 section 15). Who is frozen does not give in.
    void checkAgreement() {
        var announced = new ArrayList<LiveRoute>();
        var owners = new TreeMap<String, Vtep>();
        for (var vtep : fabric.vteps) {
            for (var origination : vtep.instances().originations()) {
                announced.add(live(vtep, origination));
                if (origination.route() instanceof MacIpAdvertisement route && !fabric.freezes()) {
                    checkSoleOwner(owners, "MAC " + route.label1() + route.macAddress(), vtep);
                    if (route.ipAddress() != null) {
                        checkSoleOwner(owners, "IP " + route.label1() + route.ipAddress(), vtep);
                    }
                }
            }
        }
        checkRoutes(announced);
    }

    private static void checkSoleOwner(Map<String, Vtep> owners, String what, Vtep vtep) {
        var other = owners.put(what, vtep);
        assertThat(other).as("who claims %s beside %s", what, vtep).isIn(null, vtep);
    }

    private LiveRoute live(Vtep vtep, Origination origination) {
        var targets = new TreeSet<Vni>();
        var all = new ArrayList<>(fabric.vnis);
        all.add(Vtep.TENANT);
        for (var vni : all) {
            if (origination.attributes().toString().contains(Vtep.target(vni).toString())) {
                targets.add(vni);
            }
        }
        return new LiveRoute(vtep, origination.route(), targets);
    }

    /// When every host has said where it is: that is where it is, whoever still thinks that he has
    /// it. What there is beside that does not matter yet.
    void checkHosts() {
        for (var vtep : fabric.vteps) {
            var expected = new TreeMap<IntentKey, Intent>();
            vtep.vnis.forEach(vni -> addDomain(expected, vtep, vni));
            var missing = new ArrayList<>(expected.values());
            missing.removeAll(vtep.instances().intents());
            assertThat(missing).as("missing among what %s wants held", vtep).isEmpty();
        }
    }

    /// When every host has said where it is, and every kernel has forgotten what is not so.
    void check() {
        checkRoutes(liveRoutes());
        for (var vtep : fabric.vteps) {
            var expected = new TreeMap<IntentKey, Intent>();
            for (var vni : vtep.vnis) {
                addDomain(expected, vtep, vni);
            }
            if (vtep.isRouting()) {
                addTenant(expected, vtep);
            }
            assertSame(
                    "what " + vtep + " wants held", vtep.instances().intents(), expected.values());
            assertSame(
                    "what the kernel of " + vtep + " holds", vtep.kernel.held(), expected.values());
        }
    }

    // ---------------------------------------------------------------- kernels

    private void addDomain(Map<IntentKey, Intent> expected, Vtep vtep, Vni vni) {
        for (var other : fabric.vteps) {
            if (!other.equals(vtep) && other.has(vni)) {
                add(expected, new Intent.FloodEntry(vni, other.address, vni));
            }
        }
        for (var host : fabric.hosts) {
            var place = placeOf(host, vtep);
            if (host.vni.equals(vni) && place != null) {
                add(
                        expected,
                        new Intent.RemoteMac(vni, host.mac, place.address, vni, false, false));
                for (var ip : host.addresses) {
                    add(
                            expected,
                            new Intent.RemoteNeighbor(vni, ip, host.mac, place.address, false));
                }
            }
        }
    }

    /// The other VTEP that announces the host, or null.
    private static @Nullable Vtep placeOf(Host host, Vtep vtep) {
        var place = host.place;
        return place == null || place.equals(vtep) || !place.has(host.vni) ? null : place;
    }

    private void addTenant(Map<IntentKey, Intent> expected, Vtep vtep) {
        for (var host : fabric.hosts) {
            var place = placeOf(host, vtep);
            if (place != null && place.isRouting()) {
                for (var ip : host.addresses) {
                    if (!isLinkLocal(ip)) {
                        addRoute(expected, new IpPrefix(ip, ip.bitLength()), List.of(place));
                    }
                }
            }
        }
        var prefixes = new HashSet<IpPrefix>();
        fabric.vteps.forEach(other -> prefixes.addAll(other.prefixes()));
        for (var prefix : prefixes) {
            var others =
                    fabric.vteps.stream()
                            .filter(other -> !other.equals(vtep) && other.isRouting())
                            .filter(other -> other.prefixes().contains(prefix))
                            .sorted(Comparator.comparing(other -> other.address))
                            .toList();
            if (!others.isEmpty()) {
                addRoute(expected, prefix, others);
            }
        }
    }

    private static boolean isLinkLocal(IpAddress address) {
        return address instanceof Ipv6Address v6 && v6.toString().startsWith("fe80:");
    }

    private static void addRoute(
            Map<IntentKey, Intent> expected, IpPrefix prefix, List<Vtep> others) {
        var hops = new ArrayList<Intent.NextHop>();
        for (var other : others) {
            hops.add(new Intent.NextHop(other.address, Vtep.TENANT, other.routerMac()));
            add(expected, new Intent.RemoteRouter(Vtep.TENANT, other.routerMac(), other.address));
            add(
                    expected,
                    new Intent.NextHopNeighbor(Vtep.TENANT, other.address, other.routerMac()));
        }
        add(expected, new Intent.RemotePrefix(Vtep.TENANT, prefix, hops));
    }

    private static void add(Map<IntentKey, Intent> expected, Intent intent) {
        expected.put(intent.key(), intent);
    }

    // ----------------------------------------------------------------- routes

    private List<LiveRoute> liveRoutes() {
        var routes = new ArrayList<LiveRoute>();
        for (var vtep : fabric.vteps) {
            for (var vni : vtep.vnis) {
                routes.add(
                        new LiveRoute(
                                vtep,
                                new InclusiveMulticastEthernetTag(
                                        vtep.distinguisher(vni), EthernetTag.ZERO, vtep.address),
                                Set.of(vni)));
            }
            for (var host : fabric.hosts) {
                if (host.isAt(vtep) && vtep.has(host.vni)) {
                    addHost(routes, vtep, host);
                }
            }
            if (vtep.isRouting()) {
                vtep.prefixes().forEach(prefix -> routes.add(prefixRoute(vtep, prefix)));
            }
        }
        return routes;
    }

    private static void addHost(List<LiveRoute> routes, Vtep vtep, Host host) {
        routes.add(new LiveRoute(vtep, hostRoute(vtep, host, null), Set.of(host.vni)));
        for (var ip : host.addresses) {
            var targets =
                    vtep.isRouting() && !isLinkLocal(ip)
                            ? Set.of(host.vni, Vtep.TENANT)
                            : Set.of(host.vni);
            routes.add(new LiveRoute(vtep, hostRoute(vtep, host, ip), targets));
        }
    }

    private static MacIpAdvertisement hostRoute(Vtep vtep, Host host, @Nullable IpAddress ip) {
        return new MacIpAdvertisement(
                vtep.distinguisher(host.vni),
                EthernetSegmentId.ZERO,
                EthernetTag.ZERO,
                host.mac,
                ip,
                NO_LABEL,
                null);
    }

    private static LiveRoute prefixRoute(Vtep vtep, IpPrefix prefix) {
        var route =
                new IpPrefixAdvertisement(
                        vtep.distinguisher(Vtep.TENANT),
                        EthernetSegmentId.ZERO,
                        EthernetTag.ZERO,
                        prefix,
                        new Ipv4Address(0),
                        NO_LABEL);
        return new LiveRoute(vtep, route, Set.of(Vtep.TENANT));
    }

    /// What each end of each session was sent is what it has to hold: the routes that are there,
    /// under as many paths as it is told of, of others, as far as it wants them.
    private void checkRoutes(List<LiveRoute> live) {
        for (var session : fabric.sessions) {
            if (session.isWanted()) {
                checkEnd(session.first(), live);
                checkEnd(session.first().other(), live);
            }
        }
        fabric.nodes().forEach(node -> checkSize(node, live));
    }

    /// Nothing is left in the tables of what is gone, or is a node's own and came back to it.
    private void checkSize(Node node, List<LiveRoute> live) {
        var known =
                live.stream()
                        .filter(
                                route ->
                                        route.owner().equals(node)
                                                || node.ends.stream()
                                                        .filter(End::isUp)
                                                        .anyMatch(end -> paths(end, route) > 0))
                        .toList();
        node.rib().settle();
        assertThat(node.rib().size()).as("routes that %s knows", node).isEqualTo(known.size());
    }

    private void checkEnd(End end, List<LiveRoute> live) {
        assertThat(end.isUp()).as("%s is up", end).isTrue();
        var expected = new ArrayList<String>();
        for (var route : live) {
            for (int i = paths(end, route); i > 0; i--) {
                expected.add(route.text());
            }
        }
        var held = new ArrayList<String>();
        for (var each : end.held().all()) {
            held.add(ownerOf(each) + " " + each.route().key());
        }
        assertSame("what " + end + " was sent", held, expected);
    }

    /// Says what is missing and what should not be there, and not all that is as it should.
    private static void assertSame(String what, Collection<?> actual, Collection<?> expected) {
        var tooMuch = new ArrayList<Object>(actual);
        expected.forEach(tooMuch::remove);
        var missing = new ArrayList<Object>(expected);
        actual.forEach(missing::remove);
        if (!tooMuch.isEmpty() || !missing.isEmpty()) {
            throw new AssertionError(what + ": missing " + missing + ", too much " + tooMuch);
        }
    }

    private String ownerOf(HeldRoutes.Held held) {
        return fabric.vteps.stream()
                .filter(vtep -> held.nextHop().filter(vtep.address::equals).isPresent())
                .map(Vtep::toString)
                .findFirst()
                .orElse("nobody");
    }

    /// How many paths to a route the end has to hold.
    private int paths(End end, LiveRoute route) {
        var from = end.other().node;
        var families = end.peer().negotiated();
        boolean constrained = families.families().contains(AddressFamily.RT_CONSTRAINT);
        if (from instanceof Vtep) {
            return from.equals(route.owner()) ? 1 : 0;
        }
        if (end.node instanceof Vtep vtep) {
            if (vtep.equals(route.owner()) || constrained && !wants(vtep, route)) {
                return 0;
            }
            boolean all = families.addPathReceive().contains(AddressFamily.L2VPN_EVPN);
            return all ? (int) fabric.reflectors.stream().filter(r -> serves(r, route)).count() : 1;
        }
        return serves(from, route) ? 1 : 0;
    }

    private boolean serves(Node reflector, LiveRoute route) {
        return fabric.session(reflector, route.owner()).isWanted();
    }

    private static boolean wants(Vtep vtep, LiveRoute route) {
        return route.targets().stream()
                .anyMatch(vni -> vtep.has(vni) || vni.equals(Vtep.TENANT) && vtep.isRouting());
    }
}
