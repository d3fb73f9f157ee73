package dev.evpnd.speaker.kernel;

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

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

/// A kernel that does what the real one was seen to do (docs/kernel.md), in tables that can be
/// read. Any thread may change it, as programs do.
final class NaiveKernel implements Kernel {
    private static final int ENTRIES_AT_ONCE = 50;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition told = lock.newCondition();
    private final Map<Integer, Link> links = new TreeMap<>();
    private final Map<Integer, PortVlans> vlans = new TreeMap<>();
    private final Map<LinkAddress, LinkAddress> addresses = new LinkedHashMap<>();
    private final Map<ForwardingKey, ForwardingEntry> forwarding = new LinkedHashMap<>();
    private final Map<NeighborKey, NeighborEntry> neighbors = new LinkedHashMap<>();
    private final NaiveRoutes routes = new NaiveRoutes(this::tell);
    private final ArrayDeque<KernelEvent> events = new ArrayDeque<>();
    private final List<KernelRequest> requests = new ArrayList<>();
    private Function<KernelRequest, KernelAnswer> refusal = _ -> KernelAnswer.DONE;
    private int kept = Integer.MAX_VALUE;
    private long removals;
    private boolean overrun;
    private boolean pretends;
    private boolean woken;

    private record ForwardingKey(
            int owner, int scope, MacAddress mac, @Nullable IpAddress remote) {}

    private record NeighborKey(int index, IpAddress address) {}

    private static ForwardingKey key(ForwardingEntry entry) {
        return entry.bridge() != 0
                ? new ForwardingKey(entry.bridge(), entry.vlan(), entry.mac(), null)
                : new ForwardingKey(entry.index(), entry.sourceVni(), entry.mac(), entry.remote());
    }

    private static NeighborKey key(NeighborEntry entry) {
        return new NeighborKey(entry.index(), entry.address());
    }

    // What programs and hosts do.

    /// A port that leaves a bridge leaves nothing there.
    void put(Link link) {
        change(
                () -> {
                    var before = links.put(link.index(), link);
                    if (before != null && before.master() != link.master()) {
                        List.copyOf(forwarding.values()).stream()
                                .filter(each -> each.index() == link.index() && each.bridge() != 0)
                                .forEach(this::drop);
                    }
                    tell(new KernelEvent.LinkIs(link));
                });
    }

    void put(PortVlans changed) {
        change(
                () -> {
                    vlans.put(changed.index(), changed);
                    tell(new KernelEvent.PortVlansAre(changed));
                });
    }

    /// A port has no VLANs any more, and nobody is told.
    void forgetVlans(int port) {
        change(() -> vlans.remove(port));
    }

    void put(LinkAddress address) {
        change(
                () -> {
                    addresses.put(address, address);
                    tell(new KernelEvent.AddressIs(address));
                });
    }

    void remove(LinkAddress address) {
        change(
                () -> {
                    addresses.remove(address);
                    tell(new KernelEvent.AddressGone(address));
                });
    }

    /// A device goes down: its own entries go, and those of its bridge stay.
    void down(Link link) {
        change(
                () -> {
                    List.copyOf(forwarding.values()).stream()
                            .filter(
                                    each ->
                                            each.bridge() == 0
                                                    && each.index() == link.index()
                                                    && !each.hasState(NeighborState.PERMANENT))
                            .forEach(this::drop);
                    routes.down(link.index());
                    links.put(link.index(), link);
                    tell(new KernelEvent.LinkIs(link));
                });
    }

    /// A device goes, and with it what was about it.
    void removeLink(int index) {
        change(
                () -> {
                    List.copyOf(forwarding.values()).stream()
                            .filter(each -> each.index() == index)
                            .forEach(this::drop);
                    routes.down(index);
                    links.remove(index);
                    tell(new KernelEvent.LinkGone(index));
                });
    }

    void put(ForwardingEntry entry) {
        change(
                () -> {
                    if (entry.bridge() == 0 && !entry.mac().equals(FloodComparison.ANY)) {
                        forgetOthers(entry);
                    }
                    set(entry);
                });
    }

    void remove(ForwardingEntry entry) {
        change(() -> drop(entry));
    }

    void put(NeighborEntry entry) {
        change(
                () -> {
                    neighbors.put(key(entry), entry);
                    tell(new KernelEvent.NeighborIs(entry));
                });
    }

    void remove(NeighborEntry entry) {
        change(
                () -> {
                    neighbors.remove(key(entry));
                    tell(new KernelEvent.NeighborGone(entry));
                });
    }

    /// A program makes a route, in place of the one with its metric.
    void put(RouteEntry route) {
        change(() -> routes.replace(route));
    }

    void remove(RouteEntry route) {
        change(() -> routes.remove(route));
    }

    /// Something happens to routes of which the kernel says nothing.
    void loseSilently(RouteEntry route) {
        change(() -> routes.lose(route));
    }

