package dev.evpnd.speaker.query;

import dev.evpnd.rib.Rib;
import dev.evpnd.rib.decision.DecisionOptions;
import dev.evpnd.rib.explain.MacExplanation;
import dev.evpnd.rib.instance.HostStanding;
import dev.evpnd.rib.instance.HostView;
import dev.evpnd.rib.instance.Instances;
import dev.evpnd.rib.instance.IpVrfSettings;
import dev.evpnd.rib.instance.MacVrfSettings;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// What the instances of a running daemon know: a slice at a time, however much it is.
public final class InstanceQueries {
    private static final int ROWS_AT_ONCE = 256;

    private final RoutingQueries routing;
    private final KernelQueries kernel;

    InstanceQueries(RoutingQueries routing, KernelQueries kernel) {
        this.routing = routing;
        this.kernel = kernel;
    }

    /// All IP-VRFs, by their VNIs.
    public List<IpVrfSettings> ipVrfs() {
        return routing.ask(rib -> rib.instances().ipVrfs());
    }

    public Optional<IpVrfSettings> ipVrf(Vni l3Vni) {
        return ipVrfs().stream().filter(each -> each.l3Vni().equals(l3Vni)).findFirst();
    }

    /// The devices of each VNI that the kernel has any for.
    public Map<Vni, VniDevices> devices() {
        return kernel.devices();
    }

    /// The IP-VRF of a name.
    public Optional<IpVrfSettings> ipVrf(String name) {
        return ipVrfs().stream().filter(each -> each.name().equals(name)).findFirst();
    }

    /// The bridge domains that an IP-VRF routes for.
    public List<Vni> routedBy(Vni l3Vni) {
        return routing.ask(rib -> rib.instances().macVrfs()).stream()
                .filter(each -> l3Vni.equals(each.l3Vni()))
                .map(MacVrfSettings::vni)
                .toList();
    }

    /// What leads to the other VTEPs of each.
    public TenantQueries tenants() {
        return new TenantQueries(routing);
    }

    /// What all MAC-VRFs are made of, by their VNIs.
    public List<MacVrfSettings> macVrfs() {
        return routing.ask(rib -> rib.instances().macVrfs());
    }

    /// All MAC-VRFs, by their VNIs. However many there are, each question is about a few of them,
    /// and none looks through all.
    public List<BridgeDomain> bridgeDomains() {
        var all = macVrfs();
        var devices = kernel.devices();
        var tenants = new HashMap<Vni, IpVrfSettings>();
        ipVrfs().forEach(each -> tenants.put(each.l3Vni(), each));
        var found = new ArrayList<BridgeDomain>(all.size());
        for (int from = 0; from < all.size(); from += ROWS_AT_ONCE) {
            var some = all.subList(from, Math.min(all.size(), from + ROWS_AT_ONCE));
            found.addAll(
                    routing.ask(
                            rib ->
                                    some.stream()
                                            .map(each -> of(rib.instances(), each, tenants))
                                            .toList()));
        }
        return found.stream()
                .map(each -> each.with(Optional.ofNullable(devices.get(each.vni()))))
                .toList();
    }

    private static BridgeDomain of(
            Instances instances, MacVrfSettings of, Map<Vni, IpVrfSettings> tenants) {
        return of(
                instances,
                of,
                Optional.ofNullable(of.l3Vni())
                        .flatMap(it -> Optional.ofNullable(tenants.get(it))));
    }

    private static BridgeDomain of(
            Instances instances, MacVrfSettings of, Optional<IpVrfSettings> tenant) {
        return new BridgeDomain(
                of,
                tenant,
                instances.macCount(of.vni()),
                instances.neighborCount(of.vni()),
                instances.floodList(of.vni()),
                Optional.empty());
    }

    public Optional<BridgeDomain> bridgeDomain(Vni vni) {
        return domainOf(vni).map(each -> each.with(Optional.ofNullable(kernel.devices().get(vni))));
    }

    private Optional<BridgeDomain> domainOf(Vni vni) {
        return routing.ask(rib -> bridgeDomain(rib.instances(), vni));
    }

    private static Optional<BridgeDomain> bridgeDomain(Instances instances, Vni vni) {
        return instances.macVrfs().stream()
                .filter(each -> each.vni().equals(vni))
                .findFirst()
                .map(each -> of(instances, each, tenant(instances, each)));
    }

    private static Optional<IpVrfSettings> tenant(Instances instances, MacVrfSettings of) {
        return instances.ipVrfs().stream()
                .filter(each -> each.l3Vni().equals(of.l3Vni()))
                .findFirst();
    }

    /// The MAC addresses of a bridge domain, in their order.
    public void macs(Vni vni, Consumer<HostView> to) {
        each((rib, after) -> rib.instances().macs(vni, after, ROWS_AT_ONCE), HostView::mac, to);
    }

