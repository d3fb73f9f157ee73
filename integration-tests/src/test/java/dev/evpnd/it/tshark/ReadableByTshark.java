package dev.evpnd.it.tshark;

import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.Ipv6Address;
import dev.evpnd.wire.attribute.AttrSet;
import dev.evpnd.wire.attribute.ExtendedCommunities;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.MpReachNlri;
import dev.evpnd.wire.attribute.MpUnreachNlri;
import dev.evpnd.wire.attribute.PathAttribute;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.capability.Capability;
import dev.evpnd.wire.capability.Fqdn;
import dev.evpnd.wire.community.ExtendedCommunity;
import dev.evpnd.wire.evpn.EthernetAutoDiscovery;
import dev.evpnd.wire.evpn.EthernetSegmentId;
import dev.evpnd.wire.evpn.EthernetSegmentRoute;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.evpn.InclusiveMulticastEthernetTag;
import dev.evpnd.wire.evpn.IpPrefixAdvertisement;
import dev.evpnd.wire.evpn.LeafAutoDiscovery;
import dev.evpnd.wire.evpn.MacIpAdvertisement;
import dev.evpnd.wire.evpn.MulticastLeaveSynch;
import dev.evpnd.wire.evpn.MulticastMembershipReportSynch;
import dev.evpnd.wire.evpn.PerRegionIPmsiAutoDiscovery;
import dev.evpnd.wire.evpn.SPmsiAutoDiscovery;
import dev.evpnd.wire.evpn.SelectiveMulticastEthernetTag;
import dev.evpnd.wire.evpn.UnrecognizedRoute;
import dev.evpnd.wire.message.BgpMessage;
import dev.evpnd.wire.message.Keepalive;
import dev.evpnd.wire.message.Notification;
import dev.evpnd.wire.message.Open;
import dev.evpnd.wire.message.RouteRefresh;
import dev.evpnd.wire.message.Update;
import dev.evpnd.wire.nlri.EvpnNlri;
import dev.evpnd.wire.nlri.Nlri;
import dev.evpnd.wire.nlri.NlriField;
import dev.evpnd.wire.nlri.OpaqueNlri;
import dev.evpnd.wire.nlri.RouteTargetNlri;
import dev.evpnd.wire.nlri.UnicastNlri;

import java.util.ArrayList;
import java.util.Optional;

/// Takes out of messages what tshark cannot read, and puts in its place, where something has to be
/// there, something of the same kind that it can.
///
/// What it cannot read says [TsharkLimit] alone; whatever this class leaves in is compared.
final class ReadableByTshark {
    private static final int FIRST_UNAMBIGUOUS_OCTET = 0x81;
    private static final int SEGMENT_TYPES = 6;

    private final Session session;

    ReadableByTshark(Session session) {
        this.session = session;
    }

    /// The message without what tshark cannot read; nothing where that is the message itself.
    Optional<BgpMessage> message(BgpMessage message) {
        BgpMessage readable =
                switch (message) {
                    case Open open -> open(open);
                    case Update update -> update(update);
                    case Notification notification -> notification(notification);
                    case Keepalive _, RouteRefresh _ -> message;
                };
        return Optional.of(readable).filter(this::reads);
    }

    private boolean reads(Object element) {
        return TsharkLimit.reads(element, session);
    }

    private Open open(Open open) {
        var capabilities = open.capabilities().stream().map(this::named).filter(this::reads);
        return new Open(
                open.myAutonomousSystem(),
                open.holdTimeSeconds(),
                open.identifier(),
                capabilities.toList());
    }

    private Capability named(Capability capability) {
        return capability instanceof Fqdn(var host, var domain)
                ? new Fqdn(printable(host), printable(domain))
                : capability;
    }

    private static String printable(String text) {
        return text.replaceAll("[^ -~]", "");
    }

    private static Notification notification(Notification notification) {
        return notification
                .shutdownCommunication()
                .map(text -> text.replaceAll("\\p{Cntrl}|[\\x80-\\x9f]", ""))
                .map(text -> Notification.shutdown(notification.code(), text))
                .orElse(notification);
    }

    private Update update(Update update) {
        return new Update(
                unicast(update.withdrawnRoutes()),
                attributes(update.pathAttributes()),
                unicast(update.nlri()));
    }

    private PathAttributes attributes(PathAttributes attributes) {
        var readable = attributes;
        for (var attribute : attributes.asList()) {
            var replaced = attribute(attribute).filter(this::reads);
            readable =
                    replaced.isPresent()
                            ? readable.with(replaced.get())
                            : readable.without(attribute.code());
        }
        return readable;
    }

