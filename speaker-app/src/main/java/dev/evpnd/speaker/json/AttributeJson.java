package dev.evpnd.speaker.json;

import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.attribute.Aggregator;
import dev.evpnd.wire.attribute.Aigp;
import dev.evpnd.wire.attribute.As4Aggregator;
import dev.evpnd.wire.attribute.As4Path;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.AsPathSegment;
import dev.evpnd.wire.attribute.AtomicAggregate;
import dev.evpnd.wire.attribute.AttrSet;
import dev.evpnd.wire.attribute.AttributeFlags;
import dev.evpnd.wire.attribute.ClusterList;
import dev.evpnd.wire.attribute.Communities;
import dev.evpnd.wire.attribute.ExtendedCommunities;
import dev.evpnd.wire.attribute.Ipv6ExtendedCommunities;
import dev.evpnd.wire.attribute.LargeCommunities;
import dev.evpnd.wire.attribute.LocalPref;
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
import dev.evpnd.wire.attribute.Tlv;
import dev.evpnd.wire.attribute.TunnelEncapsulation;
import dev.evpnd.wire.attribute.UnrecognizedAttribute;
import dev.evpnd.wire.community.Community;
import dev.evpnd.wire.community.ExtendedCommunity;

import tools.jackson.core.JsonGenerator;

import java.math.BigInteger;
import java.util.List;
import java.util.Set;

/// Path attributes: those of `dev.evpnd.wire.attribute`.
public final class AttributeJson {
    private static final Fields.Flag[] ATTRIBUTE_FLAGS = {
        new Fields.Flag(AttributeFlags.OPTIONAL, "optional"),
        new Fields.Flag(AttributeFlags.TRANSITIVE, "transitive"),
        new Fields.Flag(AttributeFlags.PARTIAL, "partial")
    };

    private final JsonGenerator json;
    private final NlriJson nlriJson;

    /// @param addPath the families whose routes have path identifiers
    public AttributeJson(JsonGenerator json, Set<AddressFamily> addPath) {
        this.json = json;
        this.nlriJson = new NlriJson(json, addPath);
    }

    /// All attributes, as an array of this name.
    public void write(String name, PathAttributes attributes) {
        json.writeArrayPropertyStart(name);
        for (var attribute : attributes.asList()) {
            write(attribute, attributes.isPartial(attribute.code()));
        }
        json.writeEndArray();
    }

    private void write(PathAttribute attribute, boolean partial) {
        json.writeStartObject();
        json.writeNumberProperty("typeCode", attribute.code());
        json.writeStringProperty("name", attribute.name());
        int flags = attribute.attributeFlags() | (partial ? AttributeFlags.PARTIAL : 0);
        Fields.flags(json, "flags", "flagNames", flags, ATTRIBUTE_FLAGS);
        if (attribute instanceof UnrecognizedAttribute) {
            Fields.unrecognized(json);
        }
        json.writeObjectPropertyStart("value");
        writeValue(attribute);
        json.writeEndObject();
        json.writeEndObject();
    }

    private void writeValue(PathAttribute attribute) {
        switch (attribute) {
            case Origin origin -> {
                json.writeNumberProperty("origin", origin.value());
                Fields.text(json, "originName", origin);
            }
            case AsPath(var segments) -> asPath(segments, attribute);
            case NextHop(var address) -> Fields.text(json, "nextHop", address);
            case MultiExitDisc(long metric) -> json.writeNumberProperty("multiExitDisc", metric);
            case LocalPref(long preference) -> json.writeNumberProperty("localPref", preference);
            case AtomicAggregate _ -> {
                // It has no value.
            }
            case Aggregator(var asn, var address) -> aggregator(asn, address);
            case Communities communities -> communities(communities);
            case OriginatorId(var originator) -> Fields.text(json, "originatorId", originator);
            case ClusterList clusters -> clusterList(clusters);
            case MpReachNlri reach -> mpReach(reach);
            case MpUnreachNlri(var nlri) -> {
                Fields.family(json, nlri.family());
                nlriJson.write("withdrawnRoutes", nlri);
            }
            case ExtendedCommunities communities -> writeExtendedCommunities(communities);
            case As4Path(var segments) -> asPath(segments, attribute);
            case As4Aggregator(var asn, var address) -> aggregator(asn, address);
            case PmsiTunnel tunnel -> writePmsiTunnel(tunnel);
            case TunnelEncapsulation(var tunnels) -> tunnelEncapsulation(tunnels);
            case Ipv6ExtendedCommunities(var communities) -> {
                json.writeArrayPropertyStart("ipv6ExtendedCommunities");
                communities.forEach(community -> CommunityJson.write(json, community));
                json.writeEndArray();
            }
            case Aigp aigp -> aigp(aigp);
            case LargeCommunities communities -> {
                json.writeArrayPropertyStart("largeCommunities");
                communities.asList().forEach(community -> CommunityJson.write(json, community));
                json.writeEndArray();
            }
            case OnlyToCustomer(var asn) -> Fields.u32(json, "asNumber", asn.number());
            case PrefixSid(var tlvs) -> tlvs(tlvs);
            case AttrSet(var originAs, var attributes) -> {
                Fields.u32(json, "originAs", originAs.number());
                write("pathAttributes", attributes);
            }
            case UnrecognizedAttribute unrecognized ->
                    json.writeStringProperty("octets", unrecognized.value().toHex());
        }
    }

