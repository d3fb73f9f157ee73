package dev.evpnd.speaker.daemon;

import dev.evpnd.rib.instance.Instances;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.speaker.config.OwnAdvertisement;
import dev.evpnd.speaker.kernel.BridgeDomain;
import dev.evpnd.speaker.kernel.OwnAddress;
import dev.evpnd.wire.address.Ipv6Address;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Which of this VTEP's own addresses the instances know of.
final class OwnAddresses {
    private static final Told NOTHING = new Told(Set.of(), OwnAdvertisement.NONE);

    private final Map<Vni, Told> told = new HashMap<>();

    private record Told(Set<OwnAddress> addresses, OwnAdvertisement as) {}

    /// The addresses of a domain are these from now on, and to be announced so.
    void announce(Instances instances, BridgeDomain domain, OwnAdvertisement as, long nowMillis) {
        var vni = domain.vni();
        Set<OwnAddress> wanted = as == OwnAdvertisement.NONE ? Set.of() : domain.own();
        var after = new Told(wanted, as);
        var before = told.getOrDefault(vni, NOTHING);
        if (after.equals(before)) {
            return;
        }
        var macs = wanted.stream().map(OwnAddress::mac).collect(Collectors.toSet());
        var gone = new HashSet<>(before.addresses);
        gone.removeAll(wanted);
        for (var each : gone) {
            instances.neighborGone(vni, each.address(), nowMillis);
            if (!macs.contains(each.mac())) {
                instances.macGone(vni, each.mac(), nowMillis);
            }
        }
        for (var each : wanted) {
            boolean isGateway = as == OwnAdvertisement.DEFAULT_GATEWAY;
            instances.ownMac(vni, each.mac(), each.device(), isGateway, nowMillis);
            boolean isRouter = isGateway && each.address() instanceof Ipv6Address;
            instances.neighborLearned(vni, each.address(), each.mac(), isRouter, nowMillis);
        }
        told.put(vni, after);
    }

    /// There is no such instance any more.
    void forget(Vni vni) {
        told.remove(vni);
    }
}
