package dev.evpnd.speaker.daemon;

import dev.evpnd.rib.Rib;
import dev.evpnd.rib.instance.Flooding;
import dev.evpnd.rib.instance.MacVrfSettings;
import dev.evpnd.rib.instance.Subnet;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.speaker.config.Configuration;
import dev.evpnd.speaker.config.MacVrfDefaults;
import dev.evpnd.speaker.config.OwnAdvertisement;
import dev.evpnd.speaker.config.VtepSettings;
import dev.evpnd.speaker.kernel.BridgeDomain;
import dev.evpnd.speaker.kernel.KernelFact;
import dev.evpnd.speaker.query.AbsentTenant;
import dev.evpnd.speaker.telemetry.LogEvent;
import dev.evpnd.wire.evpn.RouteDistinguisher;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Which MAC-VRFs there are of a VTEP on a kernel: those that the file wants and the kernel has a
/// bridge domain for. Belongs to the thread of the routes.
final class LocalInstances {
    private static final Logger LOG = LoggerFactory.getLogger("evpnd.vtep");
    private static final int NUMBERS = 1 << 16;

    private final NavigableMap<Vni, BridgeDomain> domains = new TreeMap<>();
    private final Map<Vni, MacVrfSettings> configured = new HashMap<>();

    /// The numbers in route distinguishers of those that the file does not name.
    private final Map<Vni, RouteDistinguisher> derived = new HashMap<>();

    private final OwnAddresses own = new OwnAddresses();
    private Map<Vni, MacVrfSettings> named = Map.of();
    private final LocalTenants tenants;
    private VtepSettings settings;

    /// @param again has the kernel's prefixes of an L3 VNI told once more
    LocalInstances(Configuration configuration, Consumer<Vni> again) {
        settings = configuration.vtep();
        tenants = new LocalTenants(configuration, again);
        read(configuration);
    }

    /// The VNIs that are none of bridge domains, but of IP-VRFs.
    Set<Vni> l3Vnis() {
        return tenants.l3Vnis();
    }

    /// The kernel has told of all that there was at the beginning.
    void kernelTold(Rib rib) {
        tenants.kernelTold(rib);
    }

    /// For any thread.
    List<AbsentTenant> absentTenants() {
        return tenants.absent();
    }

    private void read(Configuration configuration) {
        settings = configuration.vtep();
        named =
                configuration.macVrfs().stream()
                        .collect(Collectors.toMap(MacVrfSettings::vni, Function.identity()));
    }

    /// Goes by another configuration from now on. All that the kernel has is to be told again
    /// behind it, for there may be instances that were none.
    void reconfigure(Rib rib, Configuration changed, long nowMillis) {
        read(changed);
        tenants.read(changed);
        var owners = tenants.distinguishers();
        named.values().forEach(each -> owners.put(each.routeDistinguisher(), each.vni()));
        for (var each : List.copyOf(configured.values())) {
            // Who has a VNI or distinguisher that is another's now has to be gone before that has
            // it, be that a bridge domain or an IP-VRF.
            var owner = owners.getOrDefault(each.routeDistinguisher(), each.vni());
            if (!isWanted(each.vni()) || !owner.equals(each.vni())) {
                end(rib, each.vni());
            }
        }
        tenants.reconfigure(rib, domains.values());
        for (var each : domains.values()) {
            configure(rib, each);
            announceOwn(rib, each, nowMillis);
        }
    }

    /// Has the instance know which of the addresses in the domain are this VTEP's own.
    private void announceOwn(Rib rib, BridgeDomain domain, long nowMillis) {
        var vni = domain.vni();
        var as = configured.containsKey(vni) ? settings.own(vni) : OwnAdvertisement.NONE;
        own.announce(rib.instances(), domain, as, nowMillis);
    }

