package dev.evpnd.rib.instance;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;

import java.util.Comparator;
import java.util.TreeMap;
import java.util.TreeSet;

/// The router MAC addresses that the next hops of an IP-VRF's routes are reached with.
///
/// The kernel holds one MAC address for a next hop and one VTEP for a MAC address. Where routes
/// disagree, the lowest is taken, whatever came first, and the disagreement is told.
final class RouterMacs {
    private static final Comparator<MacAddress> BY_BITS =
            Comparator.comparingLong(MacAddress::bits);

    private final TreeMap<IpAddress, TreeMap<MacAddress, Integer>> byVtep = new TreeMap<>();
    private final TreeMap<MacAddress, TreeSet<IpAddress>> byMac = new TreeMap<>(BY_BITS);
    private final Vni vni;
    private final Outcome outcome;

    RouterMacs(Vni vni, Outcome outcome) {
        this.vni = vni;
        this.outcome = outcome;
    }

    /// One route more uses the next hop.
    void retain(Intent.NextHop nextHop) {
        var macs = byVtep.computeIfAbsent(nextHop.vtep(), absent -> new TreeMap<>(BY_BITS));
        if (macs.merge(nextHop.routerMac(), 1, Integer::sum) > 1) {
            return;
        }
        byMac.computeIfAbsent(nextHop.routerMac(), absent -> new TreeSet<>()).add(nextHop.vtep());
        publish(nextHop);
        if (macs.size() > 1) {
            var used = macs.firstKey();
            var unused = used.equals(nextHop.routerMac()) ? macs.lastKey() : nextHop.routerMac();
            outcome.tell(new Notice.RouterMacConflict(vni, nextHop.vtep(), used, unused));
        }
    }

    /// One route less uses the next hop.
    void release(Intent.NextHop nextHop) {
        var macs = byVtep.get(nextHop.vtep());
        if (macs == null || macs.merge(nextHop.routerMac(), -1, Integer::sum) > 0) {
            return;
        }
        macs.remove(nextHop.routerMac());
        if (macs.isEmpty()) {
            byVtep.remove(nextHop.vtep());
        }
        byMac.computeIfPresent(
                nextHop.routerMac(),
                (mac, vteps) -> {
                    vteps.remove(nextHop.vtep());
                    return vteps.isEmpty() ? null : vteps;
                });
        publish(nextHop);
    }

    private void publish(Intent.NextHop changed) {
        var vteps = byMac.get(changed.routerMac());
        if (vteps == null) {
            outcome.drop(IntentKey.mac(vni, changed.routerMac()));
        } else {
            outcome.hold(new Intent.RemoteRouter(vni, changed.routerMac(), vteps.first(), vni));
        }
        var macs = byVtep.get(changed.vtep());
        if (macs == null) {
            outcome.drop(IntentKey.of(IntentKey.Kind.NEXT_HOP, vni, changed.vtep()));
        } else {
            outcome.hold(
                    new Intent.NextHopNeighbor(
                            vni, changed.vtep(), changed.vtep(), macs.firstKey()));
        }
    }
}
