package dev.evpnd.speaker.http;

import dev.evpnd.speaker.credential.Credentials;
import dev.evpnd.speaker.query.Inspection;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.DefaultThreadFactory;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Answers HTTP wherever it listens. What it is asked for is [Site]'s; what it is of the daemon,
/// [Inspection]'s.
// What comes of a close is told by the channel itself.
@SuppressWarnings("FutureReturnValueIgnored")
public final class HttpServer implements AutoCloseable {
    private static final int BACKLOG = 64;

    /// So little is read at once that few requests of one who does not wait for answers lie here.
    private static final int READ_OCTETS = 2048;

    private static final String FULL_PROBLEM =
            """
            {"type":"about:blank","title":"Service Unavailable","status":503,\
            "detail":"too many connections"}
            """;
    private static final String FULL =
            """
            HTTP/1.1 503 Service Unavailable\r
            Content-Type: application/problem+json\r
            Retry-After: 1\r
            Content-Length: %d\r
            Connection: close\r
            \r
            """
                            .formatted(FULL_PROBLEM.length())
                    + FULL_PROBLEM;

    private record Listener(Channel channel, Door door) {}

    private final Site site;
    private final HttpLimits limits;
    private final MultiThreadIoEventLoopGroup group;
    private final DefaultChannelGroup connections;
    private final ServerBootstrap bootstrap;
    private final Map<InetSocketAddress, Listener> listeners = new HashMap<>();

    public HttpServer(Inspection inspection) {
        this(Paths.of(inspection), HttpLimits.DEFAULT);
    }

    HttpServer(Site site, HttpLimits limits) {
        this.site = site;
        this.limits = limits;
        boolean isLinux = Epoll.isAvailable();
        group =
                new MultiThreadIoEventLoopGroup(
                        1,
                        new DefaultThreadFactory("evpnd-http", true),
                        isLinux ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        connections = new DefaultChannelGroup(group.next());
        bootstrap =
                new ServerBootstrap()
                        .group(group)
                        .channel(
                                isLinux
                                        ? EpollServerSocketChannel.class
                                        : NioServerSocketChannel.class)
                        .option(ChannelOption.SO_BACKLOG, BACKLOG)
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .childOption(ChannelOption.AUTO_READ, false)
                        .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                        .childOption(
                                ChannelOption.RECVBUF_ALLOCATOR,
                                new FixedRecvByteBufAllocator(READ_OCTETS));
    }

    private void prepare(Channel channel, Door door) {
        if (connections.size() >= limits.connections()) {
            var full = Unpooled.copiedBuffer(FULL, StandardCharsets.US_ASCII);
            channel.writeAndFlush(full).addListener(ChannelFutureListener.CLOSE);
            return;
        }
        connections.add(channel);
        var identity = door.credentials().identity();
        identity.ifPresent(it -> channel.pipeline().addLast(new SslHandler(it.engine())));
        channel.pipeline()
                .addLast(
                        new HttpServerCodec(
                                new HttpDecoderConfig()
                                        .setMaxInitialLineLength(limits.lineOctets())
                                        .setMaxHeaderSize(limits.headerOctets())),
                        // What one read brings goes on a message at a time, when it is wanted.
                        new FlowControlHandler(),
                        new HttpConnection(site, door, limits));
    }

    /// Listens at another address.
    ///
    /// @param credentials for whoever connects there
    /// @return the address, with the port that the system chose where that was left to it
    /// @throws IOException if that cannot be, with the address in its message
    public InetSocketAddress listen(InetSocketAddress address, Credentials credentials)
            throws IOException {
        var door = new Door(credentials);
        var bound = bootstrap.clone().childHandler(through(door)).bind(address);
        if (!bound.awaitUninterruptibly().isSuccess()) {
            var cause = bound.cause();
            throw new IOException("cannot listen on " + address + ": " + cause.getMessage(), cause);
        }
        listeners.put(address, new Listener(bound.channel(), door));
        return (InetSocketAddress) bound.channel().localAddress();
    }

    private ChannelInitializer<Channel> through(Door door) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                prepare(channel, door);
            }
        };
    }

    /// Whoever connects is shown this from now on, and whoever asks has to have it, on connections
    /// that are there, too.
    public void secure(Credentials changed) {
        listeners.values().forEach(each -> each.door().secure(changed));
    }

    /// Listens there no more. Connections that are there stay.
    public void unlisten(InetSocketAddress address) {
        var listener = listeners.remove(address);
        if (listener != null) {
            listener.channel().close().awaitUninterruptibly();
        }
    }

    /// How many connections there are.
    int connections() {
        return connections.size();
    }

    /// Takes no further request, gives the answers that are under way a while to come to their end,
    /// and ends.
    @Override
    public void close() {
        if (group.isShuttingDown()) {
            return;
        }
        List.copyOf(listeners.keySet()).forEach(this::unlisten);
        group.next().submit(this::endConnections).awaitUninterruptibly();
        connections.newCloseFuture().awaitUninterruptibly(limits.stop().toMillis());
        group.shutdownGracefully(0, limits.stop().toMillis(), TimeUnit.MILLISECONDS)
                .awaitUninterruptibly();
    }

    private void endConnections() {
        for (var channel : connections) {
            channel.pipeline().get(HttpConnection.class).end(channel);
        }
    }
}