    private Optional<PathAttribute> attribute(PathAttribute attribute) {
        // Most attributes are read, or not, as a whole.
        return switch (attribute) {
            case MpReachNlri reach ->
                    nlri(reach.nlri()).map(nlri -> new MpReachNlri(nextHop(reach.nextHop()), nlri));
            case MpUnreachNlri unreach -> nlri(unreach.nlri()).map(MpUnreachNlri::new);
            case ExtendedCommunities communities -> communities(communities);
            case AttrSet set ->
                    Optional.of(new AttrSet(set.originAs(), attributes(set.attributes())));
            default -> Optional.of(attribute);
        };
    }

    private Optional<PathAttribute> communities(ExtendedCommunities communities) {
        var readable = communities.asList().stream().filter(this::reads).toList();
        return readable.isEmpty()
                ? Optional.empty()
                : Optional.of(ExtendedCommunities.of(readable.toArray(ExtendedCommunity[]::new)));
    }

    private MpNextHop nextHop(MpNextHop nextHop) {
        if (reads(nextHop)) {
            return nextHop;
        }
        var local = new Ipv6Address(0xfe80L << 48, nextHop.linkLocal().orElseThrow().low());
        return MpNextHop.of((Ipv6Address) nextHop.address().orElseThrow(), local);
    }

    private Optional<NlriField> nlri(NlriField nlri) {
        NlriField readable =
                switch (nlri) {
                    case EvpnNlri evpn -> evpn(evpn);
                    case UnicastNlri unicast -> unicast(unicast);
                    case RouteTargetNlri targets -> targets(targets);
                    case OpaqueNlri opaque -> opaque;
                };
        return Optional.of(readable).filter(this::reads);
    }

    private EvpnNlri evpn(EvpnNlri evpn) {
        var routes = new ArrayList<Nlri<EvpnRoute>>();
        for (var each : evpn.routes()) {
            if (reads(each.route())) {
                routes.add(new Nlri<>(each.pathId() & 0xff_ffff, route(each.route())));
            }
        }
        return new EvpnNlri(routes);
    }

    private UnicastNlri unicast(UnicastNlri unicast) {
        var prefixes = new ArrayList<Nlri<IpPrefix>>();
        for (var each : unicast.prefixes()) {
            int octet = Math.max(each.pathId() >>> 24, FIRST_UNAMBIGUOUS_OCTET);
            int pathId = session.isAddPath() ? octet << 24 | each.pathId() & 0xff_ffff : 0;
            prefixes.add(new Nlri<>(pathId, each.route()));
        }
        var readable = new UnicastNlri(unicast.family(), prefixes);
        if (!reads(readable)) {
            prefixes.removeIf(each -> each.route().length() == 0);
        }
        return new UnicastNlri(unicast.family(), prefixes);
    }

    private RouteTargetNlri targets(RouteTargetNlri targets) {
        return new RouteTargetNlri(
                targets.memberships().stream().filter(each -> reads(each.route())).toList());
    }

    private EvpnRoute route(EvpnRoute route) {
        return switch (route) {
            case EthernetAutoDiscovery ad ->
                    new EthernetAutoDiscovery(
                            ad.routeDistinguisher(),
                            segment(ad.ethernetSegmentId()),
                            ad.ethernetTag(),
                            ad.label());
            case MacIpAdvertisement macIp ->
                    new MacIpAdvertisement(
                            macIp.routeDistinguisher(),
                            segment(macIp.ethernetSegmentId()),
                            macIp.ethernetTag(),
                            macIp.macAddress(),
                            macIp.ipAddress(),
                            macIp.label1(),
                            macIp.label2());
            case EthernetSegmentRoute each ->
                    new EthernetSegmentRoute(
                            each.routeDistinguisher(),
                            segment(each.ethernetSegmentId()),
                            each.originatingRouter());
            case IpPrefixAdvertisement prefix ->
                    new IpPrefixAdvertisement(
                            prefix.routeDistinguisher(),
                            segment(prefix.ethernetSegmentId()),
                            prefix.ethernetTag(),
                            prefix.prefix(),
                            prefix.gateway(),
                            prefix.label());
            case MulticastMembershipReportSynch join ->
                    new MulticastMembershipReportSynch(
                            join.routeDistinguisher(),
                            segment(join.ethernetSegmentId()),
                            join.ethernetTag(),
                            join.flow(),
                            join.flags());
            case InclusiveMulticastEthernetTag _, SelectiveMulticastEthernetTag _ -> route;
            case SPmsiAutoDiscovery _, PerRegionIPmsiAutoDiscovery _ -> route;
            case MulticastLeaveSynch _, LeafAutoDiscovery _, UnrecognizedRoute _ -> route;
        };
    }

    /// The segment with a type that is defined in place of one that is not.
    private EthernetSegmentId segment(EthernetSegmentId segment) {
        int type = segment.type() % SEGMENT_TYPES;
        return reads(segment)
                ? segment
                : new EthernetSegmentId(type << 8 | segment.high() & 0xff, segment.low());
    }
}
