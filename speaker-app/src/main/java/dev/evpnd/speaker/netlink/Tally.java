package dev.evpnd.speaker.netlink;

import dev.evpnd.speaker.netlink.Kernel.Table;
import dev.evpnd.speaker.netlink.KernelEvent.AddressGone;
import dev.evpnd.speaker.netlink.KernelEvent.AddressIs;
import dev.evpnd.speaker.netlink.KernelEvent.DeviceVnisAre;
import dev.evpnd.speaker.netlink.KernelEvent.DeviceVnisGone;
import dev.evpnd.speaker.netlink.KernelEvent.ForwardingGone;
import dev.evpnd.speaker.netlink.KernelEvent.ForwardingIs;
import dev.evpnd.speaker.netlink.KernelEvent.LinkGone;
import dev.evpnd.speaker.netlink.KernelEvent.LinkIs;
import dev.evpnd.speaker.netlink.KernelEvent.NeighborGone;
import dev.evpnd.speaker.netlink.KernelEvent.NeighborIs;
import dev.evpnd.speaker.netlink.KernelEvent.PortVlansAre;
import dev.evpnd.wire.address.Ipv4Address;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/// Counts what goes over the sockets. One thread counts, any may look.
final class Tally {
    /// More than any number of an error that is met.
    private static final int ERRORS = 256;

    private final Map<Table, AtomicLong> events = new EnumMap<>(Table.class);
    private final AtomicLongArray failures = new AtomicLongArray(ERRORS);
    private final AtomicLong others = new AtomicLong();
    private final AtomicLong faults = new AtomicLong();
    private final AtomicLong strangers = new AtomicLong();
    private final AtomicLong overruns = new AtomicLong();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong lostAnswers = new AtomicLong();
    private volatile String lastFault = "";

    Tally() {
        for (var table : Table.values()) {
            events.put(table, new AtomicLong());
        }
    }

    private AtomicLong counter(Table table) {
        return Objects.requireNonNull(events.get(table), "every table has a counter");
    }

    void event(KernelEvent event) {
        counter(table(event)).incrementAndGet();
    }

    void other() {
        others.incrementAndGet();
    }

    void fault(String fault) {
        lastFault = fault;
        faults.incrementAndGet();
    }

    void stranger() {
        strangers.incrementAndGet();
    }

    void overrun() {
        overruns.incrementAndGet();
    }

    void requests(int count) {
        requests.addAndGet(count);
    }

    void lostAnswers(int count) {
        lostAnswers.addAndGet(count);
    }

    void failure(int error) {
        failures.incrementAndGet(Math.min(error, ERRORS - 1));
    }

    KernelCounters read() {
        return new KernelCounters(
                events(),
                others.get(),
                faults.get(),
                lastFault,
                strangers.get(),
                overruns.get(),
                requests.get(),
                lostAnswers.get(),
                failures());
    }

    private Map<Table, Long> events() {
        var counts = new EnumMap<Table, Long>(Table.class);
        for (var table : Table.values()) {
            counts.put(table, counter(table).get());
        }
        return counts;
    }

    private Map<Integer, Long> failures() {
        var counts = new HashMap<Integer, Long>();
        for (int error = 0; error < ERRORS; error++) {
            long count = failures.get(error);
            if (count != 0) {
                counts.put(error, count);
            }
        }
        return counts;
    }

    private static Table table(KernelEvent event) {
        return switch (event) {
            case LinkIs _, LinkGone _ -> Table.LINKS;
            case PortVlansAre _ -> Table.PORT_VLANS;
            case DeviceVnisAre _, DeviceVnisGone _ -> Table.DEVICE_VNIS;
            case AddressIs _, AddressGone _ -> Table.ADDRESSES;
            case ForwardingIs _, ForwardingGone _ -> Table.FORWARDING;
            case NeighborIs _, NeighborGone _ -> Table.NEIGHBORS;
            case KernelEvent.RouteIs(var route, var _) -> table(route);
            case KernelEvent.RouteGone(var route) -> table(route);
        };
    }

    private static Table table(RouteEntry route) {
        return route.prefix().address() instanceof Ipv4Address
                ? Table.IPV4_ROUTES
                : Table.IPV6_ROUTES;
    }
}
