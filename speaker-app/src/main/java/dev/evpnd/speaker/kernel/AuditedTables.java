package dev.evpnd.speaker.kernel;

import dev.evpnd.speaker.netlink.ForwardingEntry;
import dev.evpnd.speaker.netlink.Kernel;
import dev.evpnd.speaker.netlink.KernelEvent;
import dev.evpnd.speaker.netlink.KernelRequest;
import dev.evpnd.speaker.netlink.NeighborEntry;
import dev.evpnd.speaker.netlink.RouteEntry;
import dev.evpnd.wire.address.IpAddress;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// What a [Vtep] knows of the kernel, for an [Audit] to compare with what the kernel holds.
final class AuditedTables {
    private final Domains domains;
    private final Installer installer;
    private final ForwardingTable forwarding;
    private final NeighborTable neighbors;
    private final RouteTable routes;
    private final Consumer<KernelEvent> news;

    /// What was told of since neighbors have begun to be told.
    private @Nullable NeighborTable seen;

    /// The same of routes.
    private @Nullable RouteTable seenRoutes;

    /// What the kernel was asked to add, though it is known to be there.
    private final Set<Flooded> again = new HashSet<>();

    /// What was not there when it was asked for that.
    private final List<ForwardingEntry> repaired = new ArrayList<>();

    /// @param news takes what is not as it was known
    AuditedTables(
            Domains domains,
            Installer installer,
            ForwardingTable forwarding,
            NeighborTable neighbors,
            RouteTable routes,
            Consumer<KernelEvent> news) {
        this.domains = domains;
        this.installer = installer;
        this.forwarding = forwarding;
        this.neighbors = neighbors;
        this.routes = routes;
        this.news = news;
    }

    private record Flooded(int device, int sourceVni, @Nullable IpAddress remote) {

        static Flooded of(ForwardingEntry entry) {
            return new Flooded(entry.index(), entry.sourceVni(), entry.remote());
        }
    }

    /// Neighbors and routes that are told from now on were seen.
    void begin() {
        seen = NeighborTable.as(neighbors);
        seenRoutes = RouteTable.as(routes);
    }

    /// What has to be told as a table.
    List<Kernel.Table> tables() {
        return routes.hasUse()
                ? List.of(
                        Kernel.Table.NEIGHBORS, Kernel.Table.IPV4_ROUTES, Kernel.Table.IPV6_ROUTES)
                : List.of(Kernel.Table.NEIGHBORS);
    }

    void end() {
        seen = null;
        seenRoutes = null;
        again.clear();
    }

    /// The requests that change nothing where these are there.
    List<KernelRequest> again(List<ForwardingEntry> flooded) {
        var requests = new ArrayList<KernelRequest>();
        for (var each : flooded) {
            again.add(Flooded.of(each));
            requests.add(new KernelRequest.PutForwarding(each, KernelRequest.How.APPEND));
        }
        return requests;
    }

    /// All that the kernel had to say of these was heard.
    ///
    /// @return how many were gone
    int heard(long nowMillis) {
        int count = repaired.size();
        for (var each : repaired) {
            var domain = domains.of(each);
            if (domain != null) {
                installer.repaired(Vtep.key(domain, each), nowMillis);
            }
        }
        repaired.clear();
        again.clear();
        return count;
    }

    /// The kernel says something, be it asked or not.
    void see(KernelEvent event) {
        switch (event) {
            case KernelEvent.NeighborIs(var entry) when seen != null -> seen.put(entry);
            case KernelEvent.RouteIs(var route, boolean replaces) when seenRoutes != null ->
                    seenRoutes.put(route, replaces);
            case KernelEvent.ForwardingIs(var entry)
                    when !again.isEmpty()
                            && FloodComparison.isFlooded(entry)
                            && again.remove(Flooded.of(entry)) ->
                    repaired.add(entry);
            default -> {}
        }
    }

    /// The kernel holds something, be that news or not.
    void take(KernelEvent event) {
        if (Known.holds(event, forwarding, neighbors, routes)) {
            see(event);
        } else {
            news.accept(event);
        }
    }

    /// The kernel does not hold something any more.
    void gone(KernelEvent event) {
        news.accept(event);
    }

    /// The end of everything that is known to be there, as an event.
    Iterator<KernelEvent> known() {
        return new Known(domains.all(), installer, forwarding, neighbors, routes);
    }

    boolean isKnown(ForwardingEntry entry) {
        return forwarding.has(entry);
    }

    /// Whether one that is known to be there was not seen.
    boolean isMissing(RouteEntry route) {
        return seenRoutes != null && routes.has(route) && !seenRoutes.has(route);
    }

    /// Whether one that is known to be there was not seen.
    boolean isMissing(NeighborEntry entry) {
        return seen != null
                && neighbors.find(entry.index(), entry.address()) != null
                && seen.find(entry.index(), entry.address()) == null;
    }
}
