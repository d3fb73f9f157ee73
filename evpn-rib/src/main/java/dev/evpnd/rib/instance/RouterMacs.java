package dev.evpnd.rib.instance;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.MacAddress;

import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.TreeMap;

/// The routers that the routes of an IP-VRF lead to, by their MAC addresses.
///
/// The kernel holds one VTEP and one VNI for a MAC address. Where routes disagree, those that came
/// first have it as long as there are any. The others say themselves what their packets are
/// encapsulated with, where the VXLAN device takes that from them; else they wait, and it is told.
final class RouterMacs {
    private static final Comparator<MacAddress> BY_BITS =
            Comparator.comparingLong(MacAddress::bits);

    private final TreeMap<MacAddress, RouterEntry> routers = new TreeMap<>(BY_BITS);

    /// Those whose MAC address was another way's when the first route to them came.
    private final TreeMap<Tunnel, RouterEntry> encapsulated =
            new TreeMap<>(
                    Comparator.comparing(Tunnel::routerMac, BY_BITS)
                            .thenComparing(RouterMacs::compare));

    /// The routers that have the address of their VTEP for gateway.
    private final TreeMap<IpAddress, RouterEntry> firsts = new TreeMap<>();

    /// How many routes have which gateway.
    private final TreeMap<IpAddress, Integer> gateways = new TreeMap<>();

    /// How many prefixes wait for a MAC address, and by which ways they would be reached.
    private final TreeMap<MacAddress, TreeMap<Tunnel, Integer>> awaited = new TreeMap<>(BY_BITS);

    private final Vni vni;
    private final Outcome outcome;

    /// Whether anything that was waited for is to be had since somebody asked.
    private boolean freed;

    private boolean mayEncapsulate;

    RouterMacs(Vni vni, Outcome outcome) {
        this.vni = vni;
        this.outcome = outcome;
    }

    /// Whether routes can say themselves what their packets are encapsulated with. Those that do
    /// are to be put anew where they cannot any more.
    void mayEncapsulate(boolean may) {
        mayEncapsulate = may;
    }

    boolean mayEncapsulate() {
        return mayEncapsulate;
    }

    /// Who keeps a way from being taken: another one that has its router MAC address. Null where
    /// nobody does.
    @Nullable Tunnel rival(Tunnel tunnel) {
        var router = mayEncapsulate ? null : routers.get(tunnel.routerMac());
        return router == null || router.tunnel().equals(tunnel) ? null : router.tunnel();
    }

    /// One route more takes a way that has no rival.
    Intent.NextHop retain(Tunnel tunnel, IpPrefix prefix) {
        var router = entry(tunnel);
        router.retain();
        var nextHop = router.nextHop(prefix);
        var gateway = nextHop.gateway();
        if (gateways.merge(gateway, 1, Integer::sum) == 1) {
            outcome.hold(
                    new Intent.NextHopNeighbor(
                            vni, gateway, tunnel.routerMac(), nextHop.encapsulated()));
        }
        return nextHop;
    }

    private RouterEntry entry(Tunnel tunnel) {
        var beside = mayEncapsulate ? encapsulated.get(tunnel) : null;
        if (beside != null) {
            return beside;
        }
        var router = routers.get(tunnel.routerMac());
        if (router == null) {
            return begin(tunnel);
        }
        return router.tunnel().equals(tunnel)
                ? router
                : encapsulated.computeIfAbsent(
                        tunnel,
                        absent -> new RouterEntry(vni, absent, RouterEntry.Access.ENCAPSULATED));
    }

    private RouterEntry begin(Tunnel tunnel) {
        var first = firsts.get(tunnel.vtep());
        var access = first == null ? RouterEntry.Access.BY_VTEP : RouterEntry.Access.BY_MAC;
        var router = new RouterEntry(vni, tunnel, access);
        routers.put(tunnel.routerMac(), router);
        outcome.hold(new Intent.RemoteRouter(vni, tunnel.routerMac(), tunnel.vtep(), tunnel.vni()));
        if (first == null) {
            firsts.put(tunnel.vtep(), router);
        } else {
            outcome.tell(
                    new Notice.AnotherRouterMac(
                            vni, tunnel.vtep(), first.tunnel().routerMac(), tunnel.routerMac()));
        }
        return router;
    }

    /// One route less takes a way.
    void release(Intent.NextHop nextHop) {
        if (gateways.merge(nextHop.gateway(), -1, Integer::sum) == 0) {
            gateways.remove(nextHop.gateway());
            outcome.drop(IntentKey.of(IntentKey.Kind.NEXT_HOP, vni, nextHop.gateway()));
        }
        if (nextHop.encapsulated()) {
            encapsulated.computeIfPresent(
                    Tunnel.of(nextHop), (way, router) -> router.release() ? null : router);
            return;
        }
        var mac = nextHop.routerMac();
        var router = routers.get(mac);
        if (router != null && router.release()) {
            routers.remove(mac);
            firsts.remove(nextHop.vtep(), router);
            outcome.drop(IntentKey.mac(vni, mac));
            freed |= awaited.containsKey(mac);
        }
    }

    /// One prefix more cannot be reached by a way, for it has a rival.
    void await(Tunnel tunnel, Tunnel rival) {
        var ways =
                awaited.computeIfAbsent(
                        tunnel.routerMac(), absent -> new TreeMap<>(RouterMacs::compare));
        if (ways.merge(tunnel, 1, Integer::sum) == 1) {
            outcome.tell(
                    new Notice.RouterMacTaken(
                            vni,
                            tunnel.routerMac(),
                            rival.vtep(),
                            rival.vni(),
                            tunnel.vtep(),
                            tunnel.vni()));
        }
    }

    /// One prefix less waits for it.
    void giveUp(Tunnel tunnel) {
        awaited.computeIfPresent(
                tunnel.routerMac(),
                (mac, ways) -> {
                    ways.computeIfPresent(tunnel, (way, count) -> count == 1 ? null : count - 1);
                    return ways.isEmpty() ? null : ways;
                });
    }

    private static int compare(Tunnel a, Tunnel b) {
        int byVtep = a.vtep().compareTo(b.vtep());
        return byVtep != 0 ? byVtep : Integer.compare(a.vni().number(), b.vni().number());
    }

    /// Whether anything that was waited for is to be had since the last call.
    boolean takeFreed() {
        boolean was = freed;
        freed = false;
        return was;
    }
}
