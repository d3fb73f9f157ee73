package dev.evpnd.rib.instance;

import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.Label24;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.attribute.ExtendedCommunities;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.attribute.PmsiTunnel;
import dev.evpnd.wire.community.Encapsulation;
import dev.evpnd.wire.community.ExtendedCommunity;
import dev.evpnd.wire.community.MacMobility;
import dev.evpnd.wire.community.RouteTarget;
import dev.evpnd.wire.community.RouterMac;
import dev.evpnd.wire.evpn.EthernetSegmentId;
import dev.evpnd.wire.evpn.EthernetTag;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.evpn.InclusiveMulticastEthernetTag;
import dev.evpnd.wire.evpn.IpPrefixAdvertisement;
import dev.evpnd.wire.evpn.MacIpAdvertisement;
import dev.evpnd.wire.evpn.RouteDistinguisher;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The VTEP 192.0.2.5 with the bridge domain 100 and its IP-VRF 5000, and the routes that its
/// neighbours 192.0.2.1 to 192.0.2.9 may send it.
final class OneVtep {
    static final Vni L2 = new Vni(100);
    static final Vni L3 = new Vni(5000);
    static final IpAddress HERE = IpAddress.parse("192.0.2.5");
    static final IpAddress LOWER = IpAddress.parse("192.0.2.1");
    static final IpAddress HIGHER = IpAddress.parse("192.0.2.9");
    static final MacAddress MAC = MacAddress.parse("02:00:00:00:00:aa");
    static final MacAddress OTHER_MAC = MacAddress.parse("02:00:00:00:00:bb");
    static final MacAddress ROUTER = MacAddress.parse("02:00:00:00:05:05");
    static final MacAddress REMOTE_ROUTER = MacAddress.parse("02:00:00:00:01:01");
    static final IpAddress IP = IpAddress.parse("10.1.0.1");
    static final RouteTarget L2_TARGET = RouteTarget.of(new Asn(65000), 100);
    static final RouteTarget L3_TARGET = RouteTarget.of(new Asn(65000), 5000);

    final Instances instances = new Instances();
    long now = 1_000_000;
    private static final int PORT = 3;

    OneVtep() {
        instances.configure(ipVrf());
        instances.configure(macVrf());
        drain();
    }

    boolean configure(MacVrfSettings settings) {
        boolean offer = instances.configure(settings);
        goOn();
        return offer;
    }

    boolean configure(IpVrfSettings settings) {
        boolean offer = instances.configure(settings);
        goOn();
        return offer;
    }

    boolean unconfigureMacVrf(Vni vni) {
        boolean offer = instances.unconfigureMacVrf(vni);
        goOn();
        return offer;
    }

    boolean unconfigureIpVrf(Vni vni) {
        boolean offer = instances.unconfigureIpVrf(vni);
        goOn();
        return offer;
    }

    /// Goes on in the smallest slices, until there is no more to do.
    void goOn() {
        while (instances.goOn(new Slice(1), now)) {
            // There is more.
        }
    }

    static MacVrfSettings macVrf() {
        return MacVrfSettings.of(
                        L2,
                        RouteDistinguisher.parse("192.0.2.5:2"),
                        List.of(new ImportTarget.Exact(L2_TARGET)),
                        List.of(L2_TARGET),
                        HERE)
                .withL3Vni(L3);
    }

    /// The same as [#ipVrf()] but for these two.
    static IpVrfSettings ipVrf(int maxPaths, boolean prefixRoutesOnly) {
        var all = ipVrf();
        return new IpVrfSettings(
                all.name(),
                all.l3Vni(),
                all.routeDistinguisher(),
                all.importTargets(),
                all.exportTargets(),
                all.routerMac(),
                all.vtep(),
                maxPaths,
                prefixRoutesOnly);
    }

    static IpVrfSettings ipVrf() {
        return IpVrfSettings.of(
                "red",
                L3,
                RouteDistinguisher.parse("192.0.2.5:3"),
                List.of(new ImportTarget.Exact(L3_TARGET)),
                List.of(L3_TARGET),
                ROUTER,
                HERE);
    }

    static RouteDistinguisher distinguisher(IpAddress vtep) {
        return vtep instanceof Ipv4Address v4
                ? RouteDistinguisher.of(v4, 2)
                : RouteDistinguisher.parse("65000:6");
    }

    static MacIpAdvertisement host(IpAddress vtep, MacAddress mac, @Nullable IpAddress ip) {
        return host(vtep, mac, ip, EthernetTag.ZERO);
    }

    static MacIpAdvertisement host(
            IpAddress vtep, MacAddress mac, @Nullable IpAddress ip, EthernetTag tag) {
        return new MacIpAdvertisement(
                distinguisher(vtep),
                EthernetSegmentId.ZERO,
                tag,
                mac,
                ip,
                new Label24(L2.number()),
                ip == null ? null : new Label24(L3.number()));
    }

    static InclusiveMulticastEthernetTag multicast(IpAddress vtep) {
        return new InclusiveMulticastEthernetTag(distinguisher(vtep), EthernetTag.ZERO, vtep);
    }

    static IpPrefixAdvertisement prefix(IpAddress vtep, String prefix) {
        return prefix(vtep, prefix, EthernetSegmentId.ZERO, "0.0.0.0", L3.number());
    }

