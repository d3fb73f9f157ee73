package dev.evpnd.speaker.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.error.Malformed;

import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Connections and where there are not all of Linux' options.
@Timeout(30)
class TransportTest {
    private static final IpAddress LOOPBACK = IpAddress.parse("127.0.0.1");

    /// Keeps what it is told.
    private static final class Told implements ConnectionListener {
        final BlockingQueue<String> events = new LinkedBlockingQueue<>();

        @Override
        public void opened(Connection connection) {
            events.add("opened");
        }

        @Override
        public void failed(Connection connection, Throwable cause) {
            events.add("failed: " + cause.getMessage());
        }

        @Override
        public void message(Connection connection, byte[] octets, int start, int length) {
            events.add("message " + length);
        }

        @Override
        public void routes(Connection connection, byte[] octets, int length) {
            events.add("routes " + length);
        }

        @Override
        public void malformed(Connection connection, Malformed fault) {
            events.add("malformed");
        }

        @Override
        public void waiting(Connection connection) {
            events.add("waiting");
        }

        @Override
        public void lost(Connection connection) {
            events.add("lost");
        }

        String next() throws InterruptedException {
            return String.valueOf(events.poll(10, TimeUnit.SECONDS));
        }
    }

    private static TransportSettings settings(int port, Optional<String> password) {
        return new TransportSettings(
                port,
                Optional.empty(),
                Optional.empty(),
                password,
                new TransportSettings.TtlRule.Outgoing(64),
                48,
                Optional.empty());
    }

    private static byte[] keepalive() {
        var octets = new byte[19];
        java.util.Arrays.fill(octets, 0, 16, (byte) 0xff);
        octets[17] = 19;
        octets[18] = 4;
        return octets;
    }

    @Test
    void connectionsAreTakenAndMadeWithTheSocketsOfJava() throws Exception {
        try (var transport = new Transport(1, false)) {
            var incoming = new Told();
            var listener =
                    transport.listen(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                            Passwords.NONE,
                            each ->
                                    transport.take(
                                            new Connection(1, true, incoming),
                                            each,
                                            settings(179, Optional.empty())));
            listener.take();
            var outgoing = new Told();
            int port = listener.address().getPort();
            transport
                    .loopOf(LOOPBACK)
                    .execute(
                            () ->
                                    transport.connect(
                                            new Connection(-1, false, outgoing),
                                            LOOPBACK,
                                            settings(port, Optional.empty()),
                                            5));
            assertThat(outgoing.next()).isEqualTo("opened");
            assertThat(incoming.next()).isEqualTo("opened");
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                assertThat(incoming.next()).isEqualTo("opened");
                socket.getOutputStream().write(keepalive());
                assertThat(incoming.next()).isEqualTo("message 19");
            }
            assertThat(incoming.next()).isEqualTo("lost");
        }
    }

    @Test
    void nobodyIsReachedWithoutThePasswordWhereThereAreNone() throws Exception {
        try (var transport = new Transport(1, false);
                var peer = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var told = new Told();
            var settings = settings(peer.getLocalPort(), Optional.of("secret"));
            transport
                    .loopOf(LOOPBACK)
                    .execute(
                            () ->
                                    transport.connect(
                                            new Connection(-1, false, told),
                                            LOOPBACK,
                                            settings,
                                            5));
            assertThat(told.next()).isEqualTo("failed: TCP MD5 needs Linux");
        }
    }

    @Test
    void nobodyIsListenedForWithoutThePasswordWhereThereAreNone() {
        var passwords = new Passwords(Map.of(LOOPBACK, "secret"), Map.of());
        try (var transport = new Transport(1, false)) {
            var anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            assertThatThrownBy(() -> transport.listen(anywhere, passwords, _ -> {}))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("TCP MD5 needs Linux");
        }
    }

    @Test
    void aConnectionThatIsClosedWhileItIsOpenedTellsNothing() throws Exception {
        try (var transport = new Transport(1);
                var peer = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var closed = new Told();
            var open = new Told();
            var settings = settings(peer.getLocalPort(), Optional.empty());
            transport
                    .loopOf(LOOPBACK)
                    .execute(
                            () -> {
                                var connection = new Connection(-1, false, closed);
                                transport.connect(connection, LOOPBACK, settings, 5);
                                connection.close();
                                transport.connect(
                                        new Connection(-2, false, open), LOOPBACK, settings, 5);
                            });
            assertThat(open.next()).isEqualTo("opened");
            assertThat(closed.events).isEmpty();
        }
    }

    @Test
    void packetsHaveTheClassAndTheTtlThatAreWanted() {
        assumeTrue(Epoll.isAvailable(), "needs Linux");
        var channel = new EpollSocketChannel();
        try {
            var settings =
                    new TransportSettings(
                            179,
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            new TransportSettings.TtlRule.Security(1),
                            48,
                            Optional.of(1200));
            SocketOptions.set(channel, SocketOptions.common(settings));
            SocketOptions.set(
                    channel, SocketOptions.linux(settings, SocketAddresses.inet(LOOPBACK)));
            assertThat(channel.config().getOption(ChannelOption.IP_TOS)).isEqualTo(48 << 2);
            assertThat(channel.config().getOption(ChannelOption.TCP_NODELAY)).isTrue();
            assertThat(
                            channel.config()
                                    .getOption(
                                            new io.netty.channel.unix.IntegerUnixChannelOption(
                                                    "IP_MINTTL", 0, 21)))
                    .isEqualTo(255);
            assertThat(channel.config().getOption(EpollChannelOption.TCP_CORK)).isFalse();
        } finally {
            channel.unsafe().closeForcibly();
        }
    }
}
