package dev.evpnd.speaker.kernel;

import dev.evpnd.rib.instance.IntentKey;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.speaker.journal.OwnEntry;
import dev.evpnd.speaker.netlink.ForwardingEntry;
import dev.evpnd.speaker.netlink.KernelRequest;
import dev.evpnd.speaker.netlink.NeighborEntry;
import dev.evpnd.speaker.netlink.NeighborFlags;
import dev.evpnd.speaker.netlink.RouteEntry;
import dev.evpnd.wire.address.IpAddress;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Takes away what is left of an earlier life, or where a bridge domain was, and nobody wants any
/// more, be there a bridge domain for it or not.
///
/// Each entry is looked at until it is gone or another's, as with what is wanted: what the kernel
/// answers tells nothing.
final class Remains {
    private static final int MOST_TRIES = 3;
    private static final long RETRY_MILLIS = 60_000;

    private final Devices devices;
    private final Domains domains;
    private final ForwardingTable forwarding;
    private final NeighborTable neighbors;
    private final RouteTable routes;
    private final Earlier earlier;
    private final Installer installer;
    private final Consumer<OwnEntry> released;
    private final ArrayDeque<Left> queue = new ArrayDeque<>();

    /// What is looked at when the kernel has told of all that it did.
    private final List<Left> asked = new ArrayList<>();

    /// What the kernel did not let go of.
    private final List<Left> refused = new ArrayList<>();

    private long retryMillis = Long.MAX_VALUE;
    private long removed;

    /// @param released is told of entries that are gone, or another's
    Remains(
            Devices devices,
            Domains domains,
            ForwardingTable forwarding,
            NeighborTable neighbors,
            RouteTable routes,
            Earlier earlier,
            Installer installer,
            Consumer<OwnEntry> released) {
        this.devices = devices;
        this.domains = domains;
        this.forwarding = forwarding;
        this.neighbors = neighbors;
        this.routes = routes;
        this.earlier = earlier;
        this.installer = installer;
        this.released = released;
    }

    /// Something that may have to go.
    ///
    /// @param look what the kernel is to be asked for, null if nothing
    /// @param tries how often it was asked for that
    private record Left(Supplier<@Nullable KernelRequest> look, int tries) {}

    /// What is not wanted by now is not wanted any more.
    void clean() {
        earlier.entries().forEach(each -> queue.add(new Left(() -> removal(each), 0)));
        neighbors.forEach(
                each -> {
                    if (NeighborComparison.isOurs(each)) {
                        queue.add(new Left(() -> removal(each), 0));
                    }
                });
        routes.forEach(
                each -> {
                    if (RouteComparison.isOurs(each)) {
                        queue.add(new Left(() -> removal(each), 0));
                    }
                });
    }

    /// A route that is in another table from now on, if anywhere.
    void leave(RouteEntry former) {
        asked.add(new Left(() -> removal(former), 0));
    }

    /// What was made where a bridge domain is no more. Some of it may not be told of yet.
    void leaveEntries(Collection<OwnEntry> made) {
        for (var each : made) {
            earlier.entries().put(each);
            asked.add(new Left(() -> removal(each), 0));
        }
    }

    /// The neighbors of a device by which this host is in a bridge domain no more.
    void leave(Collection<NeighborEntry> former) {
        former.forEach(each -> asked.add(new Left(() -> removal(each), 0)));
    }

    /// The next request that is to be made, or null if there is none for now.
    @Nullable KernelRequest next(long nowMillis) {
        while (!queue.isEmpty()) {
            var left = queue.remove();
            var request = left.look().get();
            if (request == null) {
                removed += left.tries() > 0 ? 1 : 0;
            } else if (left.tries() < MOST_TRIES) {
                asked.add(new Left(left.look(), left.tries() + 1));
                return request;
            } else {
                // It stays in the journal.
                refused.add(new Left(left.look(), 0));
                retryMillis = Math.min(retryMillis, nowMillis + RETRY_MILLIS);
            }
        }
        return null;
    }

    void tick(long nowMillis) {
        if (nowMillis >= retryMillis) {
            retryMillis = Long.MAX_VALUE;
            queue.addAll(refused);
            refused.clear();
        }
    }

    /// When [#tick] has something to do, [Long#MAX_VALUE] if never.
    long nextDeadlineMillis() {
        return retryMillis;
    }

    /// The kernel has told of all that happened up to now.
    void quiet() {
        queue.addAll(asked);
        asked.clear();
    }

