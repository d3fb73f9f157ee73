package dev.evpnd.speaker.json;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.evpn.EthernetAutoDiscovery;
import dev.evpnd.wire.evpn.EthernetSegmentId;
import dev.evpnd.wire.evpn.EthernetSegmentRoute;
import dev.evpnd.wire.evpn.EthernetTag;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.evpn.InclusiveMulticastEthernetTag;
import dev.evpnd.wire.evpn.IpPrefixAdvertisement;
import dev.evpnd.wire.evpn.LeafAutoDiscovery;
import dev.evpnd.wire.evpn.MacIpAdvertisement;
import dev.evpnd.wire.evpn.MulticastFlow;
import dev.evpnd.wire.evpn.MulticastLeaveSynch;
import dev.evpnd.wire.evpn.MulticastMembershipReportSynch;
import dev.evpnd.wire.evpn.PerRegionIPmsiAutoDiscovery;
import dev.evpnd.wire.evpn.RouteDistinguisher;
import dev.evpnd.wire.evpn.SPmsiAutoDiscovery;
import dev.evpnd.wire.evpn.SelectiveMulticastEthernetTag;
import dev.evpnd.wire.evpn.UnrecognizedRoute;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JsonGenerator;

import java.util.HexFormat;

/// EVPN routes and Ethernet segment identifiers: the fields of `dev.evpnd.wire.evpn`.
public final class EvpnJson {
    private static final HexFormat HEX = HexFormat.of();
    private static final int MAC_BITS = 48;
    private static final int ESI_VALUE_DIGITS = 18;

    /// RFC 9251 section 9.1; for MLD bits 0 and 1 are versions 1 and 2.
    private static final Fields.Flag[] MEMBERSHIP_FLAGS = {
        new Fields.Flag(0x01, "v1"),
        new Fields.Flag(0x02, "v2"),
        new Fields.Flag(0x04, "v3"),
        new Fields.Flag(0x08, "IE")
    };

    private EvpnJson() {}

    /// The fields of a route, into the object that is open.
    public static void write(JsonGenerator json, EvpnRoute route) {
        json.writeNumberProperty("routeType", route.routeType());
        if (EvpnRoute.isRecognized(route.routeType())) {
            json.writeStringProperty("routeTypeName", EvpnRoute.name(route.routeType()));
            json.writeStringProperty("key", route.key().toHex());
        }
        switch (route) {
            case EthernetAutoDiscovery(var distinguisher, var segment, var tag, var label) -> {
                segment(json, distinguisher, segment, tag);
                Fields.label(json, "mplsLabel", label);
            }
            case MacIpAdvertisement macIp -> macIp(json, macIp);
            case InclusiveMulticastEthernetTag(var distinguisher, var tag, var router) -> {
                tag(json, distinguisher, tag);
                address(json, "ipAddressLength", "originatingRoutersIpAddress", router);
            }
            case EthernetSegmentRoute(var distinguisher, var segment, var router) -> {
                Fields.text(json, "routeDistinguisher", distinguisher);
                Fields.text(json, "ethernetSegmentIdentifier", segment);
                address(json, "ipAddressLength", "originatingRoutersIpAddress", router);
            }
            case IpPrefixAdvertisement prefix -> ipPrefix(json, prefix);
            case SelectiveMulticastEthernetTag(var distinguisher, var tag, var flow, int flags) -> {
                tag(json, distinguisher, tag);
                flow(json, flow);
                membership(json, flags);
            }
            case MulticastMembershipReportSynch report -> {
                segment(
                        json,
                        report.routeDistinguisher(),
                        report.ethernetSegmentId(),
                        report.ethernetTag());
                flow(json, report.flow());
                membership(json, report.flags());
            }
            case MulticastLeaveSynch leave -> leave(json, leave);
            case PerRegionIPmsiAutoDiscovery(var distinguisher, var tag, long region) -> {
                tag(json, distinguisher, tag);
                json.writeStringProperty("regionId", HEX.toHexDigits(region));
            }
            case SPmsiAutoDiscovery(var distinguisher, var tag, var flow) -> {
                tag(json, distinguisher, tag);
                flow(json, flow);
            }
            case LeafAutoDiscovery(var routeKey, var originator) -> {
                json.writeStringProperty("routeKey", routeKey.toHex());
                address(json, "originatorsAddrLength", "originatorsAddr", originator);
            }
            case UnrecognizedRoute(int _, var body) -> {
                Fields.unrecognized(json);
                json.writeStringProperty("octets", body.toHex());
            }
        }
    }

    private static void macIp(JsonGenerator json, MacIpAdvertisement route) {
        segment(json, route.routeDistinguisher(), route.ethernetSegmentId(), route.ethernetTag());
        json.writeNumberProperty("macAddressLength", MAC_BITS);
        Fields.text(json, "macAddress", route.macAddress());
        address(json, "ipAddressLength", "ipAddress", route.ipAddress());
        Fields.label(json, "mplsLabel1", route.label1());
        var label2 = route.label2();
        if (label2 != null) {
            Fields.label(json, "mplsLabel2", label2);
        }
    }