    private void asPath(List<AsPathSegment> segments, PathAttribute path) {
        Fields.text(json, "text", path);
        json.writeArrayPropertyStart("pathSegments");
        for (var segment : segments) {
            json.writeStartObject();
            json.writeNumberProperty("pathSegmentType", segment.type().code());
            json.writeStringProperty("pathSegmentTypeName", segment.type().name());
            json.writeNumberProperty("pathSegmentLength", segment.numbers().size());
            json.writeArrayPropertyStart("pathSegmentValue");
            for (int i = 0; i < segment.numbers().size(); i++) {
                json.writeNumber(Integer.toUnsignedLong(segment.numbers().at(i)));
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void aggregator(Asn asn, Ipv4Address address) {
        Fields.u32(json, "asNumber", asn.number());
        Fields.text(json, "ipAddress", address);
    }

    private void communities(Communities communities) {
        json.writeArrayPropertyStart("communities");
        for (int i = 0; i < communities.bits().size(); i++) {
            json.writeString(new Community(communities.bits().at(i)).toString());
        }
        json.writeEndArray();
    }

    private void clusterList(ClusterList clusters) {
        json.writeArrayPropertyStart("clusterIds");
        for (int i = 0; i < clusters.clusterIds().size(); i++) {
            json.writeString(new Ipv4Address(clusters.clusterIds().at(i)).toString());
        }
        json.writeEndArray();
    }

    private void mpReach(MpReachNlri reach) {
        Fields.family(json, reach.nlri().family());
        var octets = reach.nextHop().octets();
        json.writeNumberProperty("nextHopLength", octets.length());
        var address = reach.nextHop().address();
        if (address.isPresent()) {
            Fields.text(json, "nextHop", address.get());
        } else {
            json.writeStringProperty("nextHopOctets", octets.toHex());
        }
        reach.nextHop().linkLocal().ifPresent(it -> Fields.text(json, "linkLocalNextHop", it));
        nlriJson.write("routes", reach.nlri());
    }

    /// The communities, as an array, into the object that is open.
    public void writeExtendedCommunities(ExtendedCommunities communities) {
        json.writeArrayPropertyStart("extendedCommunities");
        for (int i = 0; i < communities.bits().size(); i++) {
            CommunityJson.write(json, ExtendedCommunity.of(communities.bits().at(i)));
        }
        json.writeEndArray();
    }

    /// The fields of the tunnel, into the object that is open.
    public void writePmsiTunnel(PmsiTunnel tunnel) {
        Fields.flags(
                json,
                "flags",
                "flagNames",
                tunnel.flags(),
                new Fields.Flag(PmsiTunnel.LEAF_INFORMATION_REQUIRED, "leaf-information-required"));
        json.writeNumberProperty("tunnelType", tunnel.tunnelType());
        Fields.name(
                json,
                "tunnelTypeName",
                switch (tunnel.tunnelType()) {
                    case PmsiTunnel.NO_TUNNEL_INFORMATION -> "No tunnel information present";
                    case PmsiTunnel.RSVP_TE_P2MP -> "RSVP-TE P2MP LSP";
                    case PmsiTunnel.MLDP_P2MP -> "mLDP P2MP LSP";
                    case PmsiTunnel.PIM_SSM -> "PIM-SSM Tree";
                    case PmsiTunnel.PIM_SM -> "PIM-SM Tree";
                    case PmsiTunnel.BIDIR_PIM -> "BIDIR-PIM Tree";
                    case PmsiTunnel.INGRESS_REPLICATION -> "Ingress Replication";
                    case PmsiTunnel.MLDP_MP2MP -> "mLDP MP2MP LSP";
                    case PmsiTunnel.ASSISTED_REPLICATION -> "Assisted Replication Tunnel";
                    case PmsiTunnel.BIER -> "BIER";
                    default -> null;
                });
        Fields.label(json, "mplsLabel", tunnel.label());
        json.writeStringProperty("tunnelIdentifier", tunnel.tunnelIdentifier().toHex());
        tunnel.ingressReplicationEndpoint()
                .ifPresent(it -> Fields.text(json, "tunnelEndpointIpAddress", it));
    }

    private void tunnelEncapsulation(List<TunnelEncapsulation.Tunnel> tunnels) {
        json.writeArrayPropertyStart("tunnels");
        for (var tunnel : tunnels) {
            json.writeStartObject();
            CommunityJson.tunnelType(json, tunnel.type());
            json.writeArrayPropertyStart("subTlvs");
            tunnel.subTlvs().forEach(this::tlv);
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void tlv(Tlv tlv) {
        json.writeStartObject();
        json.writeNumberProperty("type", tlv.type());
        json.writeStringProperty("value", tlv.value().toHex());
        json.writeEndObject();
    }

    private void aigp(Aigp aigp) {
        aigp.metric()
                .ifPresent(
                        metric ->
                                json.writeNumberProperty(
                                        "accumulatedIgpMetric",
                                        new BigInteger(Long.toUnsignedString(metric))));
        tlvs(aigp.tlvs());
    }

    private void tlvs(List<Tlv> tlvs) {
        json.writeArrayPropertyStart("tlvs");
        tlvs.forEach(this::tlv);
        json.writeEndArray();
    }
}
