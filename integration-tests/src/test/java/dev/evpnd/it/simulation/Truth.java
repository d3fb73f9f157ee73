package dev.evpnd.it.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.instance.Intent;
import dev.evpnd.rib.instance.IntentKey;
import dev.evpnd.rib.instance.Origination;
import dev.evpnd.rib.instance.Vni;
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
    private final Reach reach;
    private final List<LiveRoute> left;

    Truth(Fabric fabric) {
        this(fabric, List.of());
    }

    /// @param left by a VTEP that is away, and kept where its sessions were such
    Truth(Fabric fabric, List<LiveRoute> left) {
        this.fabric = fabric;
        this.left = left;
        reach = new Reach(fabric);
    }

    /// Before any host has said where it is: whoever claims an address is the only one who does,
    /// and everybody holds what is announced, and nothing else.
    ///
    /// Of two who claimed the same, if nothing keeps them from hearing of each other, the one with
    /// the lower sequence number had to give in, or of equal ones the higher VTEP (RFC 7432 section
    /// 15). Who is frozen does not give in.
    void checkAgreement() {
        var announced = new ArrayList<LiveRoute>();
        var owners = new TreeMap<String, Vtep>();
        for (var vtep : fabric.vteps) {
            for (var origination : vtep.instances().originations()) {
                announced.add(live(vtep, origination));
                if (origination.route() instanceof MacIpAdvertisement route
                        && !fabric.freezes()
                        && !fabric.design.denies()) {
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
        return new LiveRoute(
                vtep, origination.route(), targets(origination.attributes().toString()));
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
        for (var vtep : fabric.vteps.stream().filter(Node::isRunning).toList()) {
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
            if (!other.equals(vtep)
                    && other.has(vni)
                    && reach.isReached(vtep, multicastRoute(other, vni))) {
                add(expected, new Intent.FloodEntry(vni, other.address, vni));
            }
        }
        for (var host : fabric.hosts) {
            var place = placeOf(host, vtep);
            if (host.vni.equals(vni) && place != null) {
                addHost(expected, vtep, host, place);
            }
        }
    }

    /// A MAC address is known by any route that has it.
    private void addHost(Map<IntentKey, Intent> expected, Vtep vtep, Host host, Vtep place) {
        boolean known = reach.isReached(vtep, hostRoute(place, host, null));
        for (var ip : host.addresses) {
            if (reach.isReached(vtep, hostRoute(place, host, ip))) {
                known = true;
                add(
                        expected,
                        new Intent.RemoteNeighbor(host.vni, ip, host.mac, place.address, false));
            }
        }
        if (known) {
            add(
                    expected,
                    new Intent.RemoteMac(
                            host.vni, host.mac, place.address, host.vni, host.sticky, false));
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
                    if (!isLinkLocal(ip) && reach.isReached(vtep, hostRoute(place, host, ip))) {
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
            addPrefix(expected, vtep, prefix, others);
        }
    }

    /// To a prefix lead all that are reached by paths that nobody prefers another to.
    private void addPrefix(
            Map<IntentKey, Intent> expected, Vtep vtep, IpPrefix prefix, List<Vtep> others) {
        var best =
                others.stream()
                        .flatMap(other -> reach.best(vtep, prefixRoute(other, prefix)).stream())
                        .min(Comparator.naturalOrder());
        if (best.isPresent()) {
            addRoute(
                    expected,
                    prefix,
                    others.stream()
                            .filter(
                                    other ->
                                            reach.best(vtep, prefixRoute(other, prefix))
                                                    .equals(best))
                            .toList());
        }
    }

    private static boolean isLinkLocal(IpAddress address) {
        return address instanceof Ipv6Address v6 && v6.toString().startsWith("fe80:");
    }

    private static void addRoute(
            Map<IntentKey, Intent> expected, IpPrefix prefix, List<Vtep> others) {
        var hops = new ArrayList<Intent.NextHop>();
        for (var other : others) {
            var gateway = gateway(prefix, other);
            hops.add(
                    new Intent.NextHop(
                            other.address, Vtep.TENANT, other.routerMac(), gateway, false));
            add(
                    expected,
                    new Intent.RemoteRouter(
                            Vtep.TENANT, other.routerMac(), other.address, Vtep.TENANT));
            add(
                    expected,
                    new Intent.NextHopNeighbor(Vtep.TENANT, gateway, other.routerMac(), false));
        }
        add(expected, new Intent.RemotePrefix(Vtep.TENANT, prefix, hops));
    }

    /// The address of the VTEP, which has one router, in the family of the prefix.
    private static IpAddress gateway(IpPrefix prefix, Vtep vtep) {
        return prefix.address() instanceof Ipv6Address
                ? IpAddress.parse("::ffff:" + vtep.address)
                : vtep.address;
    }

    private static void add(Map<IntentKey, Intent> expected, Intent intent) {
        expected.put(intent.key(), intent);
    }

    // ----------------------------------------------------------------- routes

    private List<LiveRoute> liveRoutes() {
        var routes = new ArrayList<>(left);
        fabric.vteps.stream().filter(Node::isRunning).forEach(vtep -> routes.addAll(of(vtep)));
        return routes;
    }

    /// What the VTEP has reason to announce.
    List<LiveRoute> of(Vtep vtep) {
        var routes = new ArrayList<LiveRoute>();
        for (var vni : vtep.vnis) {
            routes.add(multicastRoute(vtep, vni));
        }
        for (var host : fabric.hosts) {
            if (host.isAt(vtep) && vtep.has(host.vni)) {
                routes.add(hostRoute(vtep, host, null));
                host.addresses.forEach(ip -> routes.add(hostRoute(vtep, host, ip)));
            }
        }
        if (vtep.isRouting()) {
            vtep.prefixes().forEach(prefix -> routes.add(prefixRoute(vtep, prefix)));
        }
        return routes;
    }

    private static LiveRoute multicastRoute(Vtep vtep, Vni vni) {
        var route =
                new InclusiveMulticastEthernetTag(
                        vtep.distinguisher(vni), EthernetTag.ZERO, vtep.address);
        return new LiveRoute(vtep, route, Set.of(vni));
    }

    private static LiveRoute hostRoute(Vtep vtep, Host host, @Nullable IpAddress ip) {
        var route =
                new MacIpAdvertisement(
                        vtep.distinguisher(host.vni),
                        EthernetSegmentId.ZERO,
                        EthernetTag.ZERO,
                        host.mac,
                        ip,
                        NO_LABEL,
                        null);
        var targets =
                ip != null && vtep.isRouting() && !isLinkLocal(ip)
                        ? Set.of(host.vni, Vtep.TENANT)
                        : Set.of(host.vni);
        return new LiveRoute(vtep, route, targets);
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
            if (session.isPossible()) {
                checkEnd(session.first(), live);
                checkEnd(session.first().other(), live);
            }
        }
        fabric.nodes().filter(Node::isRunning).forEach(node -> checkSize(node, live));
    }

    /// Nothing is left in the tables of what is gone, or is a node's own and came back to it.
    private void checkSize(Node node, List<LiveRoute> live) {
        long known =
                live.stream()
                        .filter(route -> reach.isKept(node, route))
                        .map(LiveRoute::key)
                        .distinct()
                        .count();
        node.rib().settle();
        assertThat(node.rib().view().size())
                .as("routes that %s knows", node)
                .isEqualTo((int) known);
    }

    private void checkEnd(End end, List<LiveRoute> live) {
        assertThat(end.isUp()).as("%s is up", end).isTrue();
        var expected = new ArrayList<String>();
        for (var route : live) {
            reach.told(end, route).forEach(path -> expected.add(text(path.stale()) + route.text()));
        }
        var held = new ArrayList<String>();
        int accepted = 0;
        for (var each : end.held().all()) {
            held.add(text(each.stale()) + ownerOf(each) + " " + each.route().key());
            accepted += end.in().permits(targets(each)) ? 1 : 0;
        }
        assertSame("what " + end + " was sent", held, expected);
        var counters = end.counters();
        assertThat(List.of(counters.held(), counters.accepted(), counters.stale()))
                .as("how many paths %s holds, accepts, and holds as stale", end)
                .isEqualTo(List.of(held.size(), accepted, 0));
    }

    private static String text(boolean stale) {
        return stale ? "stale " : "";
    }

    private Set<Vni> targets(HeldRoutes.Held held) {
        return targets(String.valueOf(held.communities()));
    }

    private Set<Vni> targets(String attributes) {
        var targets = new TreeSet<Vni>();
        var all = new ArrayList<>(fabric.vnis);
        all.add(Vtep.TENANT);
        for (var vni : all) {
            if (attributes.contains(Vtep.target(vni).toString())) {
                targets.add(vni);
            }
        }
        return targets;
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
}
