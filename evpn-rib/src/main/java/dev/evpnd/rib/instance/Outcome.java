package dev.evpnd.rib.instance;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.octets.Octets;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/// What all instances together want of the kernel and of the peers, and how that changes.
///
/// To want the same twice is no change: instances may say what they want as often as they like.
final class Outcome {
    /// How many probes and notices wait at most. They follow from what others send, who may send it
    /// again and again while nobody asks.
    static final int MOST_REMARKS = 16_384;

    private final NavigableMap<IntentKey, Intent> intents = new TreeMap<>();
    private final Wanted<IntentKey, Intent> kernel = new Wanted<>(intents);
    private final Wanted<Octets, Origination> originations = new Wanted<>(new LinkedHashMap<>());

    /// Probes and notices, each once.
    private final Set<InstanceChange> remarks = new LinkedHashSet<>();

    private long lostRemarks;

    void hold(Intent intent) {
        kernel.want(intent.key(), intent);
    }

    /// Holds what the kernel may have lost, even where nothing changed on this side.
    void insist(Intent intent) {
        kernel.insist(intent.key(), intent);
    }

    void drop(IntentKey key) {
        kernel.drop(key);
    }

    void announce(Origination origination) {
        originations.want(origination.route().key(), origination);
    }

    void withdraw(EvpnRoute route) {
        originations.drop(route.key());
    }

    void probe(Vni vni, IpAddress address, MacAddress mac) {
        remark(new InstanceChange.Probe(vni, address, mac));
    }

    void tell(Notice notice) {
        remark(new InstanceChange.Tell(notice));
    }

    private void remark(InstanceChange remark) {
        if (remarks.size() < MOST_REMARKS) {
            remarks.add(remark);
        } else if (!remarks.contains(remark)) {
            lostRemarks++;
        }
    }

    long lostRemarks() {
        return lostRemarks;
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
        holds.addAll(remarks);
        remarks.clear();
        return holds;
    }

    NavigableMap<IntentKey, Intent> intents() {
        return intents;
    }

    List<Origination> originations() {
        return List.copyOf(originations.values().values());
    }
}