    private static void ipPrefix(JsonGenerator json, IpPrefixAdvertisement route) {
        segment(json, route.routeDistinguisher(), route.ethernetSegmentId(), route.ethernetTag());
        json.writeNumberProperty("ipPrefixLength", route.prefix().length());
        Fields.text(json, "ipPrefix", route.prefix().address());
        Fields.text(json, "gwIpAddress", route.gateway());
        Fields.label(json, "mplsLabel", route.label());
    }

    private static void leave(JsonGenerator json, MulticastLeaveSynch route) {
        segment(json, route.routeDistinguisher(), route.ethernetSegmentId(), route.ethernetTag());
        flow(json, route.flow());
        Fields.u32(json, "reserved", route.reserved());
        json.writeNumberProperty("maximumResponseTime", route.maximumResponseTime());
        membership(json, route.flags());
    }

    private static void segment(
            JsonGenerator json,
            RouteDistinguisher distinguisher,
            EthernetSegmentId segment,
            EthernetTag tag) {
        Fields.text(json, "routeDistinguisher", distinguisher);
        Fields.text(json, "ethernetSegmentIdentifier", segment);
        Fields.u32(json, "ethernetTagId", tag.id());
    }

    private static void tag(JsonGenerator json, RouteDistinguisher distinguisher, EthernetTag tag) {
        Fields.text(json, "routeDistinguisher", distinguisher);
        Fields.u32(json, "ethernetTagId", tag.id());
    }

    private static void flow(JsonGenerator json, MulticastFlow flow) {
        address(json, "multicastSourceLength", "multicastSourceAddress", flow.source());
        address(json, "multicastGroupLength", "multicastGroupAddress", flow.group());
        address(json, "originatorRouterLength", "originatorRouterAddress", flow.originator());
    }

    private static void membership(JsonGenerator json, int flags) {
        Fields.flags(json, "flags", "flagNames", flags, MEMBERSHIP_FLAGS);
    }

    /// An address behind its length in bits; of length 0 there is none.
    private static void address(
            JsonGenerator json, String lengthName, String name, @Nullable IpAddress address) {
        json.writeNumberProperty(lengthName, address == null ? 0 : address.bitLength());
        if (address != null) {
            Fields.text(json, name, address);
        }
    }

    /// The fields of an identifier by its type, RFC 7432 section 5, into the object that is open.
    public static void write(JsonGenerator json, EthernetSegmentId segment) {
        Fields.text(json, "ethernetSegmentIdentifier", segment);
        json.writeNumberProperty("type", segment.type());
        switch (segment.type()) {
            case EthernetSegmentId.TYPE_ARBITRARY -> {
                json.writeStringProperty("typeName", "Arbitrary");
                json.writeStringProperty("esiValue", esiValue(segment));
            }
            case EthernetSegmentId.TYPE_LACP -> {
                json.writeStringProperty("typeName", "LACP");
                Fields.text(json, "ceLacpSystemMacAddress", segment.systemMac());
                json.writeNumberProperty("ceLacpPortKey", segment.localDiscriminator() >>> 8);
            }
            case EthernetSegmentId.TYPE_BRIDGE -> {
                json.writeStringProperty("typeName", "Bridge Protocol");
                Fields.text(json, "rootBridgeMacAddress", segment.systemMac());
                json.writeNumberProperty("rootBridgePriority", segment.localDiscriminator() >>> 8);
            }
            case EthernetSegmentId.TYPE_MAC -> {
                json.writeStringProperty("typeName", "MAC-based");
                Fields.text(json, "systemMacAddress", segment.systemMac());
                json.writeNumberProperty("localDiscriminator", segment.localDiscriminator());
            }
            case EthernetSegmentId.TYPE_ROUTER_ID -> {
                json.writeStringProperty("typeName", "Router-ID");
                Fields.text(json, "routerId", new Ipv4Address(segment.administrator()));
                Fields.u32(json, "localDiscriminator", segment.administratorDiscriminator());
            }
            case EthernetSegmentId.TYPE_AS -> {
                json.writeStringProperty("typeName", "AS-based");
                Fields.u32(json, "asNumber", segment.administrator());
                Fields.u32(json, "localDiscriminator", segment.administratorDiscriminator());
            }
            default -> {
                Fields.unrecognized(json);
                json.writeStringProperty("esiValue", esiValue(segment));
            }
        }
    }

    /// The nine octets behind the type.
    private static String esiValue(EthernetSegmentId segment) {
        var digits = segment.toString().replace(":", "");
        return digits.substring(digits.length() - ESI_VALUE_DIGITS);
    }
}
