package dev.evpnd.it.tshark;

import dev.evpnd.wire.address.Ipv6Address;
import dev.evpnd.wire.attribute.Aigp;
import dev.evpnd.wire.attribute.AttrSet;
import dev.evpnd.wire.attribute.ClusterList;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.MpReachNlri;
import dev.evpnd.wire.attribute.PmsiTunnel;
import dev.evpnd.wire.attribute.PrefixSid;
import dev.evpnd.wire.attribute.TunnelEncapsulation;
import dev.evpnd.wire.attribute.UnrecognizedAttribute;
import dev.evpnd.wire.capability.Fqdn;
import dev.evpnd.wire.capability.Unrecognized;
import dev.evpnd.wire.community.ExtendedCommunity;
import dev.evpnd.wire.error.NotificationCode;
import dev.evpnd.wire.evpn.EthernetSegmentId;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.message.BgpMessage;
import dev.evpnd.wire.message.Notification;
import dev.evpnd.wire.message.Open;
import dev.evpnd.wire.message.RouteRefresh;
import dev.evpnd.wire.nlri.EvpnNlri;
import dev.evpnd.wire.nlri.OpaqueNlri;
import dev.evpnd.wire.nlri.RouteTargetMembership;
import dev.evpnd.wire.nlri.RouteTargetNlri;
import dev.evpnd.wire.nlri.UnicastNlri;
import dev.evpnd.wire.octets.OctetWriter;

import java.util.Arrays;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/// What is legal, and what tshark 4.0.17 nevertheless does not read, or reads as something else.
///
/// The random messages have none of it, so that all that is left in them is compared without any
/// exception. For each limit there is an example in [TsharkLimitExamples], and a test that tshark
/// still cannot read it: a limit that a later tshark no longer has is to be taken out here.
// The predicates capture nothing.
@SuppressWarnings("ImmutableEnumChecker")
enum TsharkLimit {

    // OPEN

    EXTENDED_OPTIONAL_PARAMETERS(
            "RFC 9072 is not known: 255 is taken for the length of parameters of the old form",
            Open.class,
            open -> open.capabilities().stream().mapToInt(each -> each.length()).sum() > 253),
    FQDN_OF_OTHER_THAN_ASCII(
            "names are read as ASCII, though the draft has UTF-8, and control characters escaped",
            Fqdn.class,
            fqdn -> !(fqdn.hostName() + fqdn.domainName()).matches("[ -~]*")),
    CAPABILITY_OF_A_DRAFT(
            "values of ORF, BGPsec and multisession are read, which are octets to us",
            Unrecognized.class,
            capability -> Set.of(0, 3, 7, 72, 128, 130, 131).contains(capability.code())),

    // NOTIFICATION and ROUTE-REFRESH

    UNSUPPORTED_CAPABILITY_DATA(
            "capabilities are read in the data, which are octets to us and here no capabilities",
            Notification.class,
            each ->
                    each.code().equals(NotificationCode.UNSUPPORTED_CAPABILITY)
                            && !each.data().isEmpty()),
    BAD_PEER_AS_DATA(
            "the data is read as a number, and can be longer than one",
            Notification.class,
            each -> each.code().equals(NotificationCode.BAD_PEER_AS) && each.data().length() > 4),
    CONTROL_CHARACTERS_IN_A_SHUTDOWN_TEXT(
            "control characters are escaped, and a text is over at NUL",
            Notification.class,
            each ->
                    each.shutdownCommunication()
                            .filter(text -> text.chars().anyMatch(Character::isISOControl))
                            .isPresent()),
    OUTBOUND_ROUTE_FILTERS(
            "filters are read, which are octets to us",
            RouteRefresh.class,
            refresh -> !refresh.outboundRouteFilters().isEmpty()),

    // UPDATE

