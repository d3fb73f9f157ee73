package dev.evpnd.speaker.config;

import dev.evpnd.rib.instance.DuplicateSettings;
import dev.evpnd.rib.instance.ImportTarget;
import dev.evpnd.rib.instance.IpVrfSettings;
import dev.evpnd.rib.instance.MacVrfSettings;
import dev.evpnd.rib.instance.PrimaryAddress;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.speaker.config.InstanceKeys.Duplicates;
import dev.evpnd.speaker.config.InstanceKeys.KernelKeys;
import dev.evpnd.speaker.config.InstanceKeys.RouteTargetForm;
import dev.evpnd.speaker.config.InstanceKeys.Targets;
import dev.evpnd.speaker.config.InstanceKeys.Vtep;
import dev.evpnd.speaker.config.grammar.Values;
import dev.evpnd.speaker.config.yaml.Faults;
import dev.evpnd.speaker.config.yaml.Place;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.community.RouteTarget;
import dev.evpnd.wire.evpn.RouteDistinguisher;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Makes the instances of a VTEP, and derives what nobody has written.
final class InstancesReader {
    private static final long LOCALLY_ADMINISTERED = 0x0200_0000_0000L;

    private final Values file;
    private final Faults faults;
    private final Values vtep;
    private final MacVrfDefaults defaults;

    /// Of a tenant on no kernel.
    private final MacAddress routerMac;

    private final Map<Vni, TenantSettings> tenants = new HashMap<>();

    /// By whom a VNI or a route distinguisher is taken, in the words of the file.
    private final Map<Vni, String> vnis = new HashMap<>();

    private final Map<RouteDistinguisher, String> distinguishers = new HashMap<>();

    InstancesReader(Values file, SpeakerIdentity speaker, Faults faults) {
        this.file = file;
        this.faults = faults;
        this.vtep = file.section(FileKeys.VTEP);
        var routerId = new Ipv4Address(speaker.routerId().bits());
        routerMac = new MacAddress(LOCALLY_ADMINISTERED | Integer.toUnsignedLong(routerId.bits()));
        defaults =
                new MacVrfDefaults(
                        routerId,
                        speaker.asn(),
                        vtep.get(Vtep.ROUTE_TARGET_FORM) == RouteTargetForm.RFC8365,
                        vtep.find(Vtep.ADDRESS).orElse(routerId));
    }

    List<IpVrfSettings> ipVrfs() {
        var ipVrfs = new ArrayList<IpVrfSettings>();
        file.find(FileKeys.IP_VRFS)
                .orElse(Map.of())
                .forEach(
                        (name, values) ->
                                values.flatMap(own -> ipVrf(name, own)).ifPresent(ipVrfs::add));
        return ipVrfs;
    }

    private Optional<IpVrfSettings> ipVrf(String name, Values values) {
        var l3Vni = values.find(InstanceKeys.REQUIRED_L3_VNI);
        if (l3Vni.isEmpty()) {
            return Optional.empty();
        }
        var vni = l3Vni.get();
        if (!takeVni(vni, values, values.placeOf(InstanceKeys.REQUIRED_L3_VNI))) {
            return Optional.empty();
        }
        var distinguisher = routeDistinguisher(values, vni);
        tenants.put(vni, tenant(values));
        return Optional.of(
                new IpVrfSettings(
                        name,
                        vni,
                        distinguisher,
                        importTargets(values, vni),
                        exportTargets(values, vni),
                        values.find(InstanceKeys.ROUTER_MAC).orElse(routerMac),
                        vtep(values),
                        values.get(InstanceKeys.MAXIMUM_PATHS),
                        values.get(InstanceKeys.PREFIX_ROUTES_ONLY),
                        false,
                        values.find(InstanceKeys.PRIMARY).flatMap(this::primary).orElse(null)));
    }

    private Optional<PrimaryAddress> primary(Values values) {
        return values.find(InstanceKeys.Primary.VTEP)
                .flatMap(
                        address ->
                                values.find(InstanceKeys.Primary.ROUTER_MAC)
                                        .map(mac -> new PrimaryAddress(address, mac)));
    }

    private TenantSettings tenant(Values values) {
        var advertised = values.section(InstanceKeys.ADVERTISED);
        if (values.has(InstanceKeys.ADVERTISED) && !vtep.has(Vtep.KERNEL)) {
            faults.add(
                    values.placeOf(InstanceKeys.ADVERTISED),
                    "expected a kernel under 'vtep' to find routes in, found none");
        }
        return new TenantSettings(
                values.has(InstanceKeys.ROUTER_MAC),
                values.has(InstanceKeys.VTEP) || vtep.has(Vtep.ADDRESS),
                Set.copyOf(advertised.get(InstanceKeys.Advertised.IPV4)),
                Set.copyOf(advertised.get(InstanceKeys.Advertised.IPV6)),
                advertised.get(InstanceKeys.Advertised.GATEWAY_IP),
                Set.copyOf(values.get(InstanceKeys.DEFAULT_ORIGINATE)));
    }

