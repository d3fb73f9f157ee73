package dev.evpnd.rib.model;

import dev.evpnd.rib.instance.Intent;
import dev.evpnd.rib.instance.MacVrfSettings;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.Ipv6Address;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.AsPathSegment;
import dev.evpnd.wire.attribute.Communities;
import dev.evpnd.wire.attribute.ExtendedCommunities;
import dev.evpnd.wire.attribute.LocalPref;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.MultiExitDisc;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.attribute.PmsiTunnel;
import dev.evpnd.wire.community.Community;
import dev.evpnd.wire.community.DefaultGateway;
import dev.evpnd.wire.community.Encapsulation;
import dev.evpnd.wire.community.ExtendedCommunity;
import dev.evpnd.wire.community.MacMobility;
import dev.evpnd.wire.community.NeighborDiscovery;
import dev.evpnd.wire.community.RouteTarget;
import dev.evpnd.wire.evpn.EthernetTag;
import dev.evpnd.wire.evpn.InclusiveMulticastEthernetTag;
import dev.evpnd.wire.evpn.MacIpAdvertisement;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What a best path says to a VTEP: that hosts are behind another, or that it wants a copy of what
/// is flooded.
record NaiveClaim(NaivePath path) {

    /// RFC 7432 section 15.1, behind RFC 9494; then what is left of the decision for paths that are
    /// of several destinations.
    static final Comparator<NaiveClaim> BEST_FIRST =
            Comparator.comparing(NaiveClaim::isStale)
                    .thenComparing(claim -> !claim.isSticky())
                    .thenComparingLong(claim -> -claim.sequence())
                    .thenComparing(NaiveClaim::nextHop)
                    .thenComparingLong(claim -> -claim.localPref())
                    .thenComparingInt(NaiveClaim::asPathLength)
                    .thenComparingInt(NaiveClaim::origin)
                    .thenComparingLong(NaiveClaim::metric)
                    .thenComparing(claim -> claim.path.peer().kind().isInternal())
                    .thenComparing(
                            claim -> claim.host().map(MacIpAdvertisement::ipAddress).orElse(null),
                            Comparator.nullsFirst(Comparator.naturalOrder()))
                    .thenComparingLong(
                            claim ->
                                    claim.host()
                                            .map(host -> host.routeDistinguisher().bits())
                                            .orElse(0L))
                    .thenComparingInt(
                            claim -> claim.host().map(host -> host.ethernetTag().id()).orElse(0))
                    .thenComparingLong(
                            claim -> claim.host().map(host -> host.macAddress().bits()).orElse(0L));

    private Optional<MacIpAdvertisement> host() {
        return path.route() instanceof NaiveRoute.Evpn(MacIpAdvertisement route)
                ? Optional.of(route)
                : Optional.empty();
    }

    IpAddress nextHop() {
        return new MpNextHop(path.nextHop()).address().orElseThrow();
    }