    /// The kernel said something.
    void take(Rib rib, KernelFact fact, long nowMillis) {
        var instances = rib.instances();
        switch (fact) {
            case KernelFact.DomainIs(var domain) -> {
                domains.put(domain.vni(), domain);
                configure(rib, domain);
                announceOwn(rib, domain, nowMillis);
                if (l3Vnis().contains(domain.vni())) {
                    tenants.domainIs(rib, domain);
                    routeDomains(rib);
                }
            }
            case KernelFact.DomainGone(var vni) -> {
                domains.remove(vni);
                end(rib, vni);
                tenants.domainGone(rib, vni);
                if (l3Vnis().contains(vni)) {
                    routeDomains(rib);
                }
            }
            case KernelFact.PrefixIs(var vni, var prefix, var source, var gateway) ->
                    tenants.prefixIs(rib, vni, prefix, source, gateway);
            case KernelFact.PrefixGone(var vni, var prefix) -> tenants.prefixGone(rib, vni, prefix);
            case KernelFact.MacLearned(var vni, var mac, int port, boolean sticky) ->
                    instances.macLearned(vni, mac, port, sticky, nowMillis);
            case KernelFact.MacGone(var vni, var mac) -> instances.macGone(vni, mac, nowMillis);
            case KernelFact.NeighborLearned(var vni, var address, var mac, boolean router) ->
                    instances.neighborLearned(vni, address, mac, router, nowMillis);
            case KernelFact.NeighborGone(var vni, var address) ->
                    instances.neighborGone(vni, address, nowMillis);
            case KernelFact.PortHeld(var port) ->
                    LogEvent.warn(LOG, "port.held").with("port", port).write();
            case KernelFact.PortReleased(var port) ->
                    LogEvent.info(LOG, "port.released").with("port", port).write();
        }
    }

    /// Other IP-VRFs are there to route for the bridge domains.
    private void routeDomains(Rib rib) {
        domains.values().forEach(each -> configure(rib, each));
    }

    private boolean isWanted(Vni vni) {
        return !settings.excluded().contains(vni)
                && !l3Vnis().contains(vni)
                && (settings.advertisesAll() || named.containsKey(vni));
    }

    private void configure(Rib rib, BridgeDomain domain) {
        var vni = domain.vni();
        if (!isWanted(vni)) {
            return;
        }
        var wanted = settings(domain);
        if (wanted == null) {
            LogEvent.warn(LOG, "vni.refused")
                    .with("vni", vni)
                    .with("error", "no number is left for its route distinguisher")
                    .write();
            return;
        }
        if (!wanted.equals(configured.put(vni, wanted))) {
            rib.configure(wanted);
            LogEvent.info(LOG, "vni.up")
                    .with("vni", vni)
                    .with("device", domain.deviceName())
                    .with("vtep", wanted.vtep())
                    .write();
        }
    }

    private void end(Rib rib, Vni vni) {
        derived.remove(vni);
        own.forget(vni);
        if (configured.remove(vni) != null) {
            rib.unconfigureMacVrf(vni);
            LogEvent.info(LOG, "vni.down").with("vni", vni).write();
        }
    }

    /// What the file says of it, and what it does not, the device.
    private @Nullable MacVrfSettings settings(BridgeDomain domain) {
        var vni = domain.vni();
        var macVrf = named.get(vni);
        if (macVrf == null) {
            var distinguisher = distinguisher(vni);
            if (distinguisher == null) {
                return null;
            }
            macVrf = settings.defaults().macVrf(vni, distinguisher);
        }
        var local = domain.local();
        if (local != null && !settings.isAddressed() && !settings.addressed().contains(vni)) {
            macVrf = macVrf.withVtep(local);
        }
        if (macVrf.l3Vni() == null) {
            macVrf = macVrf.withL3Vni(tenants.routing(domain));
        }
        macVrf = macVrf.withSubnets(subnets(domain));
        return domain.floods() ? macVrf : macVrf.withFlooding(Flooding.DISABLED);
    }

    /// What a macvlan upon the bridge has is this host's, but leads out by the macvlan.
    private static Set<Subnet> subnets(BridgeDomain domain) {
        return domain.own().stream()
                .map(
                        each ->
                                new Subnet(
                                        each.address(),
                                        each.device() == domain.routed()
                                                ? each.prefixLength()
                                                : each.address().bitLength()))
                .collect(Collectors.toSet());
    }

    /// By the low bits of the VNI, as for those that the file names, or the next that are free.
    private @Nullable RouteDistinguisher distinguisher(Vni vni) {
        var known = derived.get(vni);
        if (known != null) {
            return known;
        }
        var taken =
                named.values().stream()
                        .map(MacVrfSettings::routeDistinguisher)
                        .collect(Collectors.toSet());
        taken.addAll(derived.values());
        taken.addAll(tenants.distinguishers().keySet());
        int first = MacVrfDefaults.number(vni);
        for (int i = 0; i < NUMBERS; i++) {
            var free = settings.defaults().distinguisher(first + i);
            if (!taken.contains(free)) {
                derived.put(vni, free);
                return free;
            }
        }
        return null;
    }
}
