package dev.evpnd.rib.instance;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/// The addresses by which this speaker is known to others: what claims them comes from itself or is
/// a mistake.
final class LocalAddresses {
    private final Map<IpAddress, Integer> vteps = new HashMap<>();
    private final Map<MacAddress, Integer> routerMacs = new HashMap<>();

    /// @return whether it was none of them before
    boolean add(IpAddress vtep) {
        return vteps.merge(vtep, 1, Integer::sum) == 1;
    }

    /// @return whether it is none of them any more
    boolean remove(IpAddress vtep) {
        return vteps.computeIfPresent(vtep, LocalAddresses::oneLess) == null;
    }

    /// @return whether it was none of them before
    boolean add(MacAddress routerMac) {
        return routerMacs.merge(routerMac, 1, Integer::sum) == 1;
    }

    /// @return whether it is none of them any more
    boolean remove(MacAddress routerMac) {
        return routerMacs.computeIfPresent(routerMac, LocalAddresses::oneLess) == null;
    }

    /// The addresses of an IP-VRF.
    ///
    /// @return whether one was none of them before
    boolean add(IpVrfSettings vrf) {
        boolean isNew = add(vrf.vtep());
        isNew |= add(vrf.routerMac());
        isNew |= add(vrf.own().vtep());
        isNew |= add(vrf.own().routerMac());
        return isNew;
    }

    /// @return whether one is none of them any more
    boolean remove(IpVrfSettings vrf) {
        boolean isGone = remove(vrf.vtep());
        isGone |= remove(vrf.routerMac());
        isGone |= remove(vrf.own().vtep());
        isGone |= remove(vrf.own().routerMac());
        return isGone;
    }

    private static @Nullable Integer oneLess(Object key, Integer count) {
        return count == 1 ? null : count - 1;
    }

    boolean isVtep(IpAddress address) {
        return vteps.containsKey(address);
    }

    boolean isRouterMac(MacAddress mac) {
        return routerMacs.containsKey(mac);
    }
}
