package dev.evpnd.speaker.json;

import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.community.DefaultGateway;
import dev.evpnd.wire.community.DfElection;
import dev.evpnd.wire.community.Encapsulation;
import dev.evpnd.wire.community.EsImportRouteTarget;
import dev.evpnd.wire.community.EsiLabel;
import dev.evpnd.wire.community.EvpnMulticastFlags;
import dev.evpnd.wire.community.ExtendedCommunity;
import dev.evpnd.wire.community.ExtendedCommunityType;
import dev.evpnd.wire.community.Ipv6ExtendedCommunity;
import dev.evpnd.wire.community.LargeCommunity;
import dev.evpnd.wire.community.Layer2Attributes;
import dev.evpnd.wire.community.LinkBandwidth;
import dev.evpnd.wire.community.MacMobility;
import dev.evpnd.wire.community.NeighborDiscovery;
import dev.evpnd.wire.community.Opaque;
import dev.evpnd.wire.community.RouteTarget;
import dev.evpnd.wire.community.RouterMac;
import dev.evpnd.wire.community.SiteOfOrigin;
import dev.evpnd.wire.community.Unrecognized;
import dev.evpnd.wire.octets.OctetWriter;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JsonGenerator;

import java.util.HexFormat;

/// Communities of all sorts: those of `dev.evpnd.wire.community`.
public final class CommunityJson {
    private static final HexFormat HEX = HexFormat.of();
    private static final int VALUE_DIGITS = 12;
    private static final Fields.Flag[] MOBILITY_FLAGS = {new Fields.Flag(0x01, "sticky")};
    private static final Fields.Flag[] ESI_LABEL_FLAGS = {new Fields.Flag(0x01, "single-active")};
    private static final Fields.Flag[] CONTROL_FLAGS = {
        new Fields.Flag(Layer2Attributes.BACKUP, "B"),
        new Fields.Flag(Layer2Attributes.PRIMARY, "P"),
        new Fields.Flag(Layer2Attributes.CONTROL_WORD, "C")
    };
    private static final Fields.Flag[] DF_CAPABILITIES = {
        new Fields.Flag(DfElection.DONT_PREEMPT, "dont-preempt"),
        new Fields.Flag(DfElection.AC_DF, "ac-df"),
        new Fields.Flag(DfElection.TIME_SYNCHRONIZATION, "time-synchronization"),
        new Fields.Flag(DfElection.PORT_MODE, "port-mode")
    };
    private static final Fields.Flag[] ARP_ND_FLAGS = {
        new Fields.Flag(NeighborDiscovery.ROUTER, "router"),
        new Fields.Flag(NeighborDiscovery.OVERRIDE, "override"),
        new Fields.Flag(NeighborDiscovery.PROXY, "proxy"),
        new Fields.Flag(NeighborDiscovery.IMMUTABLE, "immutable")
    };
    private static final Fields.Flag[] MULTICAST_FLAGS = {
        new Fields.Flag(EvpnMulticastFlags.IGMP_PROXY, "igmp-proxy"),
        new Fields.Flag(EvpnMulticastFlags.MLD_PROXY, "mld-proxy"),
        new Fields.Flag(EvpnMulticastFlags.SEGMENTATION, "segmentation")
    };

    private CommunityJson() {}

    /// An extended community, as an object.
    public static void write(JsonGenerator json, ExtendedCommunity community) {
        json.writeStartObject();
        json.writeNumberProperty("type", community.type());
        json.writeNumberProperty("subtype", community.subtype());
        json.writeBooleanProperty("transitive", community.isTransitive());
        Fields.name(json, "name", name(community));
        Fields.text(json, "text", community);
        json.writeStringProperty("hex", HEX.toHexDigits(community.bits()));
        writeFields(json, community);
        json.writeEndObject();
    }

    private static @Nullable String name(ExtendedCommunity community) {
        return switch (community) {
            case RouteTarget _ -> "Route Target";
            case SiteOfOrigin _ -> "Route Origin";
            case LinkBandwidth _ -> "Link Bandwidth";
            case Encapsulation _ -> "Encapsulation";
            case DefaultGateway _ -> "Default Gateway";
            case MacMobility _ -> "MAC Mobility";
            case EsiLabel _ -> "ESI Label";
            case EsImportRouteTarget _ -> "ES-Import Route Target";
            case RouterMac _ -> "EVPN Router's MAC";
            case Layer2Attributes _ -> "EVPN Layer 2 Attributes";
            case DfElection _ -> "DF Election";
            case NeighborDiscovery _ -> "EVPN ARP/ND";
            case EvpnMulticastFlags _ -> "EVPN Multicast Flags";
            case Opaque _ -> "Opaque";
            case Unrecognized _ -> null;
        };
    }