    /// A host is heard at a port: the bridge takes its address from wherever it had it, unless it
    /// must not.
    void hear(int bridge, int vlan, int port, MacAddress mac) {
        change(
                () -> {
                    var there = forwarding.get(new ForwardingKey(bridge, vlan, mac, null));
                    if (there == null || !there.hasFlags(NeighborFlags.STICKY)) {
                        set(
                                new ForwardingEntry(
                                        port,
                                        bridge,
                                        mac,
                                        vlan,
                                        NeighborState.REACHABLE,
                                        0,
                                        null,
                                        0,
                                        0,
                                        0));
                    }
                });
    }

    /// Says what becomes of requests from now on.
    void refuse(Function<KernelRequest, KernelAnswer> changed) {
        change(() -> refusal = changed);
    }

    /// It says that it does what it is asked for, and does not.
    void pretend() {
        change(() -> pretends = true);
    }

    /// So many events are kept from now on; what comes then is lost.
    void keep(int atMost) {
        change(() -> kept = atMost);
    }

    // What a test looks at.

    List<RouteEntry> routes() {
        return look(routes::all);
    }

    List<ForwardingEntry> forwarding() {
        return look(() -> List.copyOf(forwarding.values()));
    }

    List<NeighborEntry> neighbors() {
        return look(() -> List.copyOf(neighbors.values()));
    }

    /// What was asked for since the last call.
    List<KernelRequest> takeRequests() {
        return look(
                () -> {
                    var taken = List.copyOf(requests);
                    requests.clear();
                    return taken;
                });
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }

