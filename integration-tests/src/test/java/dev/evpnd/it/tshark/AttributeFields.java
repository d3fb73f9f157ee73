package dev.evpnd.it.tshark;

import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.attribute.Aggregator;
import dev.evpnd.wire.attribute.Aigp;
import dev.evpnd.wire.attribute.As4Aggregator;
import dev.evpnd.wire.attribute.As4Path;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.AsPathSegment;
import dev.evpnd.wire.attribute.AtomicAggregate;
import dev.evpnd.wire.attribute.AttrSet;
import dev.evpnd.wire.attribute.AttributeContext;
import dev.evpnd.wire.attribute.ClusterList;
import dev.evpnd.wire.attribute.Communities;
import dev.evpnd.wire.attribute.ExtendedCommunities;
import dev.evpnd.wire.attribute.Ipv6ExtendedCommunities;
import dev.evpnd.wire.attribute.LargeCommunities;
import dev.evpnd.wire.attribute.LocalPref;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.MpReachNlri;
import dev.evpnd.wire.attribute.MpUnreachNlri;
import dev.evpnd.wire.attribute.MultiExitDisc;
import dev.evpnd.wire.attribute.NextHop;
import dev.evpnd.wire.attribute.OnlyToCustomer;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.attribute.OriginatorId;
import dev.evpnd.wire.attribute.PathAttribute;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.attribute.PmsiTunnel;
import dev.evpnd.wire.attribute.PrefixSid;
import dev.evpnd.wire.attribute.TunnelEncapsulation;
import dev.evpnd.wire.attribute.UnrecognizedAttribute;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.octets.OctetWriter;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Path attributes in tshark's words.
///
/// Flags, order and what RFC 6793 makes of AS numbers are stated here anew rather than asked of the
/// code that is tested.
final class AttributeFields {
    private static final String ATTRIBUTE = "bgp.update.path_attribute";
    private static final String UNREAD = "bgp.update.path_attributes.unknown";

    private static final int OPTIONAL = 0x80;
    private static final int TRANSITIVE = 0x40;
    private static final int PARTIAL = 0x20;
    private static final int EXTENDED_LENGTH = 0x10;
    private static final int LONGEST_SHORT_VALUE = 255;

    private final Fields out;
    private final Negotiated session;
    private final SeenEncapsulation seen;

    AttributeFields(Fields out, Negotiated session, SeenEncapsulation seen) {
        this.out = out;
        this.session = session;
        this.seen = seen;
    }

    void add(PathAttributes attributes) {
        for (var attribute : sent(attributes)) {
            add(attribute, attributes.isPartial(attribute.code()));
        }
    }

    /// The attributes that there should be on the wire, those with routes in front.
    private List<PathAttribute> sent(PathAttributes attributes) {
        var sent = new ArrayList<>(attributes.asList());
        if (session.fourOctetAs()) {
            sent.removeIf(each -> each instanceof As4Path || each instanceof As4Aggregator);
        } else {
            attributes.find(AsPath.class).ifPresent(path -> addAs4Path(path, sent));
            attributes.find(Aggregator.class).ifPresent(each -> addAs4Aggregator(each, sent));
        }
        sent.sort(
                Comparator.comparing((PathAttribute each) -> !carriesRoutes(each))
                        .thenComparingInt(PathAttribute::code));
        return sent;
    }

    private static boolean carriesRoutes(PathAttribute attribute) {
        return attribute instanceof MpReachNlri || attribute instanceof MpUnreachNlri;
    }

    /// RFC 6793 section 4.2.2: without the segments of a confederation.
    private static void addAs4Path(AsPath path, List<PathAttribute> sent) {
        var segments = path.segments().stream().filter(each -> !isConfederation(each)).toList();
        var numbers = segments.stream().flatMapToInt(each -> each.numbers().stream());
        if (numbers.anyMatch(number -> number >>> 16 != 0)) {
            sent.removeIf(As4Path.class::isInstance);
            sent.add(new As4Path(segments));
        }
    }