    /// Whether nothing is left to be looked at for now.
    boolean isDone() {
        return queue.isEmpty() && asked.isEmpty();
    }

    Tenure.Cleaned cleaned() {
        return new Tenure.Cleaned(removed, refused.size());
    }

    // Forwarding entries.

    private @Nullable KernelRequest removal(OwnEntry entry) {
        if (!earlier.entries().hasAddress(entry)) {
            return null;
        }
        var place = place(entry);
        if (isWanted(entry)) {
            // It is adopted as soon as it is compared.
            return null;
        }
        var request = earlier.isAsWritten(place, entry) ? removal(place, entry) : null;
        if (request == null) {
            released.accept(entry);
        }
        return request;
    }

    private boolean isWanted(OwnEntry entry) {
        var domain = domains.of(ofDevice(entry));
        if (domain == null || !entry.isFlooded() && domain.vlan() != entry.vlan()) {
            return false;
        }
        return installer.suspect(Earlier.key(domain, entry));
    }

    private static ForwardingEntry ofDevice(OwnEntry entry) {
        return new ForwardingEntry(
                entry.device(),
                0,
                entry.mac(),
                0,
                0,
                NeighborFlags.SELF,
                null,
                0,
                entry.sourceVni(),
                0);
    }

    /// Where an entry is, which need not be a bridge domain any more.
    private BridgeDomain place(OwnEntry entry) {
        var device = devices.find(entry.device());
        return new BridgeDomain(
                // Where its entries are does not depend on that.
                new Vni(Math.max(1, entry.sourceVni())),
                entry.device(),
                "",
                entry.sourceVni(),
                // What a bridge has in a VLAN that its port has left, it keeps.
                device == null || !devices.isIn(device.index(), entry.vlan()) ? 0 : device.master(),
                entry.vlan(),
                0,
                null,
                Vrf.DEFAULT,
                null,
                null,
                false,
                Set.of());
    }

    private @Nullable KernelRequest removal(BridgeDomain place, OwnEntry entry) {
        var beyond = forwarding.beyond(place, entry.mac());
        var there =
                entry.isFlooded()
                        ? beyond.get(entry.remote())
                        : beyond.values().stream().findFirst().orElse(null);
        var inBridge = entry.isFlooded() ? null : forwarding.inBridge(place, entry.mac());
        int flags = there == null ? 0 : NeighborFlags.SELF;
        if (inBridge != null && inBridge.index() == entry.device() && hasMark(inBridge)) {
            flags |= NeighborFlags.MASTER;
        }
        if (flags == 0) {
            return null;
        }
        IpAddress remote = there == null ? null : there.remote();
        return new KernelRequest.RemoveForwarding(
                new ForwardingEntry(
                        entry.device(),
                        0,
                        entry.mac(),
                        entry.vlan(),
                        0,
                        flags,
                        remote,
                        there == null ? 0 : there.vni(),
                        entry.sourceVni(),
                        0));
    }

    /// An entry of the bridge that somebody made by hand for the same device has neither.
    private static boolean hasMark(ForwardingEntry inBridge) {
        return inBridge.hasFlags(NeighborFlags.EXTERNALLY_LEARNED)
                || inBridge.hasFlags(NeighborFlags.STICKY);
    }

    // Neighbors.

    private @Nullable KernelRequest removal(NeighborEntry neighbor) {
        var there = neighbors.find(neighbor.index(), neighbor.address());
        if (there == null || !NeighborComparison.isOurs(there)) {
            return null;
        }
        var domain = domains.of(neighbor);
        if (domain != null
                && (isWanted(IntentKey.Kind.NEIGHBOR, domain, neighbor)
                        || isWanted(IntentKey.Kind.NEXT_HOP, domain, neighbor))) {
            return null;
        }
        return new KernelRequest.RemoveNeighbor(NeighborComparison.removed(there));
    }

    private boolean isWanted(IntentKey.Kind kind, BridgeDomain domain, NeighborEntry neighbor) {
        return installer.suspect(IntentKey.of(kind, domain.vni(), neighbor.address()));
    }

    // Routes.

    private @Nullable KernelRequest removal(RouteEntry route) {
        if (!RouteComparison.isOurs(route) || !routes.has(route)) {
            return null;
        }
        for (var domain : domains.all()) {
            if (domain.vrf().table() == route.table()
                    && installer.suspect(IntentKey.prefix(domain.vni(), route.prefix()))) {
                return null;
            }
        }
        return new KernelRequest.RemoveRoute(route);
    }
}
