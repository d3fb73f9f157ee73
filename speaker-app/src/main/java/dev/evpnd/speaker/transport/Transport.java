package dev.evpnd.speaker.transport;

import dev.evpnd.wire.address.IpAddress;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.Errors;
import io.netty.util.concurrent.DefaultThreadFactory;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// The I/O loops, and how connections come into being on them.
///
/// Linux' own sockets are used where they can be had; elsewhere those of Java, which know no
/// passwords and no limits of TTL.
// What comes of a close or a registration is told by the channel itself.
@SuppressWarnings("FutureReturnValueIgnored")
public final class Transport implements AutoCloseable {
    private static final int BACKLOG = 1024;

    /// Of Linux: errno(3).
    private static final int EAFNOSUPPORT = 97;

    private final boolean isLinux;
    private final MultiThreadIoEventLoopGroup group;
    private final List<EventLoop> loops = new ArrayList<>();

    public Transport(int threads) {
        this(threads, Epoll.isAvailable());
    }

    /// @param isLinux whether the sockets are to be Linux' own
    Transport(int threads, boolean isLinux) {
        this.isLinux = isLinux;
        IoHandlerFactory handlers =
                isLinux ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        group =
                new MultiThreadIoEventLoopGroup(
                        threads, new DefaultThreadFactory("evpnd-io"), handlers);
        group.forEach(each -> loops.add((EventLoop) each));
    }

    /// Why the sockets of a Linux are not its own, if they are not.
    public static Optional<String> missing() {
        return Epoll.isAvailable() || !"Linux".equals(System.getProperty("os.name"))
                ? Optional.empty()
                : Optional.of(first(Epoll.unavailabilityCause()).toString());
    }

    private static Throwable first(Throwable fault) {
        var cause = fault.getCause();
        return cause == null ? fault : first(cause);
    }

    /// Whether there are passwords, and limits of TTL.
    public boolean isLinux() {
        return isLinux;
    }

    /// The loop of all that belongs to no peer.
    public EventLoop controlLoop() {
        return loops.getFirst();
    }

    /// The loop on which all happens that has to do with a peer.
    public EventLoop loopOf(IpAddress peer) {
        return loops.get(Math.floorMod(peer.hashCode(), loops.size()));
    }

    /// Is done when each of the loops has come to it.
    public CompletableFuture<Void> turn() {
        return CompletableFuture.allOf(
                loops.stream()
                        .map(each -> CompletableFuture.runAsync(() -> {}, each))
                        .toArray(CompletableFuture[]::new));
    }