    private <C extends ExtendedCommunity> List<C> communities(Class<C> type) {
        return path.attributes().find(ExtendedCommunities.class).stream()
                .flatMap(list -> list.asList().stream())
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private boolean isStale() {
        return path.attributes()
                .find(Communities.class)
                .filter(list -> list.asList().contains(Community.LLGR_STALE))
                .isPresent();
    }

    private <T> T mobility(Function<MacMobility, T> of, T otherwise) {
        return communities(MacMobility.class).stream().findFirst().map(of).orElse(otherwise);
    }

    private boolean isSticky() {
        return mobility(MacMobility::isSticky, false);
    }

    private long sequence() {
        return mobility(MacMobility::sequenceNumber, 0L);
    }

    private long localPref() {
        return path.attributes().find(LocalPref.class).map(LocalPref::preference).orElse(100L);
    }

    private int asPathLength() {
        return path.attributes().find(AsPath.class).orElseThrow().segments().stream()
                .mapToInt(NaiveClaim::length)
                .sum();
    }

    private static int length(AsPathSegment segment) {
        return switch (segment.type()) {
            case AS_SEQUENCE -> segment.numbers().size();
            case AS_SET -> 1;
            case AS_CONFED_SEQUENCE, AS_CONFED_SET -> 0;
        };
    }

    private int origin() {
        return path.attributes().find(Origin.class).orElseThrow().value();
    }

    /// Which is of one AS, and compared where that is this one.
    private long metric() {
        return asPathLength() > 0
                ? 0
                : path.attributes().find(MultiExitDisc.class).map(MultiExitDisc::metric).orElse(0L);
    }

    // What of it is taken.

    boolean isImportedBy(MacVrfSettings vrf) {
        var targets = communities(RouteTarget.class);
        var encapsulations = communities(Encapsulation.class);
        return vrf.importTargets().stream()
                        .anyMatch(each -> targets.stream().anyMatch(each::matches))
                && isHost(nextHop())
                && (encapsulations.isEmpty() || encapsulations.contains(Encapsulation.VXLAN))
                && isOfUse(vrf);
    }

    /// Whether it is this VTEP that it speaks of.
    boolean isOf(MacVrfSettings vrf) {
        return nextHop().equals(vrf.vtep()) || endpoint().filter(vrf.vtep()::equals).isPresent();
    }

    private boolean isOfUse(MacVrfSettings vrf) {
        if (!(path.route() instanceof NaiveRoute.Evpn(var evpn))) {
            return false;
        }
        return switch (evpn) {
            case MacIpAdvertisement route ->
                    isOfDomain(vrf, route.ethernetTag())
                            && !route.macAddress().isGroup()
                            && route.macAddress().bits() != 0
                            && (route.ipAddress() == null || isHost(route.ipAddress()));
            case InclusiveMulticastEthernetTag route ->
                    isOfDomain(vrf, route.ethernetTag())
                            && endpoint().filter(NaiveClaim::isHost).isPresent();
            default -> false;
        };
    }

    private static boolean isOfDomain(MacVrfSettings vrf, EthernetTag tag) {
        return tag.id() == 0 || tag.id() == vrf.vni().number();
    }

    private static boolean isHost(IpAddress address) {
        return switch (address) {
            case Ipv4Address v4 -> {
                int first = v4.bits() >>> 24;
                yield first != 0 && first != 127 && first < 224;
            }
            case Ipv6Address(long high, long low) ->
                    high >>> 56 != 0xff && !(high == 0 && (low == 0 || low == 1));
        };
    }

    /// Where copies of what is flooded go, if it is by ingress replication.
    private Optional<IpAddress> endpoint() {
        if (!(path.route() instanceof NaiveRoute.Evpn(InclusiveMulticastEthernetTag route))) {
            return Optional.empty();
        }
        return path.attributes()
                .find(PmsiTunnel.class)
                .filter(tunnel -> tunnel.tunnelType() == PmsiTunnel.INGRESS_REPLICATION)
                .map(
                        tunnel ->
                                tunnel.ingressReplicationEndpoint()
                                        .filter(each -> !each.isUnspecified())
                                        .orElse(nextHop()));
    }

    // What follows.

    Intent mac(MacVrfSettings vrf, MacIpAdvertisement route) {
        return new Intent.RemoteMac(
                vrf.vni(),
                route.macAddress(),
                nextHop(),
                vniOr(vrf, route.label1().vni()),
                isSticky(),
                isGateway());
    }

    private boolean isGateway() {
        return !communities(DefaultGateway.class).isEmpty();
    }

    Intent neighbor(MacVrfSettings vrf, MacIpAdvertisement route, IpAddress address) {
        boolean router =
                isGateway()
                        || communities(NeighborDiscovery.class).stream()
                                .anyMatch(each -> each.has(NeighborDiscovery.ROUTER));
        return new Intent.RemoteNeighbor(vrf.vni(), address, route.macAddress(), nextHop(), router);
    }

    Optional<Intent> flood(MacVrfSettings vrf) {
        return endpoint()
                .map(
                        endpoint ->
                                new Intent.FloodEntry(
                                        vrf.vni(),
                                        endpoint,
                                        vniOr(
                                                vrf,
                                                path.attributes()
                                                        .find(PmsiTunnel.class)
                                                        .orElseThrow()
                                                        .label()
                                                        .vni())));
    }

    private static Vni vniOr(MacVrfSettings vrf, int label) {
        return label == 0 ? vrf.vni() : new Vni(label);
    }
}
