package dev.evpnd.speaker.netlink.memory;

import dev.evpnd.speaker.netlink.Kernel.Table;
import dev.evpnd.speaker.netlink.KernelAnswer;
import dev.evpnd.speaker.netlink.KernelEvent;
import dev.evpnd.speaker.netlink.RouteEntry;
import dev.evpnd.wire.address.Ipv4Address;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// The routes of a [MemoryKernel], which does with them what the real one was seen to do
/// (docs/kernel.md).
final class MemoryRoutes {
    private final List<RouteEntry> routes = new ArrayList<>();
    private final Consumer<KernelEvent> told;

    MemoryRoutes(Consumer<KernelEvent> told) {
        this.told = told;
    }

    private static boolean isIpv4(RouteEntry route) {
        return route.prefix().address() instanceof Ipv4Address;
    }

    private static boolean isInPlaceOf(RouteEntry a, RouteEntry b) {
        return a.table() == b.table() && a.prefix().equals(b.prefix()) && a.metric() == b.metric();
    }

    /// What takes the place of another is told, and the other is not; what changes nothing is told
    /// of IPv6 alone.
    KernelAnswer replace(RouteEntry route) {
        boolean replaces = routes.removeIf(each -> isInPlaceOf(route, each) && !each.equals(route));
        if (!routes.contains(route)) {
            routes.add(route);
            told.accept(new KernelEvent.RouteIs(route, replaces));
        } else if (!isIpv4(route)) {
            told.accept(new KernelEvent.RouteIs(route, true));
        }
        return KernelAnswer.DONE;
    }

    KernelAnswer remove(RouteEntry route) {
        for (var each : routes) {
            if (isInPlaceOf(route, each) && each.protocol() == route.protocol()) {
                routes.remove(each);
                told.accept(new KernelEvent.RouteGone(each));
                return KernelAnswer.DONE;
            }
        }
        return new KernelAnswer(KernelAnswer.NO_SUCH_PROCESS, "No such process");
    }

    void lose(RouteEntry route) {
        routes.remove(route);
    }

    /// A device goes down: of IPv4 routes, nothing is said.
    void down(int device) {
        for (var each : List.copyOf(routes)) {
            if (each.hops().stream().anyMatch(hop -> hop.device() == device)) {
                routes.remove(each);
                if (!isIpv4(each)) {
                    told.accept(new KernelEvent.RouteGone(each));
                }
            }
        }
    }

    void tell(Table table, Consumer<KernelEvent> to) {
        routes.stream()
                .filter(each -> isIpv4(each) == (table == Table.IPV4_ROUTES))
                .forEach(each -> to.accept(new KernelEvent.RouteIs(each, false)));
    }

    List<RouteEntry> all() {
        return List.copyOf(routes);
    }
}