    EXTENDED_MESSAGE(
            "RFC 8654 is not known: a message above 4,096 octets has an invalid length",
            BgpMessage.class,
            TsharkLimit::isExtended),
    UNREAD_FAMILY(
            "families that are octets to us are read, or not, as families",
            OpaqueNlri.class,
            opaque -> true),
    IPV4_NEXT_HOP_OF_IPV6_ROUTES(
            "IPv6 unicast has to have a next hop of IPv6",
            MpReachNlri.class,
            reach -> reach.nlri().family().afi() == 2 && reach.nextHop().octets().length() == 4),
    LINK_LOCAL_NEXT_HOP_OF_OTHER_SCOPE(
            "the second address of a next hop is warned of where it is not in fe80::/10",
            MpNextHop.class,
            hop -> hop.linkLocal().filter(address -> !isLinkLocal(address)).isPresent()),

    // NLRI

    UNREAD_ROUTE_TYPE(
            "types 9 and 11 of RFC 9572 are not known, and so are those that nobody knows",
            EvpnRoute.class,
            route -> route.routeType() == 9 || route.routeType() > 10 || route.routeType() == 0),
    LEAVE_SYNCH(
            "reserved octets and response time are not known: the first is taken for the flags, the"
                    + " others for a route",
            EvpnRoute.class,
            route -> route.routeType() == 8),
    RESERVED_SEGMENT_TYPE(
            "types 6 to 254 are an error, though RFC 7432 leaves them open",
            EthernetSegmentId.class,
            segment -> segment.type() > 5 && segment.type() != 255),
    DEFAULT_ROUTE_BESIDE_OTHERS(
            "path identifiers are guessed: a list with a prefix of no bits may be taken for one"
                    + " that has them",
            UnicastNlri.class,
            unicast ->
                    unicast.prefixes().size() > 1
                            && unicast.prefixes().stream().anyMatch(p -> p.route().length() == 0)),
    PATH_IDENTIFIER_OF_EVPN(
            "path identifiers are guessed: where the first octet is zero",
            EvpnNlri.class,
            (evpn, session) ->
                    session.isAddPath()
                            && evpn.routes().stream().anyMatch(each -> each.pathId() >>> 24 != 0)),
    PATH_IDENTIFIER_OF_UNICAST(
            "path identifiers are guessed: where the octets make no list of prefixes without them,"
                    + " which is certain where the first octet is no length of a prefix",
            UnicastNlri.class,
            (unicast, session) ->
                    session.isAddPath()
                            && unicast.prefixes().stream()
                                    .anyMatch(each -> each.pathId() >>> 24 <= 128)),
    PATH_IDENTIFIER_OF_ROUTE_TARGETS(
            "route targets are taken to have no path identifiers",
            RouteTargetNlri.class,
            (targets, session) -> session.isAddPath() && !targets.isEmpty()),
    ROUTE_TARGET_PREFIX(
            "a route target is read whole, however much of it is there",
            RouteTargetMembership.class,
            each -> each.length() != 0 && each.length() != 96),
    ROUTE_TARGET_OF_FOUR_OCTET_AS(
            "the AS number of such a target is read at a wrong place",
            RouteTargetMembership.class,
            each -> each.routeTarget() >>> 48 == 0x0202),

    // Attributes

