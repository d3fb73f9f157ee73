package dev.evpnd.rib.instance;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.evpn.InclusiveMulticastEthernetTag;
import dev.evpnd.wire.evpn.IpPrefixAdvertisement;
import dev.evpnd.wire.evpn.MacIpAdvertisement;
import dev.evpnd.wire.evpn.RouteDistinguisher;
import dev.evpnd.wire.octets.Octets;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.stream.Stream;

/// What all instances together want of the kernel and of the peers, and how that changes.
///
/// To want the same twice is no change: instances may say what they want as often as they like.
final class Outcome {
    private final Wanted<Vni, IntentKey, Intent> kernel = new Wanted<>();
    private final Wanted<Namespace, Octets, Origination> originations = new Wanted<>();
    private final Remarks remarks = new Remarks();

    /// What tells the routes of an instance from those of all others, whoever has it at the time.
    ///
    /// @param prefixes whether the routes are an IP-VRF's
    private record Namespace(long distinguisher, boolean prefixes)
            implements Comparable<Namespace> {

        static Namespace of(EvpnRoute route) {
            if (route instanceof MacIpAdvertisement host) {
                return of(host.routeDistinguisher());
            }
            if (route instanceof InclusiveMulticastEthernetTag flooded) {
                return of(flooded.routeDistinguisher());
            }
            if (route instanceof IpPrefixAdvertisement prefix) {
                return new Namespace(prefix.routeDistinguisher().bits(), true);
            }
            throw new IllegalArgumentException("no instance originates " + route);
        }

        static Namespace of(RouteDistinguisher distinguisher) {
            return new Namespace(distinguisher.bits(), false);
        }

        @Override
        public int compareTo(Namespace other) {
            int byDistinguisher = Long.compare(distinguisher, other.distinguisher);
            return byDistinguisher != 0
                    ? byDistinguisher
                    : Boolean.compare(prefixes, other.prefixes);
        }
    }

    void hold(Intent intent) {
        var key = intent.key();
        kernel.want(key.vni(), key, intent);
    }

    /// Holds what the kernel may have lost, even where nothing changed on this side.
    void insist(Intent intent) {
        kernel.insist(intent.key().vni(), intent.key(), intent);
    }

    void drop(IntentKey key) {
        kernel.drop(key.vni(), key);
    }

    /// The same where the kernel has an entry of its own by now.
    void cede(IntentKey key) {
        kernel.cede(key.vni(), key);
    }

    void announce(Origination origination) {
        var route = origination.route();
        originations.want(Namespace.of(route), route.key(), origination);
    }

    void withdraw(EvpnRoute route) {
        originations.drop(Namespace.of(route), route.key());
    }

    /// Lets go of all that the kernel should hold for an instance.
    void leave(Vni vni) {
        kernel.leave(vni);
    }

    /// Lets go of all that is announced by a MAC-VRF, or under the distinguisher that it had.
    void leave(MacVrfSettings vrf) {
        originations.leave(Namespace.of(vrf.routeDistinguisher()));
    }

    /// The same for an IP-VRF.
    void leave(IpVrfSettings vrf) {
        originations.leave(new Namespace(vrf.routeDistinguisher().bits(), true));
    }

    /// Drops and withdraws what was let go of.
    ///
    /// @return whether there is more
    boolean goOn(Slice slice) {
        boolean more = kernel.goOn(slice);
        more |= originations.goOn(slice);
        return more;
    }

    void probe(Vni vni, IpAddress address, MacAddress mac) {
        remarks.probe(vni, address, mac);
    }

    void tell(Notice notice) {
        remarks.tell(notice);
    }

    long lostRemarks() {
        return remarks.lost();
    }

    /// The next route that is to be announced or withdrawn, or null.
    @Nullable InstanceChange nextRoute() {
        var change = originations.take();
        if (change == null) {
            return null;
        }
        var withdrawn = change.dropped();
        var announced = change.value();
        if (announced != null) {
            return new InstanceChange.Announce(announced);
        }
        return withdrawn == null ? null : new InstanceChange.Withdraw(withdrawn.route());
    }

    /// What is to be done in the kernel, asked and told.
    ///
    /// No route is ever without the next hop that it needs: what routes may need comes before them,
    /// and what they may have needed goes after them.
    List<InstanceChange> drain() {
        var holds = new ArrayList<InstanceChange>();
        var routes = new ArrayList<InstanceChange>();
        var drops = new ArrayList<InstanceChange>();
        for (var change = kernel.take(); change != null; change = kernel.take()) {
            var value = change.value();
            var dropped = change.dropped();
            if (value != null) {
                var to = value instanceof Intent.RemotePrefix ? routes : holds;
                to.add(new InstanceChange.Hold(value));
            } else if (dropped != null) {
                if (change.insisted()) {
                    holds.add(new InstanceChange.Hold(dropped));
                }
                var to = dropped instanceof Intent.RemotePrefix ? routes : drops;
                to.add(new InstanceChange.Drop(dropped));
            }
        }
        holds.addAll(routes);
        holds.addAll(drops);
        remarks.drainTo(holds);
        return holds;
    }

    /// What the kernel should hold, in the order of the keys, behind one or all.
    Stream<Intent> intents(@Nullable IntentKey after) {
        if (after == null) {
            return kernel.values(null).flatMap(some -> some.values().stream());
        }
        return kernel.values(after.vni())
                .flatMap(some -> some.tailMap(after, false).values().stream());
    }

    /// What the kernel should hold by a key, or null.
    @Nullable Intent intent(IntentKey key) {
        return kernel.value(key.vni(), key);
    }

    /// What a MAC-VRF announces, by the keys.
    NavigableMap<Octets, Origination> originations(MacVrfSettings vrf) {
        return originations.of(Namespace.of(vrf.routeDistinguisher()));
    }

    /// The same of an IP-VRF.
    NavigableMap<Octets, Origination> originations(IpVrfSettings vrf) {
        return originations.of(new Namespace(vrf.routeDistinguisher().bits(), true));
    }

    List<Origination> originations() {
        return originations.values(null).flatMap(some -> some.values().stream()).toList();
    }
}
