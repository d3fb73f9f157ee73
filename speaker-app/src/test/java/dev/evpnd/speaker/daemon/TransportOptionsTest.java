package dev.evpnd.speaker.daemon;

import static dev.evpnd.speaker.Eventually.until;
import static dev.evpnd.speaker.daemon.TestSpeaker.await;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.evpnd.speaker.neighbor.Neighbor;
import dev.evpnd.speaker.neighbor.Neighbors;
import dev.evpnd.speaker.transport.SocketAddresses;
import dev.evpnd.speaker.transport.TransportSettings;
import dev.evpnd.speaker.transport.TransportSettings.TtlRule;
import dev.evpnd.wire.address.IpAddress;

import io.netty.channel.epoll.Epoll;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.List;
import java.util.Optional;

/// Passwords, TTLs and addresses, with the system's real sockets.
@Timeout(60)
class TransportOptionsTest {
    private final TestSpeaker speaker = new TestSpeaker("127.0.0.1");
    private final TestSpeaker other = new TestSpeaker("127.0.0.2");

    @BeforeEach
    void needLinux() {
        assumeTrue(Epoll.isAvailable(), "TCP MD5 and TTLs need Linux");
    }

    @AfterEach
    void stop() {
        speaker.close();
        other.close();
    }

    /// Whether it has tried more than once, and had nothing.
    private static boolean isInVain(TestSpeaker from, String peer) {
        var peering = from.status(peer).peering();
        return peering.establishments() == 0 && peering.connectRetryCounter() >= 2;
    }

    @Test
    void onlyThePasswordOfTheRangeOpensIt() throws Exception {
        int port = speaker.reflect("127.0.0.0/8", 10, Optional.of("right"));
        other.connect("127.0.0.1", port, Optional.of("right"));
        until(() -> other.isEstablished("127.0.0.1"));
        try (var wrong = new TestSpeaker("127.0.0.3");
                var none = new TestSpeaker("127.0.0.4")) {
            wrong.connect("127.0.0.1", port, Optional.of("wrong"));
            none.connect("127.0.0.1", port, Optional.empty());
            until(() -> isInVain(wrong, "127.0.0.1") && isInVain(none, "127.0.0.1"));
        }
        assertThat(await(speaker.neighbors().statuses())).hasSize(1);
    }

    @Test
    void thePasswordOfANeighborIsItsOwnAndCountsBeforeThatOfARange() throws Exception {
        int port = speaker.reflect("127.0.0.0/8", 10, Optional.of("of the range"));
        var passive = speaker.settings(true, true, speaker.transport(179, Optional.of("its own")));
        await(
                speaker.neighbors()
                        .apply(
                                new Neighbors.Change(
                                        List.of(),
                                        List.of(new Neighbor(other.address, passive)),
                                        speaker.ranges())));
        other.connect("127.0.0.1", port, Optional.of("its own"));
        until(() -> other.isEstablished("127.0.0.1"));
        try (var third = new TestSpeaker("127.0.0.3")) {
            third.connect("127.0.0.1", port, Optional.of("of the range"));
            until(() -> third.isEstablished("127.0.0.1"));
        }
    }

    @Test
    void peersOneHopAwayAreFoundWithGtsmOnBothSides() throws Exception {
        int port = listenWithTtl(new TtlRule.Security(1));
        connectWithTtl(port, new TtlRule.Security(1));
        until(() -> other.isEstablished("127.0.0.1"));
    }

    @Test
    void whoComesFromTooFarAwayHasNoSession() throws Exception {
        int port = listenWithTtl(new TtlRule.Security(1));
        connectWithTtl(port, new TtlRule.Outgoing(254));
        until(() -> isInVain(speaker, "127.0.0.2") || isInVain(other, "127.0.0.1"));
        assertThat(speaker.status("127.0.0.2").peering().establishments()).isZero();
    }

    private static TransportSettings withTtl(TransportSettings settings, TtlRule ttl) {
        return new TransportSettings(
                settings.port(),
                settings.source(),
                settings.interfaceName(),
                settings.password(),
                ttl,
                settings.dscp(),
                settings.maxSegment());
    }

    private int listenWithTtl(TtlRule ttl) throws Exception {
        speaker.timers = other.timers = quick();
        var transport = withTtl(speaker.transport(179, Optional.empty()), ttl);
        put(speaker, new Neighbor(other.address, speaker.settings(true, true, transport)));
        return speaker.listen();
    }

    /// Who hears nothing gives up before long.
    private static dev.evpnd.speaker.session.SessionTimers quick() {
        return new dev.evpnd.speaker.session.SessionTimers(3, 1, 3, 1, 0, 1, 0, 1, 0);
    }

    private void connectWithTtl(int port, TtlRule ttl) throws Exception {
        var transport = withTtl(other.transport(port, Optional.empty()), ttl);
        put(other, new Neighbor(speaker.address, other.settings(false, false, transport)));
    }

    private static void put(TestSpeaker at, Neighbor neighbor) throws Exception {
        await(at.neighbors().apply(new Neighbors.Change(List.of(), List.of(neighbor), List.of())));
    }

    @Test
    void peersComeOverIpv6ToOneOfSeveralAddresses() throws Exception {
        speaker.reflect("::1/128", 1, Optional.empty());
        assumeTrue(hasIpv6(), "needs IPv6");
        int port =
                speaker.neighbors()
                        .listen(
                                new InetSocketAddress(
                                        SocketAddresses.inet(IpAddress.parse("::1")), 0))
                        .getPort();
        try (var peer = RawPeer.connect("::1", "::1", port).establish()) {
            peer.send(peer.update(1, 2));
            until(() -> speaker.routes() == 2);
        }
    }

    private static boolean hasIpv6() throws Exception {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .anyMatch(each -> each instanceof Inet6Address && each.isLoopbackAddress());
    }

    @Test
    void aLinkLocalPeerIsReachedOverItsInterface() throws Exception {
        var found = linkLocal();
        assumeTrue(found.isPresent(), "needs an interface with a link-local address");
        var own = found.get();
        try (var listener = RawPeer.listener(own.getHostAddress())) {
            var peer = address(own);
            var transport =
                    new TransportSettings(
                            listener.getLocalPort(),
                            Optional.of(peer),
                            Optional.of(own.getScopedInterface().getName()),
                            Optional.empty(),
                            new TtlRule.Outgoing(64),
                            48,
                            Optional.empty());
            put(speaker, new Neighbor(peer, speaker.settings(true, false, transport)));
            try (var raw = RawPeer.accept(listener)) {
                raw.establish();
                until(() -> speaker.isEstablished(peer.toString()));
            }
        }
    }

    private static IpAddress address(Inet6Address own) {
        var text = own.getHostAddress();
        return IpAddress.parse(text.substring(0, text.indexOf('%')));
    }

    private static Optional<Inet6Address> linkLocal() throws Exception {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(each -> each instanceof Inet6Address && each.isLinkLocalAddress())
                .map(Inet6Address.class::cast)
                .findFirst();
    }
}