    LONG_CLUSTER_LIST(
            "with the Extended Length bit, every identifier is read an octet too late",
            ClusterList.class,
            list -> list.clusterIds().size() > 63),
    COMMUNITY_OF_OTHER_PROTOCOLS(
            "communities of QoS, CoS, OSPF, EIGRP, Flowspec, cost and E-Tree are read, which are"
                    + " octets to us",
            ExtendedCommunity.class,
            TsharkLimit::isOfOtherProtocol),
    PMSI_TUNNEL_IDENTIFIER(
            "identifiers of RSVP-TE and mLDP tunnels are read, which are octets to us",
            PmsiTunnel.class,
            pmsi -> Set.of(1, 2, 7).contains(pmsi.tunnelType())),
    PMSI_TUNNEL_TYPE("types above 7 are an error", PmsiTunnel.class, pmsi -> pmsi.tunnelType() > 7),
    PMSI_TUNNEL_OF_IPV6(
            "addresses in tunnel identifiers are taken for IPv4",
            PmsiTunnel.class,
            pmsi ->
                    pmsi.tunnelType() == 6 && pmsi.tunnelIdentifier().length() == 16
                            || Set.of(3, 4, 5).contains(pmsi.tunnelType())
                                    && pmsi.tunnelIdentifier().length() == 32),
    TUNNEL_SUB_TLV(
            "sub-TLVs are read, whatever their length, which are octets to us",
            TunnelEncapsulation.class,
            encapsulation ->
                    encapsulation.tunnels().stream()
                            .flatMap(tunnel -> tunnel.subTlvs().stream())
                            .anyMatch(each -> isReadSubTlv(each.type()))),
    AIGP_WITHOUT_METRIC_IN_FRONT(
            "a first TLV of another type is an error",
            Aigp.class,
            aigp -> aigp.tlvs().getFirst().type() != Aigp.AIGP_TLV),
    UNKNOWN_TLV_OF_PREFIX_SID(
            "three octets are missing of what is shown of the value",
            PrefixSid.class,
            sid -> sid.tlvs().stream().anyMatch(each -> !Set.of(1, 3, 5, 6).contains(each.type()))),
    SRGB_IN_FRONT_OF_OTHER_TLVS(
            "what follows an Originator SRGB is read two octets too late",
            PrefixSid.class,
            sid ->
                    sid.tlvs().subList(0, sid.tlvs().size() - 1).stream()
                            .anyMatch(each -> each.type() == PrefixSid.ORIGINATOR_SRGB)),
    PATH_IN_AN_ATTR_SET(
            "an AS_PATH inside is read with AS numbers of the length of those outside",
            AttrSet.class,
            (set, session) -> session.asNumberOctets() == 2 && set.attributes().has(2)),
    ATTRIBUTE_OF_OTHER_PROTOCOLS(
            "BGP-LS, also under its squatted code 99, BGPsec, D-PATH and SSA are read, which are"
                    + " octets to us",
            UnrecognizedAttribute.class,
            attribute -> Set.of(19, 29, 33, 36, 99).contains(attribute.code()));

    private static final int LONGEST_MESSAGE = 4096;

    private final String reason;
    private final BiPredicate<Object, Session> holds;

    <T> TsharkLimit(String reason, Class<T> type, Predicate<? super T> holds) {
        this(reason, type, (element, session) -> holds.test(element));
    }

    <T> TsharkLimit(String reason, Class<T> type, BiPredicate<? super T, Session> holds) {
        this.reason = reason;
        this.holds =
                (element, session) ->
                        type.isInstance(element) && holds.test(type.cast(element), session);
    }

    /// Whether tshark reads a message, or a part of one, as far as it can be told without looking
    /// into its parts.
    static boolean reads(Object element, Session session) {
        return Arrays.stream(values()).noneMatch(each -> each.holds.test(element, session));
    }

    /// Why this is beyond tshark.
    String reason() {
        return reason;
    }

    private static boolean isExtended(BgpMessage message) {
        var encoded = new OctetWriter();
        message.encode(encoded, Session.FOUR_OCTET_AS.negotiated());
        return encoded.length() > LONGEST_MESSAGE;
    }

    private static boolean isLinkLocal(Ipv6Address address) {
        return address.high() >>> 54 == 0xfe80 >>> 6;
    }

    private static boolean isOfOtherProtocol(ExtendedCommunity community) {
        int code = (int) (community.bits() >>> 48);
        return Set.of(0x04, 0x44, 0x05, 0x80, 0x81, 0x82, 0x88).contains(code >>> 8)
                || Set.of(0x0301, 0x0306, 0x4301, 0x0605).contains(code);
    }

    private static boolean isReadSubTlv(int type) {
        return Set.of(1, 2, 4, 5, 12, 13, 14, 15, 128, 129).contains(type);
    }
}
