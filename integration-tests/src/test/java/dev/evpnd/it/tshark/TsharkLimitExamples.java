package dev.evpnd.it.tshark;

import static dev.evpnd.it.tshark.Session.ADD_PATH;
import static dev.evpnd.it.tshark.Session.FOUR_OCTET_AS;
import static dev.evpnd.it.tshark.Session.TWO_OCTET_AS;

import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.Ipv6Address;
import dev.evpnd.wire.address.Label24;
import dev.evpnd.wire.attribute.Aigp;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.AttrSet;
import dev.evpnd.wire.attribute.ClusterList;
import dev.evpnd.wire.attribute.ExtendedCommunities;
import dev.evpnd.wire.attribute.IntSequence;
import dev.evpnd.wire.attribute.LongSequence;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.MpReachNlri;
import dev.evpnd.wire.attribute.PathAttribute;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.attribute.PmsiTunnel;
import dev.evpnd.wire.attribute.PrefixSid;
import dev.evpnd.wire.attribute.Tlv;
import dev.evpnd.wire.attribute.TunnelEncapsulation;
import dev.evpnd.wire.attribute.TunnelEncapsulation.Tunnel;
import dev.evpnd.wire.attribute.UnrecognizedAttribute;
import dev.evpnd.wire.capability.Capability;
import dev.evpnd.wire.capability.Fqdn;
import dev.evpnd.wire.capability.SoftwareVersion;
import dev.evpnd.wire.capability.Unrecognized;
import dev.evpnd.wire.error.NotificationCode;
import dev.evpnd.wire.evpn.EthernetSegmentId;
import dev.evpnd.wire.evpn.EthernetSegmentRoute;
import dev.evpnd.wire.evpn.EthernetTag;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.evpn.MulticastFlow;
import dev.evpnd.wire.evpn.MulticastLeaveSynch;
import dev.evpnd.wire.evpn.PerRegionIPmsiAutoDiscovery;
import dev.evpnd.wire.evpn.RouteDistinguisher;
import dev.evpnd.wire.message.BgpMessage;
import dev.evpnd.wire.message.Notification;
import dev.evpnd.wire.message.Open;
import dev.evpnd.wire.message.RouteRefresh;
import dev.evpnd.wire.message.Update;
import dev.evpnd.wire.nlri.EvpnNlri;
import dev.evpnd.wire.nlri.Nlri;
import dev.evpnd.wire.nlri.NlriField;
import dev.evpnd.wire.nlri.OpaqueNlri;
import dev.evpnd.wire.nlri.RouteTargetMembership;
import dev.evpnd.wire.nlri.RouteTargetNlri;
import dev.evpnd.wire.nlri.UnicastNlri;
import dev.evpnd.wire.octets.Octets;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// A message for each limit of tshark, which it reads wrongly.
final class TsharkLimitExamples {
    private static final Ipv4Address ADDRESS = new Ipv4Address(0xc0000201);
    private static final Ipv6Address IPV6_ADDRESS = Ipv6Address.parse("2001:db8::1");
    private static final MpNextHop NEXT_HOP = MpNextHop.of(ADDRESS);
    private static final RouteDistinguisher DISTINGUISHER =
            RouteDistinguisher.of(new Asn(65000), 100);
    private static final EvpnRoute ROUTE = segmentRoute(EthernetSegmentId.ZERO);

    private TsharkLimitExamples() {}

    static Sample of(TsharkLimit limit) {
        var session =
                switch (limit) {
                    case PATH_IDENTIFIER_OF_EVPN, PATH_IDENTIFIER_OF_UNICAST -> ADD_PATH;
                    case PATH_IDENTIFIER_OF_ROUTE_TARGETS -> ADD_PATH;
                    case PATH_IN_AN_ATTR_SET -> TWO_OCTET_AS;
                    default -> FOUR_OCTET_AS;
                };
        return new Sample(limit + ": " + limit.reason(), session, List.of(message(limit)));
    }

