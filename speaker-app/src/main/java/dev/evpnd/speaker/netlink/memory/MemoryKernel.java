package dev.evpnd.speaker.netlink.memory;

import dev.evpnd.speaker.netlink.ForwardingEntry;
import dev.evpnd.speaker.netlink.Kernel;
import dev.evpnd.speaker.netlink.KernelAnswer;
import dev.evpnd.speaker.netlink.KernelEvent;
import dev.evpnd.speaker.netlink.KernelRequest;
import dev.evpnd.speaker.netlink.Link;
import dev.evpnd.speaker.netlink.LinkAddress;
import dev.evpnd.speaker.netlink.NeighborEntry;
import dev.evpnd.speaker.netlink.NeighborFlags;
import dev.evpnd.speaker.netlink.NeighborState;
import dev.evpnd.speaker.netlink.PortVlans;
import dev.evpnd.speaker.netlink.RouteEntry;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// A kernel that does what the real one was seen to do (docs/kernel.md), in tables that can be
/// read. Any thread may change it, as programs do.
public class MemoryKernel implements Kernel {
    private static final int ENTRIES_AT_ONCE = 50;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition told = lock.newCondition();
    private final Map<Integer, Link> links = new TreeMap<>();
    private final Map<Integer, PortVlans> vlans = new TreeMap<>();
    private final Map<LinkAddress, LinkAddress> addresses = new LinkedHashMap<>();
    private final Map<NeighborKey, NeighborEntry> neighbors = new LinkedHashMap<>();
    private final MemoryForwarding forwarding = new MemoryForwarding(links, vlans, this::tell);
    private final MemoryRoutes routes = new MemoryRoutes(this::tell);
    private final ArrayDeque<KernelEvent> events = new ArrayDeque<>();
    private int kept = Integer.MAX_VALUE;
    private boolean overrun;
    private boolean woken;

    private record NeighborKey(int index, IpAddress address) {
        static NeighborKey of(NeighborEntry entry) {
            return new NeighborKey(entry.index(), entry.address());
        }
    }

    // What programs and hosts do.

    /// A device is there, or is another than before. A port that leaves a bridge leaves nothing
    /// there.
    public final void put(Link link) {
        change(
                () -> {
                    var before = links.put(link.index(), link);
                    if (before != null && before.master() != link.master()) {
                        forwarding.removeAll(
                                each -> each.index() == link.index() && each.bridge() != 0);
                    }
                    tell(new KernelEvent.LinkIs(link));
                });
    }

    public final void put(PortVlans changed) {
        change(
                () -> {
                    vlans.put(changed.index(), changed);
                    tell(new KernelEvent.PortVlansAre(changed));
                });
    }

    public final void put(LinkAddress address) {
        change(
                () -> {
                    addresses.put(address, address);
                    tell(new KernelEvent.AddressIs(address));
                });
    }

    public final void remove(LinkAddress address) {
        change(
                () -> {
                    addresses.remove(address);
                    tell(new KernelEvent.AddressGone(address));
                });
    }

    /// A device goes down: its own entries go, and those of its bridge stay.
    public final void down(Link link) {
        change(
                () -> {
                    forwarding.removeAll(
                            each ->
                                    each.bridge() == 0
                                            && each.index() == link.index()
                                            && !each.hasState(NeighborState.PERMANENT));
                    routes.down(link.index());
                    links.put(link.index(), link);
                    tell(new KernelEvent.LinkIs(link));
                });
    }

    /// A device goes, and with it what was about it.
    public final void removeLink(int index) {
        change(
                () -> {
                    forwarding.removeAll(each -> each.index() == index);
                    routes.down(index);
                    links.remove(index);
                    tell(new KernelEvent.LinkGone(index));
                });
    }

    public final void put(ForwardingEntry entry) {
        change(() -> forwarding.put(entry));
    }

    public final void remove(ForwardingEntry entry) {
        change(() -> forwarding.remove(entry));
    }

    public final void put(NeighborEntry entry) {
        change(
                () -> {
                    neighbors.put(NeighborKey.of(entry), entry);
                    tell(new KernelEvent.NeighborIs(entry));
                });
    }

    public final void remove(NeighborEntry entry) {
        change(
                () -> {
                    neighbors.remove(NeighborKey.of(entry));
                    tell(new KernelEvent.NeighborGone(entry));
                });
    }

    /// A program makes a route, in place of the one with its metric.
    public final void put(RouteEntry route) {
        change(() -> routes.replace(route));
    }

    public final void remove(RouteEntry route) {
        change(() -> routes.remove(route));
    }

    /// A host is heard at a port: the bridge takes its address from wherever it had it, unless it
    /// must not.
    public final void hear(int bridge, int vlan, int port, MacAddress mac) {
        change(() -> forwarding.hear(bridge, vlan, port, mac));
    }

    // What happens, and nobody is told of.

    /// A port has no VLANs any more.
    public final void loseVlans(int port) {
        change(() -> vlans.remove(port));
    }

