package dev.evpnd.speaker.daemon;

import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.Label24;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.LocalPref;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.MpReachNlri;
import dev.evpnd.wire.attribute.MpUnreachNlri;
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
import dev.evpnd.wire.message.Notification;
import dev.evpnd.wire.message.Open;
import dev.evpnd.wire.message.Update;
import dev.evpnd.wire.nlri.EvpnNlri;
import dev.evpnd.wire.nlri.Nlri;
import dev.evpnd.wire.octets.OctetWriter;

import org.jspecify.annotations.Nullable;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// A peer that does what a test has it do, and nothing of its own accord: a socket, and messages.
final class RawPeer implements AutoCloseable {
    static final List<Capability> CAPABILITIES =
            List.of(new Multiprotocol(AddressFamily.L2VPN_EVPN));
    static final int HOLD = 9;
    private static final int PATIENCE_MILLIS = 20_000;

    final Socket socket;
    private final DataInputStream in;
    private Negotiated negotiated = Negotiated.DEFAULT;

    private RawPeer(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
    }

    /// Connects from an address of loopback.
    static RawPeer connect(String from, String to, int port) throws IOException {
        var socket = new Socket();
        socket.bind(new InetSocketAddress(from, 0));
        return connect(socket, to, port);
    }

    /// Connects as one for whom the system takes next to nothing, so that what it does not read
    /// waits with who sent it; left alone a system may take tens of megabytes.
    static RawPeer connectNarrow(String from, String to, int port) throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.bind(new InetSocketAddress(from, 0));
        return connect(socket, to, port);
    }

    static RawPeer connect(Socket socket, String to, int port) throws IOException {
        socket.connect(new InetSocketAddress(to, port), PATIENCE_MILLIS);
        return new RawPeer(socket);
    }

    static ServerSocket listener(String address) throws IOException {
        var listener = new ServerSocket(0, 50, new InetSocketAddress(address, 0).getAddress());
        listener.setSoTimeout(PATIENCE_MILLIS);
        return listener;
    }

    static RawPeer accept(ServerSocket listener) throws IOException {
        return new RawPeer(listener.accept());
    }

    // What it says.

    void send(byte... octets) throws IOException {
        socket.getOutputStream().write(octets);
    }

    void send(BgpMessage message) throws IOException {
        send(octets(message));
    }

    static byte[] octets(BgpMessage message) {
        var writer = new OctetWriter();
        message.encode(writer, Negotiated.DEFAULT.withFourOctetAs(true));
        return writer.toByteArray();
    }

    Open open(int hold, List<Capability> capabilities) {
        var bits = new BgpIdentifier(0x0aff0000 | socket.getLocalPort());
        return Open.of(new Asn(65000), hold, bits, capabilities);
    }

    /// Says what has to be said, and hears it, up to an established session.
    RawPeer establish() throws IOException {
        return establish(HOLD, CAPABILITIES);
    }

    RawPeer establish(int hold, List<Capability> capabilities) throws IOException {
        send(open(hold, capabilities));
        if (!(receive() instanceof Open open)) {
            throw new AssertionError("expected an OPEN");
        }
        negotiated = Negotiated.between(capabilities, open.capabilities(), false);
        send(Keepalive.INSTANCE);
        var answer = receive();
        if (!(answer instanceof Keepalive)) {
            throw new AssertionError("expected a KEEPALIVE, found " + answer);
        }
        return this;
    }

    /// Announces hosts by routes of type 2.
    Update update(int... hosts) {
        return preferred(100, hosts);
    }

    /// The same with another LOCAL_PREF.
    Update preferred(int preference, int... hosts) {
        var own = IpAddress.parse(socket.getLocalAddress().getHostAddress());
        var routes = new ArrayList<Nlri<EvpnRoute>>();
        for (int host : hosts) {
            routes.add(Nlri.of(host(host)));
        }
        return Update.of(
                PathAttributes.of(
                        Origin.IGP,
                        AsPath.EMPTY,
                        new LocalPref(preference),
                        new MpReachNlri(MpNextHop.of(own), new EvpnNlri(routes))));
    }

    /// Takes hosts back.
    static Update withdrawal(int... hosts) {
        var routes = IntStream.of(hosts).mapToObj(host -> Nlri.of(host(host))).toList();
        return Update.of(PathAttributes.of(new MpUnreachNlri(new EvpnNlri(routes))));
    }

    private static EvpnRoute host(int host) {
        return new MacIpAdvertisement(
                RouteDistinguisher.parse("10.255.0.1:100"),
                EthernetSegmentId.ZERO,
                EthernetTag.ZERO,
                new MacAddress(0x020000000000L + host),
                null,
                new Label24(100),
                null);
    }

    // What it hears.

    /// The next message; null where the connection has ended.
    @Nullable BgpMessage receive() throws IOException {
        var header = new byte[MessageHeader.LENGTH];
        try {
            in.readFully(header);
        } catch (EOFException end) {
            return null;
        }
        int length = MessageHeader.length(header, 0);
        var message = Arrays.copyOf(header, length);
        in.readFully(message, header.length, length - header.length);
        return switch (BgpMessage.decode(message, 0, length, negotiated)) {
            case Decoded.Accepted<BgpMessage>(var decoded, _) -> decoded;
            case Decoded.Rejected<BgpMessage>(var fault) -> throw new AssertionError(fault);
        };
    }

    /// What the session is ended with, and then the connection; null if that is closed without it.
    @Nullable Notification receiveEnd() throws IOException {
        Notification last = null;
        for (var message = receive(); message != null; message = receive()) {
            if (message instanceof Notification notification) {
                last = notification;
            }
        }
        return last;
    }

    void awaitKeepalives(int count) throws IOException {
        int left = count;
        while (left > 0) {
            switch (receive()) {
                case Keepalive _ -> left--;
                case Notification notification -> throw new AssertionError(notification);
                case null -> throw new AssertionError("closed");
                default -> {}
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
