package dev.evpnd.speaker.training;

import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.Label24;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.ExtendedCommunities;
import dev.evpnd.wire.attribute.LocalPref;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.MpReachNlri;
import dev.evpnd.wire.attribute.MpUnreachNlri;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.capability.Capability;
import dev.evpnd.wire.capability.EnhancedRouteRefresh;
import dev.evpnd.wire.capability.Multiprotocol;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.capability.RouteRefresh;
import dev.evpnd.wire.community.Encapsulation;
import dev.evpnd.wire.community.MacMobility;
import dev.evpnd.wire.community.RouteTarget;
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
import dev.evpnd.wire.nlri.NlriField;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// A leaf of a fabric, as far as its reflector sees it: it announces hosts, and keeps what it
/// hears.
final class Leaf implements AutoCloseable {
    private static final List<Capability> CAPABILITIES =
            List.of(
                    new Multiprotocol(AddressFamily.L2VPN_EVPN),
                    new RouteRefresh(),
                    new EnhancedRouteRefresh());
    private static final Asn AS = new Asn(65000);
    private static final int HOSTS_OF_A_MESSAGE = 90;
    private static final int VNIS = 20;
    private static final long PATIENCE_MILLIS = 60_000;

    private final Ipv4Address address;
    private final Socket socket;
    private final DataInputStream in;

    /// Each route that it has heard of, and whether its host has moved.
    private final Map<Octets, Boolean> heard = new HashMap<>();

    private boolean established;
    private int own;

    private Leaf(Ipv4Address address, Socket socket) throws IOException {
        this.address = address;
        this.socket = socket;
        socket.setTcpNoDelay(true);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
        send(Open.of(AS, 180, new BgpIdentifier(address.bits()), CAPABILITIES));
        send(Keepalive.INSTANCE);
    }

    /// Connects, from an address of its own, and listens to what it is told.
    static Leaf connect(int number, Pupil pupil) throws IOException {
        var address = new Ipv4Address(0x7f01_0000 + number);
        var leaf = new Leaf(address, pupil.connect(address.toString()));
        Thread.ofPlatform().daemon().start(leaf::listen);
        return leaf;
    }

    private void send(BgpMessage message) throws IOException {
        var octets = new OctetWriter();
        message.encode(octets, Negotiated.DEFAULT);
        socket.getOutputStream().write(octets.array(), 0, octets.length());
    }

    // What it says.

    /// Announces all of so many hosts, those of one VNI together.
    void announce(int hosts) throws IOException {
        own = hosts;
        for (int vni = 0; vni < VNIS; vni++) {
            var routes = new ArrayList<Nlri<EvpnRoute>>();
            for (int host = vni; host < hosts; host += VNIS) {
                routes.add(Nlri.of(route(host)));
                if (routes.size() == HOSTS_OF_A_MESSAGE) {
                    send(update(vni, 0, routes));
                    routes.clear();
                }
            }
            send(update(vni, 0, routes));
        }
        send(Update.endOfRib(AddressFamily.L2VPN_EVPN));
    }

    /// A host has moved so often.
    void move(int host, long sequence) throws IOException {
        send(update(host % VNIS, sequence, List.of(Nlri.of(route(host)))));
    }

    /// A host is gone.
    void withdraw(int host) throws IOException {
        own--;
        var gone = new EvpnNlri(List.of(Nlri.of(route(host))));
        send(Update.of(PathAttributes.of(new MpUnreachNlri(gone))));
    }

    void askAgain() throws IOException {
        send(
                new dev.evpnd.wire.message.RouteRefresh(
                        AddressFamily.L2VPN_EVPN,
                        dev.evpnd.wire.message.RouteRefresh.REQUEST,
                        Octets.EMPTY));
    }

    private Update update(int vni, long sequence, List<Nlri<EvpnRoute>> routes) {
        var target = RouteTarget.of(AS, vni);
        var communities =
                sequence == 0
                        ? ExtendedCommunities.of(target, Encapsulation.VXLAN)
                        : ExtendedCommunities.of(
                                target, Encapsulation.VXLAN, MacMobility.of(sequence));
        return Update.of(
                PathAttributes.of(
                        Origin.IGP,
                        AsPath.EMPTY,
                        new LocalPref(100),
                        new MpReachNlri(MpNextHop.of(address), new EvpnNlri(routes)),
                        communities));
    }

    private EvpnRoute route(int host) {
        return new MacIpAdvertisement(
                RouteDistinguisher.of(address, host % VNIS),
                EthernetSegmentId.ZERO,
                EthernetTag.ZERO,
                new MacAddress(0x0200_0000_0000L | (long) (address.bits() & 0xffff) << 24 | host),
                new Ipv4Address(0x0a00_0000 | (address.bits() & 0xff) << 16 | host),
                new Label24(host % VNIS),
                null);
    }

    // What it hears.

    private void listen() {
        try {
            var message = new byte[MessageHeader.MAX_LENGTH];
            while (true) {
                in.readFully(message, 0, MessageHeader.LENGTH);
                int length = MessageHeader.length(message, 0);
                in.readFully(message, MessageHeader.LENGTH, length - MessageHeader.LENGTH);
                if (BgpMessage.decode(Arrays.copyOf(message, length), 0, length, Negotiated.DEFAULT)
                        instanceof Decoded.Accepted<BgpMessage>(var decoded, _)) {
                    hear(decoded);
                }
            }
        } catch (EOFException | SocketException ended) {
            // Who waits for more will say so.
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private synchronized void hear(BgpMessage message) {
        switch (message) {
            case Keepalive _ -> established = true;
            case Update update -> hear(update.pathAttributes());
            default -> {}
        }
        notifyAll();
    }

    private void hear(PathAttributes attributes) {
        boolean moved =
                attributes.find(ExtendedCommunities.class).stream()
                        .flatMap(all -> all.asList().stream())
                        .anyMatch(MacMobility.class::isInstance);
        attributes
                .find(MpReachNlri.class)
                .ifPresent(reach -> keys(reach.nlri()).forEach(key -> heard.put(key, moved)));
        attributes
                .find(MpUnreachNlri.class)
                .ifPresent(unreach -> keys(unreach.nlri()).forEach(heard::remove));
    }

    private static Stream<Octets> keys(NlriField field) {
        return ((EvpnNlri) field).routes().stream().map(each -> each.route().key());
    }

    void awaitEstablished() throws InterruptedException, TimeoutException {
        await("the session", () -> established);
    }

    /// Waits until it knows of so many routes, with its own.
    void awaitRoutes(int count) throws InterruptedException, TimeoutException {
        await(count + " routes", () -> own + heard.size() == count);
    }

    /// Waits until it has heard that so many hosts have moved.
    void awaitMoves(int count) throws InterruptedException, TimeoutException {
        await(
                count + " moves",
                () -> heard.values().stream().filter(moved -> moved).count() == count);
    }

    private synchronized void await(String what, BooleanSupplier condition)
            throws InterruptedException, TimeoutException {
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (!condition.getAsBoolean()) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new TimeoutException(
                        "%s waited for %s in vain and has %d"
                                .formatted(address, what, heard.size()));
            }
            wait(left);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
