package dev.evpnd.speaker.config;

import dev.evpnd.rib.instance.DuplicateSettings;
import dev.evpnd.rib.instance.ImportTarget;
import dev.evpnd.rib.instance.IpVrfSettings;
import dev.evpnd.rib.instance.MacVrfSettings;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.speaker.config.InstanceKeys.Duplicates;
import dev.evpnd.speaker.config.InstanceKeys.Targets;
import dev.evpnd.speaker.config.InstanceKeys.Vtep;
import dev.evpnd.speaker.config.grammar.Values;
import dev.evpnd.speaker.config.yaml.Faults;
import dev.evpnd.speaker.config.yaml.Place;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.community.RouteTarget;
import dev.evpnd.wire.evpn.RouteDistinguisher;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes the instances of a VTEP, and derives what nobody has written.
final class InstancesReader {

    /// The three bits of RFC 8365 section 5.1.2.1 that say that a VNI follows.
    private static final long VXLAN_DOMAIN = 0x1000_0000L;

    private static final int TWO_OCTETS = 0xffff;

    private final Values file;
    private final SpeakerIdentity speaker;
    private final Faults faults;
    private final Values vtep;

    /// By whom a VNI or a route distinguisher is taken, in the words of the file.
    private final Map<Vni, String> vnis = new HashMap<>();

    private final Map<RouteDistinguisher, String> distinguishers = new HashMap<>();

    InstancesReader(Values file, SpeakerIdentity speaker, Faults faults) {
        this.file = file;
        this.speaker = speaker;
        this.faults = faults;
        this.vtep = file.section(FileKeys.VTEP);
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
        var routerMac = values.find(InstanceKeys.ROUTER_MAC);
        if (l3Vni.isEmpty()) {
            return Optional.empty();
        }
        var vni = l3Vni.get();
        if (!takeVni(vni, values, values.placeOf(InstanceKeys.REQUIRED_L3_VNI))) {
            return Optional.empty();
        }
        var distinguisher = routeDistinguisher(values, vni);
        return routerMac.map(
                mac ->
                        new IpVrfSettings(
                                name,
                                vni,
                                distinguisher,
                                importTargets(values, vni),
                                exportTargets(values, vni),
                                mac,
                                vtep(values),
                                values.get(InstanceKeys.MAXIMUM_PATHS)));
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
                        .orElseGet(
                                () ->
                                        RouteDistinguisher.of(
                                                new Ipv4Address(speaker.routerId().bits()),
                                                vni.number() & TWO_OCTETS));
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
                .orElseGet(() -> List.of(new ImportTarget.AnyAdministrator(autoLocal(vni))));
    }

    /// As all who derive it do, with two octets of the AS: there is no room for four.
    private List<RouteTarget> exportTargets(Values values, Vni vni) {
        var as = new Asn(speaker.asn().number() & TWO_OCTETS);
        return values.section(InstanceKeys.ROUTE_TARGETS)
                .find(Targets.EXPORT)
                .orElseGet(() -> List.of(RouteTarget.of(as, autoLocal(vni))));
    }

    private long autoLocal(Vni vni) {
        return switch (vtep.get(Vtep.ROUTE_TARGET_FORM)) {
            case VNI -> vni.number();
            case RFC8365 -> VXLAN_DOMAIN | vni.number();
        };
    }

    private IpAddress vtep(Values values) {
        return values.find(InstanceKeys.VTEP)
                .or(() -> vtep.find(Vtep.ADDRESS))
                .orElseGet(() -> new Ipv4Address(speaker.routerId().bits()));
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