    /// The MAC addresses of a bridge domain with their IP addresses, in their order.
    public void hosts(Vni vni, Consumer<HostStanding> to) {
        var some = new ArrayList<MacAddress>();
        macs(
                vni,
                each -> {
                    some.add(Objects.requireNonNull(each.mac()));
                    if (some.size() == ROWS_AT_ONCE) {
                        hosts(vni, some, to);
                        some.clear();
                    }
                });
        hosts(vni, some, to);
    }

    private void hosts(Vni vni, List<MacAddress> macs, Consumer<HostStanding> to) {
        int done = 0;
        while (done < macs.size()) {
            int from = done;
            var some =
                    routing.ask(
                            rib ->
                                    RoutingQueries.slice(
                                            from,
                                            macs.size(),
                                            i -> rib.instances().host(vni, macs.get(i), null)));
            some.stream().flatMap(Optional::stream).forEach(to);
            done += some.size();
        }
    }

    /// The IP addresses of a bridge domain, in their order.
    public void neighbors(Vni vni, Consumer<HostView> to) {
        each(
                (rib, after) -> rib.instances().neighbors(vni, after, ROWS_AT_ONCE),
                HostView::address,
                to);
    }

    /// @param <K> what they are in order by
    private interface Slice<K> {
        List<HostView> of(Rib rib, @Nullable K after);
    }

    private <K> void each(
            Slice<K> slice, Function<HostView, @Nullable K> key, Consumer<HostView> to) {
        K after = null;
        while (true) {
            K last = after;
            var some = routing.ask(rib -> slice.of(rib, last));
            some.forEach(to);
            if (some.size() < ROWS_AT_ONCE) {
                return;
            }
            after = Objects.requireNonNull(key.apply(some.getLast()));
        }
    }

    /// The routes of an instance that are asked for.
    ///
    /// @param decision by which paths are compared
    public InstanceRouteListing routes(
            DecisionOptions decision, InstanceRouteListing.Question question) {
        return new InstanceRouteListing(routing, decision, question);
    }

    /// A MAC address with its IP addresses; nothing where there is no such MAC-VRF.
    public Optional<HostStanding> host(Vni vni, MacAddress mac) {
        return routing.ask(rib -> rib.instances().host(vni, mac, null));
    }

    /// An IP address; nothing where nobody has it.
    public Optional<HostView> neighbor(Vni vni, IpAddress address) {
        return routing.ask(rib -> rib.instances().neighbor(vni, address));
    }

    /// All that is known of a MAC address in a MAC-VRF, and why.
    public MacExplanation explain(Vni vni, MacAddress mac) {
        var search = routing.ask(rib -> rib.view().explainMac(vni, mac, null));
        routing.inSlices(search::isDone, () -> search.next(ROWS_AT_ONCE));
        return routing.ask(_ -> search.answer());
    }

    // What it is told.

    /// What became of an operator's wish that a duplicate should be none any more.
    public enum Cleared {
        DONE,
        NO_VNI,
        NO_ADDRESS,
        NO_DUPLICATE
    }

    /// An operator has cleared all duplicates of a bridge domain.
    public Cleared clearDuplicates(Vni vni, long nowMillis) {
        return routing.order(
                rib -> {
                    if (bridgeDomain(rib.instances(), vni).isEmpty()) {
                        return Cleared.NO_VNI;
                    }
                    rib.instances().clearDuplicates(vni, nowMillis);
                    return Cleared.DONE;
                });
    }

    /// An operator has cleared a MAC address.
    public Cleared clearDuplicate(Vni vni, MacAddress mac, long nowMillis) {
        return routing.order(
                rib ->
                        clear(
                                rib.instances(),
                                vni,
                                rib.instances().mac(vni, mac),
                                it -> it.clearDuplicate(vni, mac, nowMillis)));
    }

    /// An operator has cleared an IP address.
    public Cleared clearDuplicate(Vni vni, IpAddress address, long nowMillis) {
        return routing.order(
                rib ->
                        clear(
                                rib.instances(),
                                vni,
                                rib.instances().neighbor(vni, address),
                                it -> it.clearDuplicate(vni, address, nowMillis)));
    }

    private static Cleared clear(
            Instances instances, Vni vni, Optional<HostView> host, Consumer<Instances> clearing) {
        if (bridgeDomain(instances, vni).isEmpty()) {
            return Cleared.NO_VNI;
        }
        if (host.isEmpty()) {
            return Cleared.NO_ADDRESS;
        }
        if (host.get().duplicate() == null) {
            return Cleared.NO_DUPLICATE;
        }
        clearing.accept(instances);
        return Cleared.DONE;
    }
}
