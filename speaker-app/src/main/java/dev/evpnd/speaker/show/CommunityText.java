package dev.evpnd.speaker.show;

import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.attribute.ExtendedCommunities;
import dev.evpnd.wire.community.DefaultGateway;
import dev.evpnd.wire.community.DfElection;
import dev.evpnd.wire.community.Encapsulation;
import dev.evpnd.wire.community.EsImportRouteTarget;
import dev.evpnd.wire.community.EsiLabel;
import dev.evpnd.wire.community.EvpnMulticastFlags;
import dev.evpnd.wire.community.ExtendedCommunity;
import dev.evpnd.wire.community.Layer2Attributes;
import dev.evpnd.wire.community.LinkBandwidth;
import dev.evpnd.wire.community.MacMobility;
import dev.evpnd.wire.community.NeighborDiscovery;
import dev.evpnd.wire.community.Opaque;
import dev.evpnd.wire.community.RouteTarget;
import dev.evpnd.wire.community.RouterMac;
import dev.evpnd.wire.community.SiteOfOrigin;
import dev.evpnd.wire.community.Unrecognized;

import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;

/// Extended communities as FRR shows them: each once, in the order of their octets. It says less
/// than their own text, which has every bit.
final class CommunityText {
    private static final int COLOR = 0x030b;
    private static final int VALIDATION = 0x4300;
    private static final int TRANSITIVE_LINK_BANDWIDTH = 0x0004;
    private static final int IPV4_ADDRESS = 0x01;
    private static final int EVPN = 0x06;
    private static final int MOST_AS = 0xffff;

    private CommunityText() {}

    static String of(ExtendedCommunities communities) {
        return communities.asList().stream()
                .sorted(Comparator.comparing(ExtendedCommunity::bits, Long::compareUnsigned))
                .distinct()
                .map(CommunityText::of)
                .collect(Collectors.joining(" "));
    }

    /// The same as they come.
    static String inOrder(ExtendedCommunities communities) {
        return communities.asList().stream()
                .map(CommunityText::of)
                .collect(Collectors.joining(" "));
    }

    private static String of(ExtendedCommunity community) {
        return switch (community) {
            case RouteTarget it ->
                    "RT:" + administrators(it, it.globalAdministrator(), it.localAdministrator());
            case SiteOfOrigin it ->
                    "SoO:" + administrators(it, it.globalAdministrator(), it.localAdministrator());
            case RouterMac it -> it.toString();
            case EsImportRouteTarget it -> it.toString();
            case Encapsulation it -> "ET:" + it.tunnelType();
            case DefaultGateway _ -> "Default Gateway";
            case MacMobility it ->
                    "MM:" + it.sequenceNumber() + (it.isSticky() ? ", sticky MAC" : "");
            case EsiLabel it -> "ESI-label-Rt:" + (it.isSingleActive() ? "SA" : "AA");
            case NeighborDiscovery it -> neighborDiscovery(it);
            case DfElection it ->
                    "DF: (alg: "
                            + it.algorithm()
                            + ", "
                            + bitmap(it.capabilities())
                            + "pref: "
                            + it.preference()
                            + ")";
            case Layer2Attributes it -> layer2(it);
            case LinkBandwidth it -> linkBandwidth(it.bits());
            case EvpnMulticastFlags it -> unknown(it);
            case Opaque it -> opaque(it);
            case Unrecognized it -> opaque(it);
        };
    }

    /// It is not shown whether an AS number has two octets or four.
    private static String administrators(ExtendedCommunity community, long global, long local) {
        return (community.type() == IPV4_ADDRESS
                        ? new Ipv4Address((int) global).toString()
                        : Long.toString(global))
                + ":"
                + local;
    }

    private static String neighborDiscovery(NeighborDiscovery community) {
        if (community.has(NeighborDiscovery.PROXY)) {
            return "ND:Proxy";
        }
        return community.has(NeighborDiscovery.ROUTER) ? "ND:Router Flag" : "";
    }

    private static String bitmap(int capabilities) {
        return capabilities == 0 ? "" : "bmap: 0x" + Integer.toHexString(capabilities) + " ";
    }

    /// The letters are those of RFC 8214, of which FRR has two exchanged.
    private static String layer2(Layer2Attributes community) {
        return "L2: Cflags %s%s%s, MTU %d"
                .formatted(
                        community.has(Layer2Attributes.PRIMARY) ? "P" : "",
                        community.has(Layer2Attributes.BACKUP) ? "B" : "",
                        community.has(Layer2Attributes.CONTROL_WORD) ? "C" : "",
                        community.mtu());
    }

    private static String linkBandwidth(long community) {
        float octets = Float.intBitsToFloat((int) community);
        double bits = octets * (double) Byte.SIZE;
        String rate;
        if (bits >= 1e9) {
            rate = rounded("%.3f Gbps", bits / 1e9);
        } else if (bits >= 1e6) {
            rate = rounded("%.3f Mbps", bits / 1e6);
        } else if (bits >= 1e3) {
            rate = rounded("%.3f Kbps", bits / 1e3);
        } else {
            rate = rounded("%.0f bps", bits);
        }
        int as = (int) (community >>> 32) & MOST_AS;
        return "LB:" + new Asn(as) + ":" + rounded("%.0f", octets) + " (" + rate + ")";
    }

    private static String rounded(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    private static String opaque(ExtendedCommunity community) {
        long value = community.bits();
        return switch ((int) (value >>> 48)) {
            case TRANSITIVE_LINK_BANDWIDTH -> linkBandwidth(value);
            case COLOR ->
                    "Color:%s%s:%d"
                            .formatted(value >>> 47 & 1, value >>> 46 & 1, value & 0xffff_ffffL);
            case VALIDATION ->
                    switch ((int) value & 0xff) {
                        case 0 -> "OVS:valid";
                        case 1 -> "OVS:not-found";
                        case 2 -> "OVS:invalid";
                        default -> unknown(community);
                    };
            default -> unknown(community);
        };
    }

    private static String unknown(ExtendedCommunity community) {
        // Of those of EVPN that it does not know, FRR names no subtype.
        int subtype = community.type() == EVPN ? 0 : community.subtype();
        return String.format(Locale.ROOT, "UNK:%d, %d", community.type(), subtype);
    }
}