    private static BgpMessage message(TsharkLimit limit) {
        return switch (limit) {
            case EXTENDED_OPTIONAL_PARAMETERS ->
                    open(new SoftwareVersion("v".repeat(250)), new SoftwareVersion("w"));
            case FQDN_OF_OTHER_THAN_ASCII -> open(new Fqdn("h\u00e9", ""));
            case CAPABILITY_OF_A_DRAFT -> open(new Unrecognized(3, Octets.of(1)));
            case UNSUPPORTED_CAPABILITY_DATA ->
                    new Notification(NotificationCode.UNSUPPORTED_CAPABILITY, Octets.of(1, 4, 0));
            case BAD_PEER_AS_DATA ->
                    new Notification(NotificationCode.BAD_PEER_AS, Octets.of(1, 2, 3, 4, 5));
            case CONTROL_CHARACTERS_IN_A_SHUTDOWN_TEXT ->
                    Notification.shutdown(NotificationCode.ADMINISTRATIVE_RESET, "a\tb");
            case OUTBOUND_ROUTE_FILTERS ->
                    new RouteRefresh(AddressFamily.L2VPN_EVPN, 0, Octets.of(1, 2, 0, 0));
            case EXTENDED_MESSAGE ->
                    update(new UnrecognizedAttribute(0xc0, 200, Octets.copyOf(new byte[5000])));
            case UNREAD_FAMILY ->
                    reach(new OpaqueNlri(new AddressFamily(1, 128), Octets.of(1, 2, 3)));
            case IPV4_NEXT_HOP_OF_IPV6_ROUTES ->
                    reach(unicast(AddressFamily.IPV6_UNICAST, 0, "2001:db8::/32"));
            case LINK_LOCAL_NEXT_HOP_OF_OTHER_SCOPE ->
                    update(
                            new MpReachNlri(
                                    MpNextHop.of(IPV6_ADDRESS, IPV6_ADDRESS), evpn(0, ROUTE)));
            case UNREAD_ROUTE_TYPE ->
                    reach(
                            evpn(
                                    0,
                                    new PerRegionIPmsiAutoDiscovery(
                                            DISTINGUISHER, EthernetTag.ZERO, 1)));
            case LEAVE_SYNCH -> reach(evpn(0, leaveSynch()));
            case RESERVED_SEGMENT_TYPE ->
                    reach(evpn(0, segmentRoute(new EthernetSegmentId(0x0600, 1))));
            case DEFAULT_ROUTE_BESIDE_OTHERS ->
                    reach(unicast(AddressFamily.IPV4_UNICAST, 0, "0.0.0.0/0", "10.0.0.0/24"));
            case PATH_IDENTIFIER_OF_EVPN -> reach(evpn(0x0100_0000, ROUTE));
            case PATH_IDENTIFIER_OF_UNICAST ->
                    reach(unicast(AddressFamily.IPV4_UNICAST, 0x080a_080b, "10.0.0.0/8"));
            case PATH_IDENTIFIER_OF_ROUTE_TARGETS -> targets(96, 0x0002);
            case ROUTE_TARGET_PREFIX -> targets(64, 0x0002);
            case ROUTE_TARGET_OF_FOUR_OCTET_AS -> targets(96, 0x0202);
            default -> update(attribute(limit));
        };
    }

    private static PathAttribute attribute(TsharkLimit limit) {
        return switch (limit) {
            case LONG_CLUSTER_LIST -> new ClusterList(IntSequence.of(new int[64]));
            case COMMUNITY_OF_OTHER_PROTOCOLS ->
                    new ExtendedCommunities(LongSequence.of(0x8006_0000_0000_0000L));
            case PMSI_TUNNEL_IDENTIFIER -> pmsi(PmsiTunnel.MLDP_P2MP, Octets.of(1, 2, 3));
            case PMSI_TUNNEL_TYPE -> pmsi(PmsiTunnel.ASSISTED_REPLICATION, Octets.of(192, 0, 2, 1));
            case PMSI_TUNNEL_OF_IPV6 -> PmsiTunnel.ingressReplication(Label24.ZERO, IPV6_ADDRESS);
            case TUNNEL_SUB_TLV ->
                    new TunnelEncapsulation(
                            List.of(new Tunnel(8, List.of(new Tlv(4, Octets.of(1, 2, 3))))));
            case AIGP_WITHOUT_METRIC_IN_FRONT ->
                    new Aigp(
                            List.of(
                                    new Tlv(2, Octets.EMPTY),
                                    new Tlv(Aigp.AIGP_TLV, Octets.copyOf(new byte[8]))));
            case UNKNOWN_TLV_OF_PREFIX_SID ->
                    new PrefixSid(List.of(new Tlv(99, Octets.of(1, 2, 3, 4))));
            case SRGB_IN_FRONT_OF_OTHER_TLVS -> {
                var srgb = new Tlv(PrefixSid.ORIGINATOR_SRGB, Octets.copyOf(new byte[8]));
                yield new PrefixSid(List.of(srgb, srgb));
            }
            case PATH_IN_AN_ATTR_SET ->
                    new AttrSet(new Asn(65000), PathAttributes.of(AsPath.ofSequence(65001)));
            case ATTRIBUTE_OF_OTHER_PROTOCOLS ->
                    new UnrecognizedAttribute(0x80, 29, Octets.of(1, 2, 3));
            default -> throw new AssertionError("no example of " + limit);
        };
    }

    private static Open open(Capability... capabilities) {
        return new Open(65000, 180, new BgpIdentifier(1), List.of(capabilities));
    }

    private static Update update(PathAttribute attribute) {
        return Update.of(PathAttributes.of(attribute));
    }

    private static Update reach(NlriField nlri) {
        return update(new MpReachNlri(NEXT_HOP, nlri));
    }

    private static EvpnNlri evpn(int pathId, EvpnRoute route) {
        return new EvpnNlri(Collections.nCopies(2, new Nlri<>(pathId, route)));
    }

    private static UnicastNlri unicast(AddressFamily family, int pathId, String... prefixes) {
        return new UnicastNlri(
                family,
                Arrays.stream(prefixes)
                        .map(prefix -> new Nlri<>(pathId, IpPrefix.parse(prefix)))
                        .toList());
    }

    private static Update targets(int length, long type) {
        var membership =
                new RouteTargetMembership(length, new Asn(65000), type << 48 | 0x1234_5678_9abcL);
        return reach(new RouteTargetNlri(List.of(new Nlri<>(1, membership))));
    }

    private static PmsiTunnel pmsi(int type, Octets identifier) {
        return new PmsiTunnel(0, type, Label24.ZERO, identifier);
    }

    private static EvpnRoute segmentRoute(EthernetSegmentId segment) {
        return new EthernetSegmentRoute(DISTINGUISHER, segment, ADDRESS);
    }

    private static EvpnRoute leaveSynch() {
        IpAddress group = new Ipv4Address(0xe8000001);
        return new MulticastLeaveSynch(
                DISTINGUISHER,
                EthernetSegmentId.ZERO,
                EthernetTag.ZERO,
                new MulticastFlow(null, group, ADDRESS),
                0,
                10,
                2);
    }
}