    /// Begins to listen. Each connection is registered with the loop of its peer by whoever takes
    /// it, for which a bootstrap of Netty's has no place. Connections wait until the listener
    /// [takes][Listener#take] them.
    ///
    /// @param address where that is every one, it is every one that the machine can have
    /// @param passwords that hold from the first connection on
    /// @param accepted is given each connection, on the control loop; it is not on a loop yet
    /// @throws IOException if that cannot be, with the address in its message
    public Listener listen(
            InetSocketAddress address, Passwords passwords, Consumer<Incoming> accepted)
            throws IOException {
        var channel = server();
        var listener = new Listener(channel, isLinux);
        try {
            if (isLinux) {
                SocketOptions.set(channel, SocketOptions.ofListener());
            }
            listener.setPasswords(passwords);
        } catch (UnsupportedOperationException | ChannelException refused) {
            channel.unsafe().closeForcibly();
            throw unavailable(address, refused);
        }
        channel.pipeline().addLast(new Acceptor(accepted));
        channel.config().setOption(ChannelOption.SO_REUSEADDR, true);
        channel.config().setOption(ChannelOption.SO_BACKLOG, BACKLOG);
        channel.config().setAutoRead(false);
        controlLoop().register(channel).syncUninterruptibly();
        var bound = channel.bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            channel.close();
            var others =
                    lacksIpv6(bound.cause())
                            ? SocketAddresses.withoutIpv6(address)
                            : Optional.<InetSocketAddress>empty();
            if (others.isPresent()) {
                return listen(others.get(), passwords, accepted);
            }
            throw unavailable(address, bound.cause());
        }
        return listener;
    }

    /// Whether the sockets that there are know no IPv6: the kernel has none, or it is switched off.
    private static boolean lacksIpv6(Throwable cause) {
        return cause instanceof UnsupportedAddressTypeException
                || cause instanceof Errors.NativeIoException fault
                        && fault.expectedErr() == -EAFNOSUPPORT;
    }

    private static IOException unavailable(InetSocketAddress address, Throwable cause) {
        var reason =
                cause instanceof UnsupportedAddressTypeException
                        ? "this machine has no such addresses"
                        : cause.getMessage();
        return new IOException("cannot listen on " + address + ": " + reason, cause);
    }

    private Channel server() {
        return isLinux ? new EpollServerSocketChannel() : new NioServerSocketChannel();
    }

    /// Begins to connect to a peer. Called on its loop, which is where the listener is told what
    /// comes of it.
    public void connect(
            Connection connection, IpAddress peer, TransportSettings settings, int timeoutSeconds) {
        Channel channel;
        try {
            channel = isLinux ? new EpollSocketChannel() : new NioSocketChannel();
        } catch (ChannelException noFile) {
            // The system has no more of them to give.
            loopOf(peer).execute(() -> connection.failed(noFile));
            return;
        }
        try {
            var remote = SocketAddresses.socket(peer, settings.interfaceName(), settings.port());
            var local = local(settings);
            prepare(channel, settings, remote, connection);
            if (isLinux) {
                SocketOptions.set(channel, SocketOptions.password(settings, remote.getAddress()));
            }
            channel.config()
                    .setConnectTimeoutMillis((int) TimeUnit.SECONDS.toMillis(timeoutSeconds));
            loopOf(peer)
                    .register(channel)
                    .addListener(_ -> connect(connection, channel, remote, local));
        } catch (SocketException | ChannelException refused) {
            channel.unsafe().closeForcibly();
            loopOf(peer).execute(() -> connection.failed(refused));
        }
    }

    private static @Nullable InetSocketAddress local(TransportSettings settings)
            throws SocketException {
        return settings.source().isEmpty()
                ? null
                : SocketAddresses.socket(settings.source().get(), settings.interfaceName(), 0);
    }

    private static void connect(
            Connection connection,
            Channel channel,
            InetSocketAddress remote,
            @Nullable InetSocketAddress local) {
        channel.connect(remote, local)
                .addListener(
                        done -> {
                            if (!done.isSuccess()) {
                                channel.close();
                                connection.failed(done.cause());
                            }
                        });
    }

    /// Takes a connection that a peer has opened. Called on the peer's loop.
    public void take(Connection connection, Incoming incoming, TransportSettings settings) {
        var channel = incoming.channel();
        var loop = loopOf(incoming.peer());
        try {
            prepare(channel, settings, incoming.remoteAddress(), connection);
            var over = settings.interfaceName();
            var remote = incoming.remoteAddress().getAddress();
            if (over.isPresent() && !SocketAddresses.isOn(remote, over.get())) {
                throw new SocketException("not over " + over.get());
            }
            loop.register(channel);
        } catch (SocketException | ChannelException refused) {
            channel.unsafe().closeForcibly();
            loop.execute(() -> connection.failed(refused));
        }
    }

    private void prepare(
            Channel channel,
            TransportSettings settings,
            InetSocketAddress remote,
            Connection connection)
            throws SocketException {
        SocketOptions.set(channel, SocketOptions.common(settings));
        if (!isLinux && settings.neededOfLinux().isPresent()) {
            throw new SocketException(settings.neededOfLinux().get() + " needs Linux");
        }
        if (isLinux) {
            SocketOptions.set(channel, SocketOptions.linux(settings, remote.getAddress()));
        }
        channel.config().setWriteBufferWaterMark(WriteBufferWaterMark.DEFAULT);
        connection.attach(channel);
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
