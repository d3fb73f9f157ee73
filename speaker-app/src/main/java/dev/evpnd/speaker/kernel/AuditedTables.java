package dev.evpnd.speaker.kernel;

import dev.evpnd.speaker.netlink.ForwardingEntry;
import dev.evpnd.speaker.netlink.KernelEvent;
import dev.evpnd.speaker.netlink.NeighborEntry;

import org.jspecify.annotations.Nullable;

import java.util.Iterator;
import java.util.function.Consumer;

/// What a [Vtep] knows of the kernel, for an [Audit] to compare with what the kernel holds.
final class AuditedTables {
    private final Domains domains;
    private final Installer installer;
    private final ForwardingTable forwarding;
    private final NeighborTable neighbors;
    private final Consumer<KernelEvent> news;

    /// What was told of since neighbors have begun to be told.
    private @Nullable NeighborTable seen;

    /// @param news takes what is not as it was known
    AuditedTables(
            Domains domains,
            Installer installer,
            ForwardingTable forwarding,
            NeighborTable neighbors,
            Consumer<KernelEvent> news) {
        this.domains = domains;
        this.installer = installer;
        this.forwarding = forwarding;
        this.neighbors = neighbors;
        this.news = news;
    }

    /// Neighbors that are told from now on were seen.
    void begin() {
        seen = new NeighborTable();
    }

    void end() {
        seen = null;
    }

    /// The kernel says something, be it asked or not.
    void see(KernelEvent event) {
        if (seen != null && event instanceof KernelEvent.NeighborIs(var entry)) {
            seen.put(entry);
        }
    }

    /// The kernel holds something, be that news or not.
    void take(KernelEvent event) {
        if (Known.holds(event, forwarding, neighbors)) {
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
        return new Known(domains.all(), installer, forwarding, neighbors);
    }

    boolean isKnown(ForwardingEntry entry) {
        return forwarding.has(entry);
    }

    /// Whether one that is known to be there was not seen.
    boolean isMissing(NeighborEntry entry) {
        return seen != null
                && neighbors.find(entry.index(), entry.address()) != null
                && seen.find(entry.index(), entry.address()) == null;
    }
}
