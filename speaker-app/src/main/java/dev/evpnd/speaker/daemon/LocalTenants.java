package dev.evpnd.speaker.daemon;

import dev.evpnd.rib.Rib;
import dev.evpnd.rib.instance.IpVrfSettings;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.speaker.config.Configuration;
import dev.evpnd.speaker.config.TenantSettings;
import dev.evpnd.speaker.kernel.BridgeDomain;
import dev.evpnd.speaker.kernel.PrefixSource;
import dev.evpnd.speaker.query.AbsentTenant;
import dev.evpnd.speaker.telemetry.LogEvent;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.evpn.RouteDistinguisher;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Which IP-VRFs there are of a VTEP on a kernel: those that the file names and whose L3 VNI the
/// kernel has a bridge domain for, with an interface to route by. Belongs to the thread of the
/// routes.
final class LocalTenants {
    private static final Logger LOG = LoggerFactory.getLogger("evpnd.vtep");

    /// Nobody has told of them by BGP.
    private static final PathAttributes OF_KERNEL =
            PathAttributes.of(Origin.INCOMPLETE, AsPath.EMPTY);

    /// The bridge domains of L3 VNIs.
    private final NavigableMap<Vni, BridgeDomain> domains = new TreeMap<>();

    private final Map<Vni, IpVrfSettings> configured = new TreeMap<>();

    /// Why there is none, where that has been said.
    private final Map<Vni, String> refused = new HashMap<>();

    /// The default routes that are announced of each.
    private final Map<Vni, Set<IpPrefix>> defaults = new HashMap<>();

    private Map<Vni, IpVrfSettings> named = Map.of();
    private Map<Vni, TenantSettings> settings = Map.of();

    /// What there is none of, for whoever asks.
    private volatile List<AbsentTenant> absent = List.of();

    /// Whether what the kernel has not told of is not there.
    private boolean hasTold;

    private final Consumer<Vni> again;

    /// @param again has the kernel's prefixes of an L3 VNI told once more
    LocalTenants(Configuration configuration, Consumer<Vni> again) {
        this.again = again;
        read(configuration);
    }

    /// Another configuration holds from now on; [#reconfigure] has it come about.
    void read(Configuration configuration) {
        var byVni = new TreeMap<Vni, IpVrfSettings>();
        configuration.ipVrfs().forEach(each -> byVni.put(each.l3Vni(), each));
        named = byVni;
        settings = configuration.vtep().tenants();
    }

    /// The VNIs that packets between VTEPs are routed with.
    Set<Vni> l3Vnis() {
        return named.keySet();
    }

    /// Whose the route distinguishers are, by the configuration.
    Map<RouteDistinguisher, Vni> distinguishers() {
        var owners = new HashMap<RouteDistinguisher, Vni>();
        named.forEach((vni, each) -> owners.put(each.routeDistinguisher(), vni));
        return owners;
    }

    /// Goes by what was [read][#read]. Of the bridge domains, whoever has what is an IP-VRF's now
    /// is gone by then.
    ///
    /// @param all bridge domains that there are
    void reconfigure(Rib rib, Collection<BridgeDomain> all) {
        domains.clear();
        all.stream()
                .filter(each -> named.containsKey(each.vni()))
                .forEach(each -> domains.put(each.vni(), each));
        var owners = distinguishers();
        for (var each : List.copyOf(configured.values())) {
            // Who has a distinguisher that is another's now has to be gone before that has it.
            var owner = owners.get(each.routeDistinguisher());
            if (!each.l3Vni().equals(owner)) {
                end(rib, each.l3Vni());
            }
        }
        settle(rib);
    }

    /// There is a bridge domain, or it is another than before.
    void domainIs(Rib rib, BridgeDomain domain) {
        if (named.containsKey(domain.vni())) {
            domains.put(domain.vni(), domain);
            settle(rib);
        }
    }

    void domainGone(Rib rib, Vni vni) {
        if (domains.remove(vni) != null) {
            settle(rib);
        }
    }

    /// Has those there that can be. What ends, does before anything else begins.
    private void settle(Rib rib) {
        for (var vni : List.copyOf(configured.keySet())) {
            if (fault(vni) != null) {
                end(rib, vni);
            }
        }
        for (var vni : named.keySet()) {
            var fault = fault(vni);
            if (fault == null) {
                configure(rib, vni);
                if (refused.remove(vni) != null) {
                    again.accept(vni);
                }
            } else if (!fault.equals(refused.put(vni, fault))
                    && (hasTold || domains.containsKey(vni))) {
                logRefused(vni, fault);
            }
        }
        refused.keySet().retainAll(named.keySet());
        absent =
                named.values().stream()
                        .filter(each -> refused.containsKey(each.l3Vni()))
                        .map(
                                each ->
                                        new AbsentTenant(
                                                each.name(),
                                                each.l3Vni(),
                                                refused.getOrDefault(each.l3Vni(), "")))
                        .toList();
    }

