package dev.evpnd.speaker.supervision;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/// A datagram socket of the system's own, and the thread for it. What cannot be sent is lost: the
/// one at the other end is there for evpnd, and not the other way round.
final class NotifySocket implements AutoCloseable {
    private final MultiThreadIoEventLoopGroup group;
    private final Channel channel;

    private NotifySocket(MultiThreadIoEventLoopGroup group, Channel channel) {
        this.group = group;
        this.channel = channel;
    }

    /// @param name a path, or with an `@` before it one that no file has
    /// @throws IOException if nobody listens there, or this system has no such sockets
    static NotifySocket open(String name) throws IOException {
        if (!Epoll.isAvailable()) {
            throw new IOException("NOTIFY_SOCKET is Linux'");
        }
        var group =
                new MultiThreadIoEventLoopGroup(
                        1,
                        new DefaultThreadFactory("evpnd-supervision", true),
                        EpollIoHandler.newFactory());
        var address =
                new DomainSocketAddress(name.startsWith("@") ? '\0' + name.substring(1) : name);
        var connected =
                new Bootstrap()
                        .group(group)
                        .channel(EpollDomainDatagramChannel.class)
                        .handler(new ChannelInboundHandlerAdapter())
                        .connect(address)
                        .awaitUninterruptibly();
        if (!connected.isSuccess()) {
            var _ = group.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            throw new IOException(
                    "NOTIFY_SOCKET " + name + ": " + connected.cause().getMessage(),
                    connected.cause());
        }
        return new NotifySocket(group, connected.channel());
    }

    void send(String text) {
        var _ = channel.writeAndFlush(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
    }

    /// The thread that it sends on.
    EventExecutor thread() {
        return channel.eventLoop();
    }

    /// What was sent before has gone out.
    @Override
    public void close() {
        channel.close().awaitUninterruptibly();
        var _ = group.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }
}