    private static boolean isConfederation(AsPathSegment segment) {
        return switch (segment.type()) {
            case AS_CONFED_SEQUENCE, AS_CONFED_SET -> true;
            case AS_SEQUENCE, AS_SET -> false;
        };
    }

    private static void addAs4Aggregator(Aggregator aggregator, List<PathAttribute> sent) {
        if (!aggregator.asn().fitsTwoOctets()) {
            sent.removeIf(As4Aggregator.class::isInstance);
            sent.add(new As4Aggregator(aggregator.asn(), aggregator.address()));
        }
    }

    private void add(PathAttribute attribute, boolean partial) {
        var value = new OctetWriter();
        attribute.encodeValue(value, AttributeContext.of(session));
        boolean isLong = value.length() > LONGEST_SHORT_VALUE;
        out.node(ATTRIBUTE);
        flags(flags(attribute) | (partial ? PARTIAL : 0) | (isLong ? EXTENDED_LENGTH : 0));
        out.number(ATTRIBUTE + ".type_code", attribute.code());
        out.number(ATTRIBUTE + ".length", value.length());
        value(attribute);
    }

    private void flags(int flags) {
        var name = ATTRIBUTE + ".flags";
        out.hex(name, 2, flags);
        out.flag(name + ".optional", (flags & OPTIONAL) != 0);
        out.flag(name + ".transitive", (flags & TRANSITIVE) != 0);
        out.flag(name + ".partial", (flags & PARTIAL) != 0);
        out.flag(name + ".extended_length", (flags & EXTENDED_LENGTH) != 0);
        out.hex(name + ".unused", 2, flags & 0x0f);
    }

    private static int flags(PathAttribute attribute) {
        return switch (attribute) {
            case Origin _, AsPath _, NextHop _, LocalPref _, AtomicAggregate _ -> TRANSITIVE;
            case MultiExitDisc _, OriginatorId _, ClusterList _, Aigp _ -> OPTIONAL;
            case MpReachNlri _, MpUnreachNlri _ -> OPTIONAL;
            case UnrecognizedAttribute unrecognized -> unrecognized.flags();
            case Aggregator _, As4Aggregator _, As4Path _, AttrSet _ -> OPTIONAL | TRANSITIVE;
            case Communities _, ExtendedCommunities _, LargeCommunities _ -> OPTIONAL | TRANSITIVE;
            case Ipv6ExtendedCommunities _, OnlyToCustomer _ -> OPTIONAL | TRANSITIVE;
            case PmsiTunnel _, TunnelEncapsulation _, PrefixSid _ -> OPTIONAL | TRANSITIVE;
        };
    }

    private void value(PathAttribute attribute) {
        var communities = new CommunityFields(out, seen);
        var tunnels = new TunnelFields(out, seen);
        switch (attribute) {
            case Origin origin -> out.number(ATTRIBUTE + ".origin", origin.value());
            case AsPath path -> path(path.segments(), session.fourOctetAs());
            case As4Path path -> path(path.segments(), true);
            case NextHop hop -> out.text(ATTRIBUTE + ".next_hop", hop.address());
            case MultiExitDisc med -> out.number(ATTRIBUTE + ".multi_exit_disc", med.metric());
            case LocalPref pref -> out.number(ATTRIBUTE + ".local_pref", pref.preference());
            case AtomicAggregate _ -> {}
            case Aggregator each ->
                    aggregator(number(each.asn(), session.fourOctetAs()), each.address());
            case As4Aggregator each -> aggregator(each.asn(), each.address());
            case OriginatorId id -> out.text(ATTRIBUTE + ".originator_id", id.originator());
            case ClusterList list -> clusterList(list);
            case MpReachNlri reach -> reach(reach);
            case MpUnreachNlri unreach -> unreach(unreach);
            case Communities each -> communities.add(each);
            case ExtendedCommunities each -> communities.add(each);
            case LargeCommunities each -> communities.add(each);
            case PmsiTunnel pmsi -> tunnels.pmsi(pmsi);
            case TunnelEncapsulation tunnel -> tunnels.encapsulation(tunnel);
            case PrefixSid sid -> new PrefixSidFields(out).add(sid);
            case Aigp aigp -> aigp(aigp);
            case AttrSet set -> set(set);
            case Ipv6ExtendedCommunities _, OnlyToCustomer _ -> out.node(UNREAD);
            case UnrecognizedAttribute _ -> out.node(UNREAD);
        }
    }