    static IpPrefixAdvertisement prefix(
            IpAddress vtep, String prefix, EthernetSegmentId segment, String gateway, int label) {
        return new IpPrefixAdvertisement(
                distinguisher(vtep),
                segment,
                EthernetTag.ZERO,
                IpPrefix.parse(prefix),
                IpAddress.parse(gateway),
                new Label24(label));
    }

    /// The route with these communities alone.
    static Offer bare(IpAddress vtep, EvpnRoute route, ExtendedCommunity... communities) {
        return offer(vtep, route, null, communities);
    }

    private static Offer offer(
            IpAddress vtep,
            EvpnRoute route,
            @Nullable PmsiTunnel tunnel,
            ExtendedCommunity... communities) {
        var attributes =
                communities.length == 0
                        ? PathAttributes.EMPTY
                        : PathAttributes.of(ExtendedCommunities.of(communities));
        return Offer.of(
                route,
                OfferedAttributes.of(
                        MpNextHop.of(vtep), tunnel == null ? attributes : attributes.with(tunnel)));
    }

    /// A route for the bridge domain, by VXLAN.
    static Offer toL2(IpAddress vtep, EvpnRoute route, ExtendedCommunity... more) {
        return bare(vtep, route, with(more, Encapsulation.VXLAN, L2_TARGET));
    }

    /// A route for the IP-VRF, by VXLAN.
    static Offer toL3(IpAddress vtep, EvpnRoute route, ExtendedCommunity... more) {
        return bare(
                vtep,
                route,
                with(more, Encapsulation.VXLAN, L3_TARGET, RouterMac.of(router(vtep))));
    }

    /// The router of a VTEP: of the lower one [#REMOTE_ROUTER].
    static MacAddress router(IpAddress vtep) {
        int last = vtep instanceof Ipv4Address(int bits) ? bits & 0xff : 0;
        return new MacAddress(0x0200_0000_0100L + last);
    }

    private static ExtendedCommunity[] with(ExtendedCommunity[] more, ExtendedCommunity... first) {
        return Stream.concat(Stream.of(first), Stream.of(more)).toArray(ExtendedCommunity[]::new);
    }

    static Offer flooded(IpAddress vtep, @Nullable PmsiTunnel tunnel) {
        return flooded(vtep, vtep, tunnel);
    }

    /// The same of another router behind the VTEP.
    static Offer flooded(IpAddress vtep, IpAddress originator, @Nullable PmsiTunnel tunnel) {
        var route =
                new InclusiveMulticastEthernetTag(
                        distinguisher(vtep), EthernetTag.ZERO, originator);
        return offer(vtep, route, tunnel, Encapsulation.VXLAN, L2_TARGET);
    }

    static PmsiTunnel replication(IpAddress vtep) {
        return PmsiTunnel.ingressReplication(new Label24(L2.number()), vtep);
    }

    static Intent.RemoteMac remoteMac(MacAddress mac, IpAddress vtep) {
        return new Intent.RemoteMac(L2, mac, vtep, L2, false, false);
    }

    static Intent.RemoteNeighbor remoteNeighbor(IpAddress ip, MacAddress mac, IpAddress vtep) {
        return new Intent.RemoteNeighbor(L2, ip, mac, vtep, false);
    }

    int receive(Offer offer) {
        return instances.offer(offer, now);
    }

    int receive(IpAddress vtep, MacAddress mac, @Nullable IpAddress ip, long sequence) {
        return receive(toL2(vtep, host(vtep, mac, ip), MacMobility.of(sequence)));
    }

    void lose(EvpnRoute route) {
        instances.gone(route.key(), now);
    }

    void learn(MacAddress mac) {
        instances.macLearned(L2, mac, PORT, false, now);
    }

    void learnSticky(MacAddress mac) {
        instances.macLearned(L2, mac, PORT, true, now);
    }

    void learn(IpAddress ip, MacAddress mac) {
        instances.neighborLearned(L2, ip, mac, false, now);
    }

    /// What is announced of type 2: MAC address, IP address, sequence number.
    List<String> hosts() {
        return instances.originations().stream()
                .filter(each -> each.route() instanceof MacIpAdvertisement)
                .map(OneVtep::text)
                .toList();
    }

    private static String text(Origination origination) {
        var route = (MacIpAdvertisement) origination.route();
        var mobility =
                communities(origination).stream()
                        .filter(MacMobility.class::isInstance)
                        .map(each -> " " + each)
                        .findFirst()
                        .orElse("");
        var ip = route.ipAddress() == null ? "" : " " + route.ipAddress();
        return route.macAddress() + ip + mobility;
    }

    static List<ExtendedCommunity> communities(Origination origination) {
        return origination.attributes().find(ExtendedCommunities.class).orElseThrow().asList();
    }

    /// All that is to be done, for other speakers first.
    List<InstanceChange> drain() {
        return drain(instances);
    }

    static List<InstanceChange> drain(Instances instances) {
        var changes = new ArrayList<InstanceChange>();
        for (var route = instances.nextRoute(); route != null; route = instances.nextRoute()) {
            changes.add(route);
        }
        changes.addAll(instances.drain());
        return changes;
    }

    List<Notice> notices() {
        return drain().stream()
                .filter(InstanceChange.Tell.class::isInstance)
                .map(change -> ((InstanceChange.Tell) change).notice())
                .toList();
    }

    HostView view(MacAddress mac) {
        return instances.mac(L2, mac).orElseThrow();
    }
}