    /// After [#ipVrfs], to which they refer.
    List<MacVrfSettings> macVrfs() {
        var ipVrfs = List.copyOf(vnis.keySet());
        var macVrfs = new ArrayList<MacVrfSettings>();
        file.find(FileKeys.MAC_VRFS)
                .orElse(Map.of())
                .forEach(
                        (vni, values) ->
                                values.filter(own -> takeVni(vni, own, own.place()))
                                        .filter(own -> own.get(InstanceKeys.ADVERTISE))
                                        .map(own -> macVrf(vni, own, ipVrfs))
                                        .ifPresent(macVrfs::add));
        return macVrfs;
    }

    private MacVrfSettings macVrf(Vni vni, Values values, List<Vni> ipVrfs) {
        var l3Vni = values.find(InstanceKeys.L3_VNI);
        if (l3Vni.isPresent() && !ipVrfs.contains(l3Vni.get())) {
            faults.add(
                    values.placeOf(InstanceKeys.L3_VNI),
                    "expected the l3-vni of one of the ip-vrfs, found " + l3Vni.get());
        }
        return new MacVrfSettings(
                vni,
                routeDistinguisher(values, vni),
                importTargets(values, vni),
                exportTargets(values, vni),
                vtep(values),
                values.get(InstanceKeys.FLOODING),
                l3Vni.orElse(null),
                duplicates(values.section(InstanceKeys.DUPLICATES)),
                values.find(InstanceKeys.SITE_OF_ORIGIN).orElse(null));
    }

    private boolean takeVni(Vni vni, Values values, Place place) {
        var other = vnis.putIfAbsent(vni, values.place().path());
        if (other != null) {
            faults.add(place, "expected each VNI once, found " + vni + " in " + other + " as well");
        }
        return other == null;
    }

    private RouteDistinguisher routeDistinguisher(Values values, Vni vni) {
        var distinguisher =
                values.find(InstanceKeys.RD)
                        .orElseGet(() -> defaults.distinguisher(MacVrfDefaults.number(vni)));
        var other = distinguishers.putIfAbsent(distinguisher, values.place().path());
        if (other != null && !values.isFaulty(InstanceKeys.RD)) {
            faults.add(
                    values.placeOf(InstanceKeys.RD),
                    "expected each route distinguisher once, found "
                            + distinguisher
                            + " in "
                            + other
                            + " as well: one of them needs another 'rd'");
        }
        return distinguisher;
    }

    private List<ImportTarget> importTargets(Values values, Vni vni) {
        return values.section(InstanceKeys.ROUTE_TARGETS)
                .find(Targets.IMPORT)
                .orElseGet(() -> defaults.importTargets(vni));
    }

    private List<RouteTarget> exportTargets(Values values, Vni vni) {
        return values.section(InstanceKeys.ROUTE_TARGETS)
                .find(Targets.EXPORT)
                .orElseGet(() -> defaults.exportTargets(vni));
    }

    private IpAddress vtep(Values values) {
        return values.find(InstanceKeys.VTEP).orElse(defaults.address());
    }

    VtepSettings vtep() {
        boolean hasKernel = vtep.has(Vtep.KERNEL);
        boolean advertisesAll = vtep.get(Vtep.ADVERTISE_ALL);
        if (advertisesAll && !hasKernel) {
            faults.add(
                    vtep.placeOf(Vtep.ADVERTISE_ALL),
                    "expected a kernel beside it to find VNIs in, found none");
        }
        return new VtepSettings(
                hasKernel ? Optional.of(kernel(vtep.section(Vtep.KERNEL))) : Optional.empty(),
                advertisesAll,
                macVrfsWhere(values -> !values.get(InstanceKeys.ADVERTISE)),
                macVrfsWhere(values -> values.has(InstanceKeys.VTEP)),
                vtep.has(Vtep.ADDRESS),
                vtep.get(Vtep.PORT_HOLD),
                vtep.get(Vtep.ADVERTISE_OWN),
                advertisedOwn(),
                tenants,
                defaults);
    }

    private Map<Vni, OwnAdvertisement> advertisedOwn() {
        var own = new HashMap<Vni, OwnAdvertisement>();
        file.find(FileKeys.MAC_VRFS)
                .orElse(Map.of())
                .forEach(
                        (vni, values) ->
                                values.flatMap(it -> it.find(InstanceKeys.ADVERTISE_OWN))
                                        .ifPresent(it -> own.put(vni, it)));
        return own;
    }

    private Set<Vni> macVrfsWhere(Predicate<Values> property) {
        var vnis = new HashSet<Vni>();
        file.find(FileKeys.MAC_VRFS)
                .orElse(Map.of())
                .forEach((vni, values) -> values.filter(property).ifPresent(_ -> vnis.add(vni)));
        return vnis;
    }

    private static KernelSettings kernel(Values values) {
        return new KernelSettings(
                values.find(KernelKeys.NETWORK_NAMESPACE),
                values.get(KernelKeys.RECEIVE_BUFFER),
                values.get(KernelKeys.STALE_TIME),
                values.get(KernelKeys.AT_STOP),
                values.get(KernelKeys.AUDIT_INTERVAL));
    }

    private static DuplicateSettings duplicates(Values values) {
        return values.get(Duplicates.ENABLED)
                ? new DuplicateSettings(
                        values.get(Duplicates.MAX_MOVES),
                        values.get(Duplicates.TIME) * 1000L,
                        values.get(Duplicates.FREEZE))
                : DuplicateSettings.OFF;
    }
}
