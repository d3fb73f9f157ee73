package dev.evpnd.it.bounds;

import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.Label24;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.LocalPref;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.MpReachNlri;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.capability.Capability;
import dev.evpnd.wire.capability.Multiprotocol;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.evpn.EthernetSegmentId;
import dev.evpnd.wire.evpn.EthernetTag;
import dev.evpnd.wire.evpn.EvpnRoute;
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

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// One connection with evpnd, from an address of loopback: what it says and reads is for the test.
final class Talker implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;

    /// As many routes as fit in a message of 4,096 octets, and more to spare.
    private static final int ROUTES_PER_UPDATE = 100;

    private static final RouteDistinguisher SHARED = RouteDistinguisher.parse("65000:1");

    static final List<Capability> CAPABILITIES =
            List.of(new Multiprotocol(AddressFamily.L2VPN_EVPN));

    final IpAddress address;
    final Socket socket;
    private final DataInputStream in;

    /// @param receiveBuffer of the system, in octets; 0 for what it gives of its own accord
    private Talker(String from, int port, int receiveBuffer) throws IOException {
        address = IpAddress.parse(from);
        socket = new Socket();
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    }

    static Talker connect(String from, int port) throws IOException {
        return new Talker(from, port, 0);
    }

    /// One whose system takes hardly anything that it does not read.
    static Talker connectNarrow(String from, int port) throws IOException {
        return new Talker(from, port, 4096);
    }

    // What it says.

    void send(byte... octets) throws IOException {
        // Keepalives come from another thread.
        synchronized (socket) {
            socket.getOutputStream().write(octets);
        }
    }

    void send(BgpMessage message) throws IOException {
        send(octets(message));
    }

    static byte[] octets(BgpMessage message) {
        var writer = new OctetWriter();
        message.encode(writer, Negotiated.DEFAULT);
        return writer.toByteArray();
    }

    Open open(int hold, List<Capability> capabilities) {
        var identifier = new BgpIdentifier(((Ipv4Address) address).bits());
        return Open.of(new Asn(65000), hold, identifier, capabilities);
    }

    /// Says what has to be said, and hears it, up to an established session.
    ///
    /// @return what evpnd has said of itself
    Open establish(int hold, List<Capability> capabilities) throws IOException {
        send(open(hold, capabilities));
        if (!(receive() instanceof Open open)) {
            throw new IOException("expected an OPEN");
        }
        send(Keepalive.INSTANCE);
        if (!(receive() instanceof Keepalive)) {
            throw new IOException("expected a KEEPALIVE");
        }
        return open;
    }

    Talker establish(int hold) throws IOException {
        establish(hold, CAPABILITIES);
        return this;
    }

    /// Announces hosts, a hundred in a message.
    ///
    /// @param preference by which one announcement differs from another
    byte[] hosts(int from, int to, int preference) {
        var writer = new OctetWriter();
        for (int first = from; first < to; first += ROUTES_PER_UPDATE) {
            var routes = new ArrayList<Nlri<EvpnRoute>>();
            for (int host = first; host < Math.min(to, first + ROUTES_PER_UPDATE); host++) {
                routes.add(Nlri.of(host(RouteDistinguisher.parse(address + ":100"), host)));
            }
            update(preference, routes).encode(writer, Negotiated.DEFAULT);
        }
        return writer.toByteArray();
    }

    /// Announces hosts with a preference of its own for each, so that it and whoever passes it on
    /// needs a message for each.
    ///
    /// @param preference of host 0, and one more of each behind it
    byte[] hostsApart(int from, int to, int preference) {
        var distinguisher = RouteDistinguisher.parse(address + ":100");
        var writer = new OctetWriter();
        for (int host = from; host < to; host++) {
            var route = Nlri.of(host(distinguisher, host));
            update(preference + host, List.of(route)).encode(writer, Negotiated.DEFAULT);
        }
        return writer.toByteArray();
    }

    /// Hosts that others announce as well, with a message for each.
    byte[] sharedHosts(int from, int to, int preference) {
        var writer = new OctetWriter();
        for (int host = from; host < to; host++) {
            var route = host(SHARED, host);
            update(preference, List.of(Nlri.of(route))).encode(writer, Negotiated.DEFAULT);
        }
        return writer.toByteArray();
    }

    private Update update(int preference, List<Nlri<EvpnRoute>> routes) {
        return Update.of(
                PathAttributes.of(
                        Origin.IGP,
                        AsPath.EMPTY,
                        new LocalPref(preference),
                        new MpReachNlri(MpNextHop.of(address), new EvpnNlri(routes))));
    }

    private static EvpnRoute host(RouteDistinguisher distinguisher, int host) {
        return new MacIpAdvertisement(
                distinguisher,
                EthernetSegmentId.ZERO,
                EthernetTag.ZERO,
                new MacAddress(0x020000000000L + host),
                null,
                new Label24(100),
                null);
    }

    // What it hears.

    /// The octets of the next message.
    byte[] receiveOctets() throws IOException {
        var header = in.readNBytes(MessageHeader.LENGTH);
        if (header.length < MessageHeader.LENGTH) {
            throw new IOException(address + ": evpnd has closed the connection");
        }
        int length = MessageHeader.length(header, 0);
        var message = Arrays.copyOf(header, length);
        in.readFully(message, header.length, length - header.length);
        return message;
    }

    BgpMessage receive() throws IOException {
        return decode(receiveOctets());
    }

    static BgpMessage decode(byte[] message) {
        return switch (BgpMessage.decode(message, 0, message.length, Negotiated.DEFAULT)) {
            case Decoded.Accepted<BgpMessage>(var decoded, _) -> decoded;
            case Decoded.Rejected<BgpMessage>(var fault) -> throw new AssertionError(fault);
        };
    }

    /// Whether evpnd has closed the connection, once it has said what it has to say.
    boolean isClosed() throws IOException {
        try {
            while (in.read() >= 0) {
                // What it was ended with is nothing to this.
            }
            return true;
        } catch (java.net.SocketTimeoutException open) {
            return false;
        } catch (java.net.SocketException reset) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
