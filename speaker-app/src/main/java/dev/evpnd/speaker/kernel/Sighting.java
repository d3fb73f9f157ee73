package dev.evpnd.speaker.kernel;

import dev.evpnd.speaker.netlink.Kernel;
import dev.evpnd.speaker.netlink.KernelEvent;
import dev.evpnd.speaker.netlink.LinkAddress;
import dev.evpnd.speaker.netlink.PortVlans;
import dev.evpnd.speaker.netlink.RouteEntry;
import dev.evpnd.wire.address.Ipv4Address;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What was seen of a table while all of it was told. What was known of it and was not seen is
/// gone.
final class Sighting {
    private final Kernel.Table table;
    private final Set<Integer> links = new HashSet<>();
    private final Set<Integer> ports = new HashSet<>();
    private final VniFilters filters = new VniFilters();
    private final ForwardingTable forwarding = new ForwardingTable();
    private final NeighborTable neighbors = new NeighborTable();
    private final Set<LinkAddress> addresses = new HashSet<>();
    private final RouteTable routes;

    /// @param known that it is told anew
    Sighting(Kernel.Table table, RouteTable known) {
        this.table = table;
        routes = RouteTable.as(known);
    }

    void see(KernelEvent event) {
        switch (event) {
            case KernelEvent.LinkIs(var link) -> links.add(link.index());
            case KernelEvent.PortVlansAre(var vlans) -> ports.add(vlans.index());
            case KernelEvent.DeviceVnisAre(var vnis) -> filters.put(vnis);
            case KernelEvent.ForwardingIs(var entry) -> forwarding.put(entry);
            case KernelEvent.NeighborIs(var entry) -> neighbors.put(entry);
            case KernelEvent.AddressIs(var address) -> addresses.add(address);
            case KernelEvent.RouteIs(var route, boolean replaces) -> routes.put(route, replaces);
            case KernelEvent.RouteGone(var route) -> routes.remove(route);
            default -> {}
        }
    }

    List<KernelEvent> missing(
            Devices known, ForwardingTable entries, NeighborTable hosts, RouteTable ways) {
        var missing = new ArrayList<KernelEvent>();
        switch (table) {
            case LINKS ->
                    known.indexes().stream()
                            .filter(each -> !links.contains(each))
                            .forEach(each -> missing.add(new KernelEvent.LinkGone(each)));
            case FORWARDING ->
                    entries.forEach(
                            each -> {
                                if (!forwarding.has(each)) {
                                    missing.add(new KernelEvent.ForwardingGone(each));
                                }
                            });
            case NEIGHBORS ->
                    hosts.forEach(
                            each -> {
                                if (neighbors.find(each.index(), each.address()) == null) {
                                    missing.add(new KernelEvent.NeighborGone(each));
                                }
                            });
            case ADDRESSES ->
                    known.addresses()
                            .filter(each -> !addresses.contains(each))
                            .forEach(each -> missing.add(new KernelEvent.AddressGone(each)));
            // Of a device that has left its bridge, nothing is told.
            case IPV4_ROUTES, IPV6_ROUTES ->
                    ways.forEach(
                            each -> {
                                if (isOfTable(each) && !routes.has(each)) {
                                    missing.add(new KernelEvent.RouteGone(each));
                                }
                            });
            case PORT_VLANS ->
                    known.vlans()
                            .filter(each -> !ports.contains(each.index()))
                            .forEach(each -> missing.add(new KernelEvent.PortVlansAre(none(each))));
            case DEVICE_VNIS ->
                    known.filters()
                            .without(filters)
                            .forEach(each -> missing.add(new KernelEvent.DeviceVnisGone(each)));
        }
        return missing;
    }

    private boolean isOfTable(RouteEntry route) {
        boolean isIpv4 = route.prefix().address() instanceof Ipv4Address;
        return isIpv4 == (table == Kernel.Table.IPV4_ROUTES);
    }

    private static PortVlans none(PortVlans port) {
        return new PortVlans(port.index(), port.bridge(), List.of(), List.of());
    }
}
