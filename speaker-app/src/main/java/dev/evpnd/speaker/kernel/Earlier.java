package dev.evpnd.speaker.kernel;

import dev.evpnd.rib.instance.Intent;
import dev.evpnd.rib.instance.IntentKey;
import dev.evpnd.speaker.journal.OwnEntries;
import dev.evpnd.speaker.journal.OwnEntry;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// The forwarding entries that an earlier life of this program has made, as far as they are neither
/// wanted again nor gone yet.
final class Earlier {
    private final OwnEntries entries = new OwnEntries();
    private final ForwardingTable forwarding;

    Earlier(ForwardingTable forwarding) {
        this.forwarding = forwarding;
    }

    OwnEntries entries() {
        return entries;
    }

    /// What an intent asks for in a bridge domain, or null if that is no forwarding entry.
    static @Nullable OwnEntry entry(BridgeDomain domain, Intent intent) {
        return switch (intent) {
            case Intent.RemoteMac mac -> entry(domain, mac.mac(), mac.vtep());
            case Intent.RemoteRouter router -> entry(domain, router.routerMac(), router.vtep());
            case Intent.FloodEntry flood -> entry(domain, FloodComparison.ANY, flood.vtep());
            case Intent.RemoteNeighbor _, Intent.NextHopNeighbor _, Intent.RemotePrefix _ -> null;
        };
    }

    private static OwnEntry entry(BridgeDomain domain, MacAddress mac, IpAddress remote) {
        int vlan = mac.equals(FloodComparison.ANY) ? 0 : domain.vlan();
        return new OwnEntry(domain.device(), vlan, domain.scope(), mac, remote);
    }

    /// Which intent would want an entry.
    static IntentKey key(BridgeDomain domain, OwnEntry entry) {
        return entry.isFlooded()
                ? IntentKey.of(IntentKey.Kind.FLOOD, domain.vni(), entry.remote())
                : IntentKey.mac(domain.vni(), entry.mac());
    }

    /// Whether what the kernel has in the place of an intent is of an earlier life. It is of this
    /// one then.
    boolean adopt(BridgeDomain domain, Intent intent) {
        if (entries.isEmpty()) {
            return false;
        }
        var entry = entry(domain, intent);
        if (entry == null || !entries.hasAddress(entry)) {
            return false;
        }
        // Somebody may give it back.
        return isAsWritten(domain, entry) && entries.remove(entry);
    }

    /// Whether nobody has made an entry of the device lead elsewhere since.
    boolean isAsWritten(BridgeDomain domain, OwnEntry entry) {
        if (entry.isFlooded()) {
            return forwarding.beyond(domain, entry.mac()).containsKey(entry.remote());
        }
        return there(domain, entry).stream().allMatch(entries::has);
    }

    /// What a device has for the address of an entry, wherever it leads.
    List<OwnEntry> there(BridgeDomain domain, OwnEntry entry) {
        return forwarding.beyond(domain, entry.mac()).keySet().stream()
                .map(
                        remote ->
                                new OwnEntry(
                                        entry.device(),
                                        entry.vlan(),
                                        entry.sourceVni(),
                                        entry.mac(),
                                        remote))
                .toList();
    }
}