    private static void writeFields(JsonGenerator json, ExtendedCommunity community) {
        switch (community) {
            case RouteTarget target ->
                    administrators(
                            json,
                            target,
                            target.globalAdministrator(),
                            target.localAdministrator());
            case SiteOfOrigin origin ->
                    administrators(
                            json,
                            origin,
                            origin.globalAdministrator(),
                            origin.localAdministrator());
            case LinkBandwidth bandwidth -> {
                Fields.u32(json, "asNumber", bandwidth.asn().number());
                json.writeNumberProperty("linkBandwidth", bandwidth.bytesPerSecond());
            }
            case Encapsulation encapsulation -> tunnelType(json, encapsulation.tunnelType());
            case DefaultGateway _ -> {
                // Its value is reserved.
            }
            case MacMobility mobility -> {
                flags(json, octet(mobility), MOBILITY_FLAGS);
                json.writeNumberProperty("sequenceNumber", mobility.sequenceNumber());
            }
            case EsiLabel label -> {
                flags(json, octet(label), ESI_LABEL_FLAGS);
                Fields.label(json, "esiLabel", label.label());
            }
            case EsImportRouteTarget target -> Fields.text(json, "esImport", target.macAddress());
            case RouterMac router -> Fields.text(json, "routersMac", router.macAddress());
            case Layer2Attributes attributes -> {
                int control = attributes.controlFlags();
                Fields.flags(json, "controlFlags", "controlFlagNames", control, CONTROL_FLAGS);
                json.writeNumberProperty("l2Mtu", attributes.mtu());
            }
            case DfElection election -> dfElection(json, election);
            case NeighborDiscovery discovery -> flags(json, discovery.flags(), ARP_ND_FLAGS);
            case EvpnMulticastFlags multicast -> flags(json, multicast.flags(), MULTICAST_FLAGS);
            case Opaque opaque -> json.writeStringProperty("value", sixOctets(opaque));
            case Unrecognized unrecognized -> {
                Fields.unrecognized(json);
                json.writeStringProperty("value", sixOctets(unrecognized));
            }
        }
    }

    private static void administrators(
            JsonGenerator json, ExtendedCommunity community, long global, long local) {
        if (community.type() == ExtendedCommunityType.IPV4_ADDRESS) {
            Fields.text(json, "globalAdministrator", new Ipv4Address((int) global));
        } else {
            json.writeNumberProperty("globalAdministrator", global);
        }
        json.writeNumberProperty("localAdministrator", local);
    }

    private static void dfElection(JsonGenerator json, DfElection election) {
        json.writeNumberProperty("dfAlg", election.algorithm());
        Fields.name(
                json,
                "dfAlgName",
                switch (election.algorithm()) {
                    case DfElection.MODULO -> "Default DF Election";
                    case DfElection.HIGHEST_RANDOM_WEIGHT -> "HRW";
                    case DfElection.HIGHEST_PREFERENCE -> "Highest-Preference";
                    case DfElection.LOWEST_PREFERENCE -> "Lowest-Preference";
                    default -> null;
                });
        int bitmap = election.capabilities();
        Fields.flags(json, "bitmap", "bitmapNames", bitmap, DF_CAPABILITIES);
        json.writeNumberProperty("dfPreference", election.preference());
    }

    private static void flags(JsonGenerator json, int flags, Fields.Flag... known) {
        Fields.flags(json, "flags", "flagNames", flags, known);
    }

    /// The first octet of the value.
    private static int octet(ExtendedCommunity community) {
        return (int) (community.bits() >>> 40) & 0xff;
    }

    private static String sixOctets(ExtendedCommunity community) {
        return HEX.toHexDigits(community.bits(), VALUE_DIGITS);
    }

    /// A tunnel type of the registry of RFC 9012.
    public static void tunnelType(JsonGenerator json, int tunnelType) {
        json.writeNumberProperty("tunnelType", tunnelType);
        Fields.name(
                json,
                "tunnelTypeName",
                switch (tunnelType) {
                    case 1 -> "L2TPv3 over IP";
                    case 2 -> "GRE";
                    case 7 -> "IP in IP";
                    case 8 -> "VXLAN";
                    case 9 -> "NVGRE";
                    case 10 -> "MPLS";
                    case 11 -> "MPLS in GRE";
                    case 12 -> "VXLAN GPE";
                    case 13 -> "MPLS in UDP";
                    case 19 -> "Geneve";
                    default -> null;
                });
    }

    /// A community of RFC 8092, as an object.
    public static void write(JsonGenerator json, LargeCommunity community) {
        json.writeStartObject();
        Fields.u32(json, "globalAdministrator", community.globalAdministrator());
        Fields.u32(json, "localDataPart1", community.localData1());
        Fields.u32(json, "localDataPart2", community.localData2());
        Fields.text(json, "text", community);
        json.writeEndObject();
    }

    /// A community of RFC 5701, as an object.
    public static void write(JsonGenerator json, Ipv6ExtendedCommunity community) {
        json.writeStartObject();
        json.writeNumberProperty("type", community.type());
        json.writeNumberProperty("subtype", community.subtype());
        json.writeBooleanProperty("transitive", community.isTransitive());
        Fields.text(json, "text", community);
        var writer = new OctetWriter(Ipv6ExtendedCommunity.OCTETS);
        community.encode(writer);
        json.writeStringProperty("hex", writer.toOctets().toHex());
        Fields.text(json, "globalAdministrator", community.globalAdministrator());
        json.writeNumberProperty("localAdministrator", community.localAdministrator());
        json.writeEndObject();
    }
}
