package dev.evpnd.speaker.netlink;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// The kernel of a network namespace, by netlink sockets: one to ask, one to be told tables, one to
/// listen.
public final class LinuxKernel implements Kernel {
    /// How much the kernel keeps of what was not heard yet, where nothing else is asked for: some
    /// 160,000 notifications.
    public static final int KEPT_OCTETS = 64 << 20;

    /// How often the VLANs of ports are asked for that change while they are told.
    private static final int TRIES = 3;

    private final Requests requests;
    private final Requests tables;
    private final Subscription subscription;
    private final Tally tally;
    private final Object closing = new Object();
    private boolean isClosed;

    private LinuxKernel(
            Requests requests, Requests tables, Subscription subscription, Tally tally) {
        this.requests = requests;
        this.tables = tables;
        this.subscription = subscription;
        this.tally = tally;
    }

    /// @throws IOException if this is no Linux, if the JVM may not call it, or if the namespace is
    ///   not there or may not be entered
    public static LinuxKernel open(NetworkNamespace namespace) throws IOException {
        return open(namespace, KEPT_OCTETS);
    }

    /// @param keptOctets how much the kernel keeps of what was not heard yet; somebody without
    ///   CAP_NET_ADMIN gets less than that
    public static LinuxKernel open(NetworkNamespace namespace, int keptOctets) throws IOException {
        var system = SystemCalls.load();
        var tally = new Tally();
        return namespace.within(
                () -> {
                    var opened = new ArrayDeque<Requests>();
                    try {
                        opened.push(Requests.open(system, tally));
                        opened.push(Requests.open(system, tally));
                        var subscription = Subscription.open(system, tally, keptOctets);
                        return new LinuxKernel(opened.pop(), opened.pop(), subscription, tally);
                    } catch (IOException e) {
                        opened.forEach(Requests::close);
                        throw e;
                    }
                });
    }

    /// What went over its sockets so far; for any thread.
    public KernelCounters counters() {
        return tally.read();
    }

    @Override
    public Dump open(Table table) throws IOException {
        tables.begin(table);
        return new Dump() {
            @Override
            public boolean next(Consumer<KernelEvent> to) throws IOException {
                return tables.next(told -> tell(told, to));
            }

            @Override
            public boolean isWhole() {
                return tables.isWhole();
            }
        };
    }

    private void tell(Told told, Consumer<KernelEvent> to) {
        switch (told) {
            case Told.Event(var event) -> {
                tally.event(event);
                to.accept(event);
            }
            case Told.Faulty(int type, var fault) ->
                    tally.fault("message of type %d: %s".formatted(type, fault));
            case Told.Nothing _ -> tally.other();
            case Told.LinkChanged _, Told.VlansChanged _ -> {}
        }
    }

    @Override
    public Heard listen(Consumer<KernelEvent> to, long atMostMillis) throws IOException {
        var changed = new LinkedHashSet<Integer>();
        var vlans = new boolean[1];
        var heard =
                subscription.listen(
                        told -> {
                            switch (told) {
                                case Told.LinkChanged(int index) -> changed.add(index);
                                case Told.VlansChanged _ -> vlans[0] = true;
                                case Told.Event _, Told.Faulty _, Told.Nothing _ -> tell(told, to);
                            }
                        },
                        atMostMillis);
        if (heard == Heard.OVERRUN) {
            return heard;
        }
        boolean areWhole = askLinks(changed, to) && (!vlans[0] || askVlans(to));
        return areWhole ? Heard.ALL : Heard.OVERRUN;
    }

    private boolean askLinks(Set<Integer> indexes, Consumer<KernelEvent> to) {
        boolean areWhole = true;
        for (int index : indexes) {
            int error = requests.link(index, told -> tell(told, to));
            areWhole &= error == 0 || error == SystemCalls.NO_SUCH_DEVICE;
        }
        return areWhole;
    }

    private boolean askVlans(Consumer<KernelEvent> to) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            // Not on the socket where another table may be half told.
            if (requests.dump(Table.PORT_VLANS, told -> tell(told, to))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public List<KernelAnswer> find(List<ForwardingEntry> entries, Consumer<KernelEvent> to)
            throws IOException {
        return requests.find(entries, told -> tell(told, to));
    }

    @Override
    public List<KernelAnswer> execute(List<KernelRequest> changes) throws IOException {
        return requests.execute(changes);
    }

    @Override
    public void wake() {
        synchronized (closing) {
            // The number of a file that is closed may be that of another by now.
            if (!isClosed) {
                subscription.wake();
            }
        }
    }

    @Override
    public void close() {
        synchronized (closing) {
            if (!isClosed) {
                isClosed = true;
                requests.close();
                tables.close();
                subscription.close();
            }
        }
    }
}
