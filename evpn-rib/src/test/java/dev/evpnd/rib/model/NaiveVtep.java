package dev.evpnd.rib.model;

import dev.evpnd.rib.instance.Flooding;
import dev.evpnd.rib.instance.ImportTarget;
import dev.evpnd.rib.instance.Intent;
import dev.evpnd.rib.instance.IntentKey;
import dev.evpnd.rib.instance.MacVrfSettings;
import dev.evpnd.rib.instance.Origination;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.Label24;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.ExtendedCommunities;
import dev.evpnd.wire.attribute.LocalPref;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.attribute.PmsiTunnel;
import dev.evpnd.wire.community.Encapsulation;
import dev.evpnd.wire.community.ExtendedCommunity;
import dev.evpnd.wire.evpn.EthernetSegmentId;
import dev.evpnd.wire.evpn.EthernetTag;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.evpn.InclusiveMulticastEthernetTag;
import dev.evpnd.wire.evpn.MacIpAdvertisement;
import dev.evpnd.wire.nlri.RouteTargetMembership;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The MAC-VRFs of a VTEP, read off the Loc-RIB whenever somebody asks. Hosts here are known by MAC
/// addresses that nobody else has: how hosts move is the matter of a model of their own.
final class NaiveVtep {
    private final Map<Vni, MacVrfSettings> macVrfs = new TreeMap<>();
    private final Map<Vni, Set<MacAddress>> hosts = new TreeMap<>();

    void configure(MacVrfSettings settings) {
        macVrfs.put(settings.vni(), settings);
    }

    /// What the kernel told of a bridge domain goes with it.
    void unconfigure(Vni vni) {
        macVrfs.remove(vni);
        hosts.remove(vni);
    }

    void learn(Vni vni, MacAddress mac) {
        if (macVrfs.containsKey(vni)) {
            hosts.computeIfAbsent(vni, none -> new LinkedHashSet<>()).add(mac);
        }
    }

    void age(Vni vni, MacAddress mac) {
        hosts.getOrDefault(vni, new LinkedHashSet<>()).remove(mac);
    }

    // What others are told.

    /// RFC 4684: what this speaker wants of others. Whoever imports a target of any AS wants all.
    Set<RouteTargetMembership> memberships() {
        var memberships = new LinkedHashSet<RouteTargetMembership>();
        for (var vrf : macVrfs.values()) {
            for (var target : vrf.importTargets()) {
                memberships.add(
                        switch (target) {
                            case ImportTarget.Exact(var exact) ->
                                    RouteTargetMembership.of(NaiveSpeaker.AS, exact.bits());
                            case ImportTarget.AnyAdministrator any -> RouteTargetMembership.DEFAULT;
                        });
            }
        }
        return memberships;
    }

    List<Origination> originations() {
        var all = new ArrayList<Origination>();
        for (var vrf : macVrfs.values()) {
            if (vrf.flooding() != Flooding.DISABLED) {
                var label = new Label24(vrf.vni().number());
                var tunnel = PmsiTunnel.ingressReplication(label, vrf.vtep());
                var route =
                        new InclusiveMulticastEthernetTag(
                                vrf.routeDistinguisher(), EthernetTag.ZERO, vrf.vtep());
                all.add(origination(vrf, route, attributes(vrf).with(tunnel)));
            }
            for (var mac : hosts.getOrDefault(vrf.vni(), Set.of())) {
                all.add(origination(vrf, host(vrf, mac), attributes(vrf)));
            }
        }
        return all;
    }

    private static Origination origination(
            MacVrfSettings vrf, EvpnRoute route, PathAttributes attributes) {
        return new Origination(route, MpNextHop.of(vrf.vtep()), attributes);
    }

    private static EvpnRoute host(MacVrfSettings vrf, MacAddress mac) {
        return new MacIpAdvertisement(
                vrf.routeDistinguisher(),
                EthernetSegmentId.ZERO,
                EthernetTag.ZERO,
                mac,
                null,
                new Label24(vrf.vni().number()),
                null);
    }

    private static PathAttributes attributes(MacVrfSettings vrf) {
        var communities = new ArrayList<ExtendedCommunity>();
        communities.add(Encapsulation.VXLAN);
        communities.addAll(vrf.exportTargets());
        return PathAttributes.of(
                Origin.IGP,
                AsPath.EMPTY,
                new LocalPref(100),
                ExtendedCommunities.of(communities.toArray(ExtendedCommunity[]::new)));
    }

    // What the kernel should hold.

    /// For each entry of the kernel's what it may be: where several VTEPs' routes ask for one copy
    /// of what is flooded, by any of the VNIs that they ask for.
    Map<IntentKey, Set<Intent>> intents(List<NaivePath> bestPaths) {
        Map<IntentKey, Set<Intent>> intents = new TreeMap<>();
        for (var vrf : macVrfs.values()) {
            var claims = claims(vrf, bestPaths);
            for (var intent : read(vrf, claims)) {
                intents.computeIfAbsent(intent.key(), none -> new LinkedHashSet<>()).add(intent);
            }
        }
        return intents;
    }

    private List<NaiveClaim> claims(MacVrfSettings vrf, List<NaivePath> bestPaths) {
        return bestPaths.stream()
                .map(NaiveClaim::new)
                .filter(claim -> claim.isImportedBy(vrf))
                .filter(claim -> macVrfs.values().stream().noneMatch(claim::isOf))
                .sorted(NaiveClaim.BEST_FIRST)
                .toList();
    }

    private static List<Intent> read(MacVrfSettings vrf, List<NaiveClaim> claims) {
        var intents = new ArrayList<Intent>();
        var places = new LinkedHashMap<MacAddress, IpAddress>();
        for (var claim : claims) {
            if (claim.path().route() instanceof NaiveRoute.Evpn(MacIpAdvertisement route)
                    && !places.containsKey(route.macAddress())) {
                places.put(route.macAddress(), claim.nextHop());
                intents.add(claim.mac(vrf, route));
            }
        }
        var found = new LinkedHashSet<IpAddress>();
        for (var claim : claims) {
            // An IP address is where its MAC address is.
            if (claim.path().route() instanceof NaiveRoute.Evpn(MacIpAdvertisement route)
                    && route.ipAddress() != null
                    && claim.nextHop().equals(places.get(route.macAddress()))
                    && found.add(route.ipAddress())) {
                intents.add(claim.neighbor(vrf, route, route.ipAddress()));
            }
        }
        if (vrf.flooding() != Flooding.DISABLED) {
            claims.forEach(claim -> claim.flood(vrf).ifPresent(intents::add));
        }
        return intents;
    }
}
