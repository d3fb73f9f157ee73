package dev.evpnd.it.interop;

import dev.evpnd.testbed.host.Host;
import dev.evpnd.testbed.host.Program;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.Label24;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.ExtendedCommunities;
import dev.evpnd.wire.attribute.LocalPref;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.MpReachNlri;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.capability.Multiprotocol;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.community.Encapsulation;
import dev.evpnd.wire.community.RouteTarget;
import dev.evpnd.wire.community.RouterMac;
import dev.evpnd.wire.evpn.EthernetSegmentId;
import dev.evpnd.wire.evpn.EthernetTag;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.evpn.IpPrefixAdvertisement;
import dev.evpnd.wire.evpn.MacIpAdvertisement;
import dev.evpnd.wire.evpn.RouteDistinguisher;
import dev.evpnd.wire.message.BgpMessage;
import dev.evpnd.wire.message.Keepalive;
import dev.evpnd.wire.message.MessageHeader;
import dev.evpnd.wire.message.Open;
import dev.evpnd.wire.message.Update;
import dev.evpnd.wire.nlri.EvpnNlri;
import dev.evpnd.wire.nlri.Nlri;
import dev.evpnd.wire.octets.OctetWriter;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A client that has many hosts: it announces a route of type 2 for each and stays until it is
/// killed.
final class Feeder {
    /// As many routes as fit in a message of 4,096 octets, and more to spare.
    private static final int ROUTES_PER_UPDATE = 100;

    /// The L3 VNI of the prefixes.
    private static final int TENANT = 4001;

    private Feeder() {}

    /// Starts it on a host of a lab.
    ///
    /// @param prefixes routes of type 5 besides, `10.0.0.0/8=02:00:00:00:00:01` behind a router
    static Program start(
            Host host, String from, String to, long as, int routes, String... prefixes) {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Feeder.class.getName(),
                                from,
                                to,
                                String.valueOf(as),
                                String.valueOf(routes)));
        command.addAll(List.of(prefixes));
        return host.run(command.toArray(String[]::new));
    }

    /// @param arguments its address, the reflector's, the AS of both, how many routes, prefixes
    static void main(String[] arguments) throws IOException {
        var self = IpAddress.parse(arguments[0]);
        var as = new Asn(Integer.parseInt(arguments[2]));
        try (var socket =
                new Socket(
                        InetAddress.getByName(arguments[1]),
                        179,
                        InetAddress.getByName(arguments[0]),
                        0)) {
            var out = socket.getOutputStream();
            var in = new DataInputStream(socket.getInputStream());
            var identifier = new BgpIdentifier(((Ipv4Address) self).bits());
            var families = new Multiprotocol(AddressFamily.L2VPN_EVPN);
            send(out, Open.of(as, 90, identifier, List.of(families)));
            send(out, Keepalive.INSTANCE);
            awaitKeepalive(in);
            announce(out, self, Integer.parseInt(arguments[3]));
            for (var each : List.of(arguments).subList(4, arguments.length)) {
                send(out, prefix(self, each.split("=")));
            }
            send(out, Update.endOfRib(AddressFamily.L2VPN_EVPN));
            while (true) {
                awaitKeepalive(in);
                send(out, Keepalive.INSTANCE);
            }
        }
    }

    private static void awaitKeepalive(DataInputStream in) throws IOException {
        var header = new byte[MessageHeader.LENGTH];
        do {
            in.readFully(header);
            in.skipNBytes(MessageHeader.length(header, 0) - MessageHeader.LENGTH);
        } while (MessageHeader.type(header, 0) != MessageHeader.KEEPALIVE);
    }

    private static void announce(OutputStream out, IpAddress self, int routes) throws IOException {
        var hosts = new ArrayList<Nlri<EvpnRoute>>();
        for (int host = 0; host < routes; host++) {
            hosts.add(Nlri.of(route(self, host)));
            if (hosts.size() == ROUTES_PER_UPDATE || host == routes - 1) {
                send(out, update(self, new EvpnNlri(hosts)));
                hosts.clear();
            }
        }
    }

    /// @param words the prefix, and the MAC address of the router that it is behind
    private static Update prefix(IpAddress self, String[] words) {
        var prefix = IpPrefix.parse(words[0]);
        var route =
                new IpPrefixAdvertisement(
                        RouteDistinguisher.parse(self + ":" + TENANT),
                        EthernetSegmentId.ZERO,
                        EthernetTag.ZERO,
                        prefix,
                        IpAddress.parse("0.0.0.0"),
                        new Label24(TENANT));
        return Update.of(
                PathAttributes.of(
                        Origin.IGP,
                        AsPath.EMPTY,
                        new LocalPref(100),
                        new MpReachNlri(MpNextHop.of(self), new EvpnNlri(List.of(Nlri.of(route)))),
                        ExtendedCommunities.of(
                                RouteTarget.parse("65000:" + TENANT),
                                Encapsulation.VXLAN,
                                RouterMac.of(MacAddress.parse(words[1])))));
    }

    private static Update update(IpAddress self, EvpnNlri hosts) {
        return Update.of(
                PathAttributes.of(
                        Origin.IGP,
                        AsPath.EMPTY,
                        new LocalPref(100),
                        new MpReachNlri(MpNextHop.of(self), hosts),
                        ExtendedCommunities.of(
                                RouteTarget.parse("65000:100"), Encapsulation.VXLAN)));
    }

    private static EvpnRoute route(IpAddress self, int host) {
        return new MacIpAdvertisement(
                RouteDistinguisher.parse(self + ":100"),
                EthernetSegmentId.ZERO,
                EthernetTag.ZERO,
                new MacAddress(0x020000000000L + host),
                null,
                new Label24(100),
                null);
    }

    private static void send(OutputStream out, BgpMessage message) throws IOException {
        var writer = new OctetWriter();
        message.encode(writer, Negotiated.DEFAULT);
        out.write(writer.array(), 0, writer.length());
    }
}