    private void path(List<AsPathSegment> segments, boolean fourOctets) {
        var name = ATTRIBUTE + ".as_path_segment";
        for (var segment : segments) {
            out.node(name).number(name + ".type", segmentType(segment));
            out.number(name + ".length", segment.numbers().size());
            segment.numbers().stream()
                    .mapToObj(Asn::new)
                    .map(asn -> number(asn, fourOctets))
                    .forEach(asn -> out.text(name + (fourOctets ? ".as4" : ".as2"), asn));
        }
    }

    private static int segmentType(AsPathSegment segment) {
        return switch (segment.type()) {
            case AS_SET -> 1;
            case AS_SEQUENCE -> 2;
            case AS_CONFED_SEQUENCE -> 3;
            case AS_CONFED_SET -> 4;
        };
    }

    private static Asn number(Asn asn, boolean fourOctets) {
        return fourOctets || asn.fitsTwoOctets() ? asn : new Asn(23456);
    }

    private void aggregator(Asn asn, Ipv4Address address) {
        out.text(ATTRIBUTE + ".aggregator_as", asn);
        out.text(ATTRIBUTE + ".aggregator_origin", address);
    }

    private void clusterList(ClusterList list) {
        out.node("bgp.path_attribute.cluster_list");
        list.clusterIds().stream()
                .mapToObj(BgpIdentifier::new)
                .forEach(id -> out.text("bgp.path_attribute.cluster_id", id));
    }

    private void reach(MpReachNlri reach) {
        var name = ATTRIBUTE + ".mp_reach_nlri";
        var family = reach.nlri().family();
        out.number(name + ".afi", family.afi()).number(name + ".safi", family.safi());
        nextHop(name + ".next_hop", reach.nextHop());
        out.number(name + ".nbr_snpa", 0).node(name);
        boolean addPath = session.addPathSend().contains(family);
        new NlriFields(out, seen).add(reach.nlri(), addPath, false);
    }

    /// The field as a whole begins with the octet of its length.
    private void nextHop(String name, MpNextHop nextHop) {
        var octets = nextHop.octets();
        out.octets(name, new OctetWriter().u8(octets.length()).octets(octets).toOctets());
        nextHop.address()
                .ifPresent(
                        address ->
                                out.text(
                                        name + (address instanceof Ipv4Address ? ".ipv4" : ".ipv6"),
                                        address));
        nextHop.linkLocal().ifPresent(address -> out.text(name + ".ipv6.link_local", address));
    }

    private void unreach(MpUnreachNlri unreach) {
        var name = ATTRIBUTE + ".mp_unreach_nlri";
        var family = unreach.nlri().family();
        out.number(name + ".afi", family.afi()).number(name + ".safi", family.safi()).node(name);
        boolean addPath = session.addPathSend().contains(family);
        new NlriFields(out, seen).add(unreach.nlri(), addPath, true);
    }

    /// Only the first TLV is read.
    private void aigp(Aigp aigp) {
        var first = aigp.tlvs().getFirst();
        out.node(ATTRIBUTE + ".aigp").number("bgp.update.attribute.aigp.type", first.type());
        out.number("bgp.update.attribute.aigp.length", 3 + first.value().length());
        out.number("bgp.update.attribute.aigp.accu_igp_metric", aigp.metric().orElseThrow());
    }

    /// AS numbers inside have four octets wherever the set is.
    private void set(AttrSet set) {
        out.text(ATTRIBUTE + ".attr_set.origin_as", set.originAs());
        if (!set.attributes().isEmpty()) {
            out.node("bgp.update.path_attributes");
            new AttributeFields(out, session.withFourOctetAs(true), seen).add(set.attributes());
        }
    }
}
