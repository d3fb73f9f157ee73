package dev.evpnd.speaker.console;

import dev.evpnd.rib.instance.Vni;
import dev.evpnd.speaker.command.ValueType;
import dev.evpnd.speaker.command.Vocabulary;
import dev.evpnd.speaker.query.PeerName;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.community.Community;
import dev.evpnd.wire.community.LargeCommunity;
import dev.evpnd.wire.community.RouteTarget;
import dev.evpnd.wire.evpn.EthernetSegmentId;
import dev.evpnd.wire.evpn.RouteDistinguisher;

/// The words of the commands. Those of FRR are used as FRR uses them.
final class Words {
    static final String NEIGHBOR = "NEIGHBOR";
    static final String PEER = "PEER";
    static final String RD = "RD";
    static final String MAC = "MAC";
    static final String IP = "IP";
    static final String PREFIX = "PREFIX";
    static final String ESI = "ESI";
    static final String RT = "RT";
    static final String COMMUNITY = "COMMUNITY";
    static final String LARGE_COMMUNITY = "LARGE-COMMUNITY";
    static final String AS = "AS";
    static final String VNI = "VNI";
    static final String VTEP = "VTEP";

    private Words() {}

    static Vocabulary vocabulary() {
        return values(
                new Vocabulary()
                        .keyword("1", "Ethernet Auto-Discovery routes")
                        .keyword("2", "MAC/IP Advertisement routes")
                        .keyword("3", "Inclusive Multicast Ethernet Tag routes")
                        .keyword("4", "Ethernet Segment routes")
                        .keyword("5", "IP Prefix routes")
                        .keyword("advertised-routes", "what was told to it")
                        .keyword("all", "of any")
                        .keyword("arp-cache", "IP addresses of hosts")
                        .keyword("bgp", "BGP: peers and routes")
                        .keyword("brief", "without the paths")
                        .keyword("community", "routes with a community")
                        .keyword("detail", "with all that is known of them")
                        .keyword("duplicate", "those that moved too often")
                        .keyword("ead", "Ethernet Auto-Discovery routes")
                        .keyword("es", "Ethernet Segment routes")
                        .keyword("esi", "routes of an Ethernet segment")
                        .keyword("established", "peers with a session")
                        .keyword("evpn", "the family L2VPN EVPN")
                        .keyword("explain", "why they are what they are, in sentences")
                        .keyword("failed", "peers without a session, and why")
                        .keyword("import-rt", "which VNIs import which route targets")
                        .keyword("ip", "with an IP address")
                        .keyword("json", "as JSON")
                        .keyword("l2vpn", "the family L2VPN EVPN")
                        .keyword("large-community", "routes with a large community")
                        .keyword("mac", "routes of a MAC address")
                        .keyword("macip", "MAC/IP Advertisement routes")
                        .keyword("monitor", "what changes, until ^C")
                        .keyword("multicast", "Inclusive Multicast Ethernet Tag routes")
                        .keyword("neighbor", "one peer")
                        .keyword("neighbors", "peers")
                        .keyword("prefix", "IP Prefix routes")
                        .keyword("rd", "routes with a route distinguisher")
                        .keyword("received-routes", "what was received from it, as it came")
                        .keyword("reload", "read the configuration again")
                        .keyword("remote-as", "peers of an AS")
                        .keyword("route", "routes")
                        .keyword("routes", "what was taken from it")
                        .keyword("rt", "routes with a route target")
                        .keyword("self-originate", "routes that begin here")
                        .keyword("show", "what there is")
                        .keyword("summary", "peers, a line for each")
                        .keyword("terse", "without what all peers share")
                        .keyword("type", "routes of a type")
                        .keyword("version", "of this program")
                        .keyword("vni", "of a VNI")
                        .keyword("vtep", "those behind a VTEP")
                        .keyword("wide", "with the local AS, and long descriptions"));
    }

    private static Vocabulary values(Vocabulary keywords) {
        return keywords.value(
                        NEIGHBOR, new ValueType<>("A.B.C.D|X:X::X:X", "a peer", IpAddress::parse))
                .value(
                        PEER,
                        new ValueType<>(
                                "A.B.C.D|X:X::X:X|WORD",
                                "a peer, or the host that it says it is",
                                PeerName::of))
                .value(
                        RD,
                        new ValueType<>(
                                "ASN:NN|A.B.C.D:NN",
                                "a route distinguisher",
                                RouteDistinguisher::parse))
                .value(
                        MAC,
                        new ValueType<>("AA:BB:CC:DD:EE:FF", "a MAC address", MacAddress::parse))
                .value(IP, new ValueType<>("A.B.C.D|X:X::X:X", "an IP address", IpAddress::parse))
                .value(
                        PREFIX,
                        new ValueType<>("A.B.C.D/M|X:X::X:X/M", "an IP prefix", IpPrefix::parse))
                .value(
                        ESI,
                        new ValueType<>(
                                "AA:BB:CC:DD:EE:FF:GG:HH:II:JJ",
                                "an Ethernet segment identifier",
                                EthernetSegmentId::parse))
                .value(
                        RT,
                        new ValueType<>("ASN:NN|A.B.C.D:NN", "a route target", RouteTarget::parse))
                .value(COMMUNITY, new ValueType<>("AA:NN", "a community", Community::parse))
                .value(
                        LARGE_COMMUNITY,
                        new ValueType<>("AA:BB:CC", "a large community", LargeCommunity::parse))
                .value(
                        VNI,
                        new ValueType<>(
                                "(1-16777215)", "a VNI", text -> new Vni(Integer.parseInt(text))))
                .value(VTEP, new ValueType<>("A.B.C.D|X:X::X:X", "a VTEP", IpAddress::parse))
                .value(AS, new ValueType<>("ASN", "an AS number", Asn::parse));
    }
}
