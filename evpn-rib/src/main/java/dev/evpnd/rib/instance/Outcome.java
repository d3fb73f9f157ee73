package dev.evpnd.rib.instance;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.octets.Octets;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// What all instances together want of the kernel and of the peers, and how that changes.
///
/// To want the same twice is no change: instances may say what they want as often as they like.
final class Outcome {
    private final NavigableMap<IntentKey, Intent> intents = new TreeMap<>();
    private final Map<Octets, Origination> originations = new LinkedHashMap<>();
    private List<InstanceChange> changes = new ArrayList<>();

    void hold(Intent intent) {
        if (!intent.equals(intents.put(intent.key(), intent))) {
            changes.add(new InstanceChange.Hold(intent));
        }
    }

    /// Holds what the kernel may have lost, even where nothing changed on this side.
    void insist(Intent intent) {
        intents.put(intent.key(), intent);
        changes.add(new InstanceChange.Hold(intent));
    }

    void drop(IntentKey key) {
        var dropped = intents.remove(key);
        if (dropped != null) {
            changes.add(new InstanceChange.Drop(dropped));
        }
    }

    void announce(Origination origination) {
        if (!origination.equals(originations.put(origination.route().key(), origination))) {
            changes.add(new InstanceChange.Announce(origination));
        }
    }

    void withdraw(EvpnRoute route) {
        if (originations.remove(route.key()) != null) {
            changes.add(new InstanceChange.Withdraw(route));
        }
    }

    void probe(Vni vni, IpAddress address, MacAddress mac) {
        changes.add(new InstanceChange.Probe(vni, address, mac));
    }

    void tell(Notice notice) {
        changes.add(new InstanceChange.Tell(notice));
    }

    List<InstanceChange> drain() {
        var drained = changes;
        changes = new ArrayList<>();
        return drained;
    }

    NavigableMap<IntentKey, Intent> intents() {
        return intents;
    }

    List<Origination> originations() {
        return List.copyOf(originations.values());
    }
}