    private <T> T look(java.util.function.Supplier<T> look) {
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

    private void set(ForwardingEntry entry) {
        if (!entry.equals(forwarding.put(key(entry), entry))) {
            tell(new KernelEvent.ForwardingIs(entry));
        }
    }

    private void drop(ForwardingEntry entry) {
        var gone = forwarding.remove(key(entry));
        if (gone != null) {
            removals++;
            tell(new KernelEvent.ForwardingGone(gone));
        }
    }

    /// An entry is gone, and nobody is told.
    void loseSilently(ForwardingEntry entry) {
        change(() -> forwarding.remove(key(entry)));
    }

    // What it is to who uses it.

    /// It goes on behind so many entries as it has told, as the real one does.
    @Override
    public Dump open(Table table) {
        long before = look(() -> removals);
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
                return look(() -> removals) == before;
            }
        };
    }

    @Override
    public boolean dump(Table table, Consumer<KernelEvent> to) {
        lock.lock();
        try {
            switch (table) {
                case LINKS ->
                        links.values().forEach(each -> to.accept(new KernelEvent.LinkIs(each)));
                case PORT_VLANS ->
                        vlans.values()
                                .forEach(each -> to.accept(new KernelEvent.PortVlansAre(each)));
                case DEVICE_VNIS -> {}
                case IPV4_ROUTES, IPV6_ROUTES -> routes.tell(table, to);
                case ADDRESSES ->
                        addresses
                                .values()
                                .forEach(each -> to.accept(new KernelEvent.AddressIs(each)));
                case FORWARDING ->
                        forwarding
                                .values()
                                .forEach(each -> to.accept(new KernelEvent.ForwardingIs(each)));
                case NEIGHBORS ->
                        neighbors
                                .values()
                                .forEach(each -> to.accept(new KernelEvent.NeighborIs(each)));
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<KernelAnswer> find(List<ForwardingEntry> asked, Consumer<KernelEvent> to) {
        return look(() -> asked.stream().map(each -> find(each, to)).toList());
    }

    private KernelAnswer find(ForwardingEntry asked, Consumer<KernelEvent> to) {
        var there = forwarding.get(key(asked));
        for (var each : there == null ? forwarding.values() : List.of(there)) {
            boolean isIt =
                    each.bridge() == asked.bridge()
                            && each.mac().equals(asked.mac())
                            && (asked.bridge() != 0
                                    ? each.vlan() == asked.vlan()
                                    : each.index() == asked.index()
                                            && each.sourceVni() == asked.sourceVni());
            if (isIt) {
                to.accept(new KernelEvent.ForwardingIs(each));
                return KernelAnswer.DONE;
            }
        }
        return missing();
    }

    @Override
    public Heard listen(Consumer<KernelEvent> to, long atMostMillis) {
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
    public List<KernelAnswer> execute(List<KernelRequest> asked) {
        return look(() -> asked.stream().map(this::execute).toList());
    }

    private KernelAnswer execute(KernelRequest request) {
        requests.add(request);
        var refused = refusal.apply(request);
        if (!refused.isDone() || pretends) {
            return refused;
        }
        return switch (request) {
            case KernelRequest.PutForwarding(var entry, var how) -> put(entry, how);
            case KernelRequest.RemoveForwarding(var entry) -> take(entry);
            case KernelRequest.PutRoute(var route) -> routes.replace(route);
            case KernelRequest.RemoveRoute(var route) -> routes.remove(route);
            case KernelRequest.PutNeighbor(var entry) -> {
                if (!entry.hasFlags(NeighborFlags.USE)) {
                    neighbors.put(key(entry), entry);
                    tell(new KernelEvent.NeighborIs(entry));
                }
                yield KernelAnswer.DONE;
            }
            case KernelRequest.RemoveNeighbor(var entry) -> {
                var gone = neighbors.remove(key(entry));
                if (gone != null) {
                    tell(new KernelEvent.NeighborGone(gone));
                }
                yield gone == null ? missing() : KernelAnswer.DONE;
            }
        };
    }

    private static KernelAnswer missing() {
        return new KernelAnswer(KernelAnswer.NO_SUCH_ENTRY, "No such file or directory");
    }

    private KernelAnswer put(ForwardingEntry entry, KernelRequest.How how) {
        var device = links.get(entry.index());
        if (device == null) {
            return new KernelAnswer(19, "No such device");
        }
        if (isElsewhere(entry)) {
            return invalid();
        }
        if (entry.hasFlags(NeighborFlags.MASTER)) {
            set(inBridge(entry, device.master()));
        }
        if (entry.hasFlags(NeighborFlags.SELF)) {
            if ((entry.state() & (NeighborState.REACHABLE | NeighborState.PERMANENT)) == 0) {
                return invalid();
            }
            var own = ofDevice(entry);
            if (how == KernelRequest.How.REPLACE) {
                forgetOthers(own);
            }
            set(own);
        }
        return KernelAnswer.DONE;
    }

    private static KernelAnswer invalid() {
        return new KernelAnswer(22, "Invalid argument");
    }

    /// Whether it is about a bridge's entry in a VLAN that the port is not in.
    private boolean isElsewhere(ForwardingEntry entry) {
        var port = vlans.get(entry.index());
        return entry.hasFlags(NeighborFlags.MASTER)
                && entry.vlan() != 0
                && (port == null
                        || port.vlans().stream().noneMatch(each -> each.id() == entry.vlan()));
    }

    /// The bridge's entry comes first, and where it is not there the device's is left alone.
    private KernelAnswer take(ForwardingEntry entry) {
        if (isElsewhere(entry)) {
            return invalid();
        }
        if (entry.hasFlags(NeighborFlags.MASTER)) {
            var device = links.get(entry.index());
            var there =
                    device == null
                            ? null
                            : forwarding.get(
                                    new ForwardingKey(
                                            device.master(), entry.vlan(), entry.mac(), null));
            if (there == null || there.index() != entry.index()) {
                return missing();
            }
            drop(there);
        }
        if (entry.hasFlags(NeighborFlags.SELF)) {
            var own = ofDevice(entry);
            if (!forwarding.containsKey(key(own))) {
                return missing();
            }
            drop(own);
        }
        return KernelAnswer.DONE;
    }

    /// An entry of a device has one remote, but for that of the address 0. Another takes its place,
    /// and nothing is said of the one before.
    private void forgetOthers(ForwardingEntry own) {
        forwarding
                .values()
                .removeIf(
                        each ->
                                each.bridge() == 0
                                        && each.index() == own.index()
                                        && each.sourceVni() == own.sourceVni()
                                        && each.mac().equals(own.mac())
                                        && !key(each).equals(key(own)));
    }

    /// What was made sticky stays so, and its state does.
    private ForwardingEntry inBridge(ForwardingEntry entry, int bridge) {
        var there = forwarding.get(new ForwardingKey(bridge, entry.vlan(), entry.mac(), null));
        int state = entry.hasState(NeighborState.NOARP) ? NeighborState.NOARP : entry.state();
        int sticky = 0;
        if (there != null && there.hasFlags(NeighborFlags.STICKY)) {
            state = there.state();
            sticky = NeighborFlags.STICKY;
        }
        return new ForwardingEntry(
                entry.index(),
                bridge,
                entry.mac(),
                entry.vlan(),
                state,
                entry.flags() & ~(NeighborFlags.SELF | NeighborFlags.MASTER) | sticky,
                null,
                0,
                0,
                0);
    }

    private static ForwardingEntry ofDevice(ForwardingEntry entry) {
        return new ForwardingEntry(
                entry.index(),
                0,
                entry.mac(),
                0,
                entry.state(),
                entry.flags() & ~NeighborFlags.MASTER,
                entry.remote(),
                entry.vni(),
                entry.sourceVni(),
                0);
    }

    @Override
    public void wake() {
        change(
                () -> {
                    woken = true;
                    told.signalAll();
                });
    }

    @Override
    public void close() {}
}
