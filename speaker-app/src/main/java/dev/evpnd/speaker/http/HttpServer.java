package dev.evpnd.speaker.http;

import dev.evpnd.speaker.metrics.Metrics;
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
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.util.concurrent.DefaultThreadFactory;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Answers HTTP wherever it listens. What it is asked for is [Site]'s; what it is of the daemon,
/// [Inspection]'s.
// What comes of a close is told by the channel itself.
@SuppressWarnings("FutureReturnValueIgnored")
public final class HttpServer implements AutoCloseable {
    private static final int BACKLOG = 64;

    /// So little is read at once that few requests of one who does not wait for answers lie here.
    private static final int READ_OCTETS = 2048;

    private static final String FULL =
            """
            HTTP/1.1 503 Service Unavailable\r
            Content-Length: 0\r
            Connection: close\r
            \r
            """;

    private final Site site;
    private final HttpLimits limits;
    private final MultiThreadIoEventLoopGroup group;
    private final DefaultChannelGroup connections;
    private final ServerBootstrap bootstrap;
    private final Map<InetSocketAddress, Channel> listeners = new HashMap<>();

    public HttpServer(Inspection inspection) {
        this(resources(inspection), HttpLimits.DEFAULT);
    }

    HttpServer(Map<String, Supplier<Answer>> resources, HttpLimits limits) {
        site = new Site(resources);
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
                                new FixedRecvByteBufAllocator(READ_OCTETS))
                        .childHandler(
                                new ChannelInitializer<>() {
                                    @Override
                                    protected void initChannel(Channel channel) {
                                        prepare(channel);
                                    }
                                });
    }

    private static Map<String, Supplier<Answer>> resources(Inspection inspection) {
        var health = new Health(inspection);
        var metrics = new Metrics(inspection);
        return Map.of(
                "/health",
                health::health,
                "/ready",
                health::readiness,
                "/metrics",
                () -> new Answer(HttpResponseStatus.OK, Metrics.CONTENT_TYPE, metrics::write));
    }

    private void prepare(Channel channel) {
        if (connections.size() >= limits.connections()) {
            var full = Unpooled.copiedBuffer(FULL, StandardCharsets.US_ASCII);
            channel.writeAndFlush(full).addListener(ChannelFutureListener.CLOSE);
            return;
        }
        connections.add(channel);
        channel.pipeline()
                .addLast(
                        new HttpServerCodec(
                                new HttpDecoderConfig()
                                        .setMaxInitialLineLength(limits.lineOctets())
                                        .setMaxHeaderSize(limits.headerOctets())),
                        // What one read brings goes on a message at a time, when it is wanted.
                        new FlowControlHandler(),
                        new HttpConnection(site, limits));
    }

    /// Listens at another address.
    ///
    /// @return the address, with the port that the system chose where that was left to it
    /// @throws IOException if that cannot be, with the address in its message
    public InetSocketAddress listen(InetSocketAddress address) throws IOException {
        var bound = bootstrap.bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            var cause = bound.cause();
            throw new IOException("cannot listen on " + address + ": " + cause.getMessage(), cause);
        }
        listeners.put(address, bound.channel());
        return (InetSocketAddress) bound.channel().localAddress();
    }

    /// Listens there no more. Connections that are there stay.
    public void unlisten(InetSocketAddress address) {
        var listener = listeners.remove(address);
        if (listener != null) {
            listener.close().awaitUninterruptibly();
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
