package dev.evpnd.speaker.kernel;

import dev.evpnd.rib.instance.Intent;
import dev.evpnd.rib.instance.IntentKey;
import dev.evpnd.speaker.netlink.ForwardingEntry;
import dev.evpnd.speaker.netlink.KernelEvent;
import dev.evpnd.speaker.netlink.NeighborEntry;
import dev.evpnd.speaker.netlink.RouteEntry;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;

/// All that is known to be in the kernel and matters: the entries and neighbors of bridge domains,
/// and what is wanted beyond their devices. It is walked bit by bit while it changes, so some of it
/// may be gone by then.
final class Known implements Iterator<KernelEvent> {
    private static final int ROWS = 64;

    private final ArrayDeque<BridgeDomain> domains;
    private final Installer installer;
    private final ForwardingTable forwarding;
    private final NeighborTable neighbors;
    private final RouteTable routes;
    private final ArrayDeque<Integer> tables;
    private Iterator<RouteEntry> ways = Collections.emptyIterator();
    private Iterator<ForwardingEntry> entries = Collections.emptyIterator();
    private Iterator<NeighborEntry> hosts = Collections.emptyIterator();
    private final ArrayDeque<KernelEvent> next = new ArrayDeque<>();
    private @Nullable IntentKey after;
    private boolean hasRows = true;

    Known(
            Collection<BridgeDomain> domains,
            Installer installer,
            ForwardingTable forwarding,
            NeighborTable neighbors,
            RouteTable routes) {
        this.domains = new ArrayDeque<>(domains);
        this.installer = installer;
        this.forwarding = forwarding;
        this.neighbors = neighbors;
        this.routes = routes;
        tables = new ArrayDeque<>(routes.tables());
    }

    /// Whether something is known as it was told now.
    static boolean holds(
            KernelEvent event,
            ForwardingTable forwarding,
            NeighborTable neighbors,
            RouteTable routes) {
        return switch (event) {
            case KernelEvent.ForwardingIs(var entry) -> entry.equals(forwarding.find(entry));
            case KernelEvent.NeighborIs(var entry) ->
                    entry.equals(neighbors.find(entry.index(), entry.address()));
            case KernelEvent.RouteIs(var route, _) -> routes.has(route);
            default -> false;
        };
    }

    @Override
    public boolean hasNext() {
        while (next.isEmpty()) {
            if (entries.hasNext()) {
                addInBridge(entries.next());
            } else if (hosts.hasNext()) {
                next.add(new KernelEvent.NeighborGone(hosts.next()));
            } else if (!domains.isEmpty()) {
                var domain = domains.remove();
                entries = forwarding.inBridge(domain).iterator();
                hosts = neighbors.of(domain.routed()).iterator();
            } else if (hasRows) {
                addRows();
            } else if (ways.hasNext()) {
                next.add(new KernelEvent.RouteGone(ways.next()));
            } else if (!tables.isEmpty()) {
                ways = routes.of(tables.remove()).iterator();
            } else {
                return false;
            }
        }
        return true;
    }

    /// What the bridge has of its own accord is of no concern.
    private void addInBridge(ForwardingEntry entry) {
        if (entry.index() != entry.bridge()) {
            next.add(new KernelEvent.ForwardingGone(entry));
        }
    }

    private void addRows() {
        var rows = installer.after(after, ROWS);
        hasRows = rows.size() == ROWS;
        for (var row : rows) {
            after = row.intent().key();
            var domain = installer.domain(row.intent());
            if (domain != null) {
                addBeyond(domain, row.intent());
            }
        }
    }

    private void addBeyond(BridgeDomain domain, Intent intent) {
        var entry = Earlier.entry(domain, intent);
        if (entry == null) {
            return;
        }
        var beyond = forwarding.beyond(domain, entry.mac());
        if (!entry.isFlooded()) {
            beyond.values().forEach(each -> next.add(new KernelEvent.ForwardingGone(each)));
            return;
        }
        var there = beyond.get(entry.remote());
        // It is looked for by a request, which must not make another's entry this program's own.
        if (there != null && installer.isHeld(intent.key())) {
            next.add(new KernelEvent.ForwardingGone(there));
        }
    }

    @Override
    public KernelEvent next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return Objects.requireNonNull(next.poll());
    }
}