    private static void logRefused(Vni vni, String fault) {
        LogEvent.warn(LOG, "ip-vrf.refused").with("vni", vni).with("error", fault).write();
    }

    /// The kernel has told of all that there was at the beginning: what is missing now is missing.
    void kernelTold(Rib rib) {
        settle(rib);
        hasTold = true;
        for (var vni : named.keySet()) {
            var fault = refused.get(vni);
            if (fault != null && !domains.containsKey(vni)) {
                logRefused(vni, fault);
            }
        }
    }

    /// Those that the configuration names and that are not there, and why. For any thread.
    List<AbsentTenant> absent() {
        return absent;
    }

    /// Why an IP-VRF cannot be there, null if it can.
    private @Nullable String fault(Vni vni) {
        var domain = domains.get(vni);
        if (!named.containsKey(vni) || domain == null) {
            return "the kernel has no bridge domain for its L3 VNI";
        }
        if (domain.routed() == 0) {
            return "the bridge of its L3 VNI has no interface that is up";
        }
        for (var other : domains.headMap(vni, false).values()) {
            if (other.routed() != 0 && other.vrf().equals(domain.vrf())) {
                return "VRF %s has the L3 VNI %s".formatted(other.vrf().name(), other.vni());
            }
        }
        return domain.routerMac() == null && !isRouterMacNamed(vni)
                ? "the interface of its bridge has no MAC address"
                : null;
    }

    private boolean isRouterMacNamed(Vni vni) {
        var of = settings.get(vni);
        return of != null && of.hasRouterMac();
    }

    private void configure(Rib rib, Vni vni) {
        var domain = Objects.requireNonNull(domains.get(vni));
        var wanted = Objects.requireNonNull(named.get(vni));
        var routerMac = domain.routerMac();
        if (!isRouterMacNamed(vni) && routerMac != null) {
            wanted = wanted.withRouterMac(routerMac);
        }
        var of = settings.get(vni);
        var local = domain.local();
        if (local != null && (of == null || !of.isAddressed())) {
            wanted = wanted.withVtep(local);
        }
        wanted = wanted.withMayEncapsulate(domain.isOfSharedDevice());
        if (!wanted.equals(configured.put(vni, wanted))) {
            rib.configure(wanted);
            LogEvent.info(LOG, "ip-vrf.up")
                    .with("name", wanted.name())
                    .with("vni", vni)
                    .with("vrf", domain.vrf().name())
                    .with("router-mac", wanted.routerMac())
                    .with("vtep", wanted.vtep())
                    .write();
        }
        announceDefaults(rib, vni);
    }

    private void announceDefaults(Rib rib, Vni vni) {
        var of = settings.get(vni);
        Set<IpPrefix> wanted = of == null ? Set.of() : of.defaults();
        var before = defaults.getOrDefault(vni, Set.of());
        defaults.put(vni, wanted);
        for (var each : wanted) {
            if (!before.contains(each)) {
                rib.instances().announcePrefix(vni, each, OF_KERNEL);
            }
        }
        var gone = new HashSet<>(before);
        gone.removeAll(wanted);
        // If the kernel has one, that is told again with all else.
        gone.forEach(each -> rib.instances().withdrawPrefix(vni, each));
    }

    private void end(Rib rib, Vni vni) {
        defaults.remove(vni);
        var ended = configured.remove(vni);
        if (ended != null) {
            rib.unconfigureIpVrf(vni);
            LogEvent.info(LOG, "ip-vrf.down").with("name", ended.name()).with("vni", vni).write();
        }
    }

    /// The kernel has a route to a prefix in the table of an IP-VRF.
    ///
    /// @param gateway the host of a bridge domain that it leads to, or null
    void prefixIs(
            Rib rib, Vni vni, IpPrefix prefix, PrefixSource source, @Nullable IpAddress gateway) {
        var of = settings.get(vni);
        if (of != null && of.advertises(prefix, source)) {
            // A default route that is announced anyway is behind this leaf, whatever comes and
            // goes.
            var by = of.tellsGateways() && !of.defaults().contains(prefix) ? gateway : null;
            rib.instances().announcePrefix(vni, prefix, by, OF_KERNEL);
        } else {
            prefixGone(rib, vni, prefix);
        }
    }

    void prefixGone(Rib rib, Vni vni, IpPrefix prefix) {
        if (!defaults.getOrDefault(vni, Set.of()).contains(prefix)) {
            rib.instances().withdrawPrefix(vni, prefix);
        }
    }

    /// The L3 VNI of the IP-VRF that routes for a bridge domain: this host has an address there,
    /// and an interface in its VRF. Null if there is none.
    @Nullable Vni routing(BridgeDomain domain) {
        if (domain.own().isEmpty()) {
            return null;
        }
        for (var vni : configured.keySet()) {
            var l3 = domains.get(vni);
            if (l3 != null && l3.vrf().equals(domain.vrf())) {
                return vni;
            }
        }
        return null;
    }
}
