package dev.evpnd.speaker.kernel;

import dev.evpnd.rib.instance.IntentKey;
import dev.evpnd.rib.instance.TunnelGateway;
import dev.evpnd.speaker.netlink.ForwardingEntry;
import dev.evpnd.speaker.netlink.KernelRequest;
import dev.evpnd.speaker.netlink.NeighborFlags;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;

/// Brings the bridge domains up to what the devices are by now: the instances are told, and what is
/// held goes to where the domains are.
final class DomainChanges {
    private final Devices devices;
    private final Domains domains;
    private final ForwardingTable forwarding;
    private final NeighborTable neighbors;
    private final RouteTable routes;
    private final LocalHosts hosts;
    private final Installer installer;
    private final Remains remains;
    private final Consumer<KernelFact> facts;
    private final ArrayDeque<ForwardingEntry> leftovers = new ArrayDeque<>();
    private List<UnusedDevice> unused = List.of();

    DomainChanges(
            Devices devices,
            Domains domains,
            ForwardingTable forwarding,
            NeighborTable neighbors,
            RouteTable routes,
            LocalHosts hosts,
            Installer installer,
            Remains remains,
            Consumer<KernelFact> facts) {
        this.devices = devices;
        this.domains = domains;
        this.forwarding = forwarding;
        this.neighbors = neighbors;
        this.routes = routes;
        this.hosts = hosts;
        this.installer = installer;
        this.remains = remains;
        this.facts = facts;
    }

    /// The VXLAN devices that are no bridge domains.
    List<UnusedDevice> unused() {
        return unused;
    }

    /// Devices have changed.
    void draw(long nowMillis) {
        var found = devices.domains();
        unused = List.copyOf(found.unused());
        for (var before : List.copyOf(domains.all())) {
            if (!found.domains().containsKey(before.vni())) {
                domains.remove(before.vni());
                facts.accept(new KernelFact.DomainGone(before.vni()));
                installer.moved(before.vni(), nowMillis);
            }
        }
        for (var domain : found.domains().values()) {
            var before = domains.find(domain.vni());
            if (!domain.equals(before)) {
                become(before, domain, nowMillis);
            }
        }
    }

    private void become(@Nullable BridgeDomain before, BridgeDomain domain, long nowMillis) {
        boolean moved = before == null || !before.isPlacedAs(domain);
        if (before != null && moved) {
            hosts.leave(before, forwarding, neighbors, facts);
        }
        var last = domains.findLast(domain.vni());
        if (last != null && !last.isPlacedAs(domain)) {
            leave(last, domain);
        }
        domains.put(domain);
        facts.accept(new KernelFact.DomainIs(domain));
        if (moved) {
            hosts.enter(domain, forwarding, neighbors, facts);
        }
        if (before == null || !before.isProgrammedAs(domain)) {
            installer.moved(domain.vni(), nowMillis);
        }
    }

    /// What is held for a bridge domain moves to where it is from now on, and goes where it was.
    private void leave(BridgeDomain before, BridgeDomain domain) {
        if (before.routed() != domain.routed()) {
            remains.leave(neighbors.of(before.routed()));
        }
        if (!before.vrf().equals(domain.vrf())) {
            leaveTable(before);
        }
        if (before.isOfDeviceOf(domain)) {
            leaveVlan(before, domain);
        } else {
            remains.leaveEntries(installer.disown(before));
            leaveGateways(before);
        }
    }

    /// The routes by way of its VTEPs are in another table from now on.
    private void leaveTable(BridgeDomain before) {
        for (var each : routes.of(before.vrf().table())) {
            var key = IntentKey.prefix(before.vni(), each.prefix());
            if (each.hops().stream().anyMatch(hop -> hop.device() == before.routed())
                    || RouteComparison.isOurs(each) && installer.find(key).isPresent()) {
                remains.leave(each);
            }
        }
    }

    /// The routes that say themselves what their packets are encapsulated with go by another
    /// device.
    private void leaveGateways(BridgeDomain before) {
        remains.leave(
                neighbors.of(before.device()).stream()
                        .filter(each -> before.vni().equals(TunnelGateway.l3Vni(each.address())))
                        .toList());
    }

    /// A bridge domain is another VLAN's from now on: what the bridge has in the former one goes,
    /// as far as the kernel lets it go.
    private void leaveVlan(BridgeDomain before, BridgeDomain domain) {
        if (before.bridge() != domain.bridge() || before.vlan() == domain.vlan()) {
            return;
        }
        forwarding.inBridge(before).stream()
                .filter(each -> each.index() == before.device())
                .filter(each -> each.hasFlags(NeighborFlags.EXTERNALLY_LEARNED))
                .filter(each -> installer.find(Vtep.key(before, each)).isPresent())
                .forEach(leftovers::add);
    }

    /// What the kernel is to be asked next for that, or null if there is nothing.
    @Nullable KernelRequest next() {
        var it = leftovers.poll();
        return it == null
                ? null
                : new KernelRequest.RemoveForwarding(
                        new ForwardingEntry(
                                it.index(),
                                0,
                                it.mac(),
                                it.vlan(),
                                0,
                                NeighborFlags.MASTER,
                                null,
                                0,
                                0,
                                0));
    }
}