    public final void lose(ForwardingEntry entry) {
        change(() -> forwarding.lose(entry));
    }

    public final void lose(RouteEntry route) {
        change(() -> routes.lose(route));
    }

    /// So many events are kept from now on; what comes then is lost.
    public final void keep(int atMost) {
        change(() -> kept = atMost);
    }

    // What can be looked at.

    public final List<Link> links() {
        return look(() -> List.copyOf(links.values()));
    }

    public final List<RouteEntry> routes() {
        return look(routes::all);
    }

    public final List<ForwardingEntry> forwarding() {
        return look(forwarding::all);
    }

    /// What a bridge has for an address.
    public final Optional<ForwardingEntry> forwarding(int bridge, int vlan, MacAddress mac) {
        return look(() -> Optional.ofNullable(forwarding.ofBridge(bridge, vlan, mac)));
    }

    public final List<NeighborEntry> neighbors() {
        return look(() -> List.copyOf(neighbors.values()));
    }

    protected final void change(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }

    protected final <T> T look(Supplier<T> look) {
        lock.lock();
        try {
            return look.get();
        } finally {
            lock.unlock();
        }
    }

    private void tell(KernelEvent event) {
        if (events.size() >= kept) {
            overrun = true;
        } else {
            events.add(event);
        }
        told.signalAll();
    }

    // What it is to who uses it.

    /// It goes on behind so many entries as it has told, as the real one does.
    @Override
    public final Dump open(Table table) {
        long before = look(forwarding::removals);
        return new Dump() {
            private int told;

            @Override
            public boolean next(Consumer<KernelEvent> to) {
                var all = new ArrayList<KernelEvent>();
                dump(table, all::add);
                int until = Math.min(told + ENTRIES_AT_ONCE, all.size());
                for (; told < until; told++) {
                    to.accept(all.get(told));
                }
                return told < all.size();
            }

            @Override
            public boolean isWhole() {
                return look(forwarding::removals) == before;
            }
        };
    }

    @Override
    public final boolean dump(Table table, Consumer<KernelEvent> to) {
        change(() -> tell(table, to));
        return true;
    }

    private void tell(Table table, Consumer<KernelEvent> to) {
        switch (table) {
            case LINKS -> links.values().forEach(each -> to.accept(new KernelEvent.LinkIs(each)));
            case PORT_VLANS ->
                    vlans.values().forEach(each -> to.accept(new KernelEvent.PortVlansAre(each)));
            case DEVICE_VNIS -> {}
            case IPV4_ROUTES, IPV6_ROUTES -> routes.tell(table, to);
            case ADDRESSES ->
                    addresses.values().forEach(each -> to.accept(new KernelEvent.AddressIs(each)));
            case FORWARDING -> forwarding.tell(to);
            case NEIGHBORS ->
                    neighbors.values().forEach(each -> to.accept(new KernelEvent.NeighborIs(each)));
        }
    }

    @Override
    public final List<KernelAnswer> find(List<ForwardingEntry> asked, Consumer<KernelEvent> to) {
        return look(() -> asked.stream().map(each -> forwarding.find(each, to)).toList());
    }

    @Override
    public final Heard listen(Consumer<KernelEvent> to, long atMostMillis) {
        lock.lock();
        try {
            long left = atMostMillis == Long.MAX_VALUE ? Long.MAX_VALUE : atMostMillis * 1_000_000;
            while (events.isEmpty() && !woken && !overrun && left > 0) {
                left = told.awaitNanos(left);
            }
            woken = false;
            // One at a time: what belongs together need not come together.
            if (!events.isEmpty()) {
                to.accept(events.remove());
            }
            var heard = overrun ? Heard.OVERRUN : Heard.ALL;
            overrun = false;
            return heard;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Heard.ALL;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public final List<KernelAnswer> execute(List<KernelRequest> asked) {
        return look(() -> asked.stream().map(this::execute).toList());
    }

    /// Does what it is asked for; nothing else happens meanwhile.
    protected KernelAnswer execute(KernelRequest request) {
        return switch (request) {
            case KernelRequest.PutForwarding(var entry, var how) -> forwarding.put(entry, how);
            case KernelRequest.RemoveForwarding(var entry) -> forwarding.take(entry);
            case KernelRequest.PutRoute(var route) -> routes.replace(route);
            case KernelRequest.RemoveRoute(var route) -> routes.remove(route);
            case KernelRequest.PutNeighbor(var entry) -> {
                if (!entry.hasFlags(NeighborFlags.USE)) {
                    put(entry);
                }
                yield KernelAnswer.DONE;
            }
            case KernelRequest.RemoveNeighbor(var entry) -> {
                var gone = neighbors.remove(NeighborKey.of(entry));
                if (gone == null) {
                    yield MemoryForwarding.MISSING;
                }
                tell(new KernelEvent.NeighborGone(gone));
                yield KernelAnswer.DONE;
            }
        };
    }

    @Override
    public final void wake() {
        change(
                () -> {
                    woken = true;
                    told.signalAll();
                });
    }

    @Override
    public final void close() {}
}
