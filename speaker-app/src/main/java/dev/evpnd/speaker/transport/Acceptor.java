package dev.evpnd.speaker.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Hands on the connections that come in by a listener.
// Whether it goes on is shown by the channel itself.
@SuppressWarnings("FutureReturnValueIgnored")
final class Acceptor extends ChannelInboundHandlerAdapter {
    private static final int PAUSE_SECONDS = 1;

    private final Consumer<Incoming> accepted;

    Acceptor(Consumer<Incoming> accepted) {
        this.accepted = accepted;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        accepted.accept(new Incoming((Channel) message));
    }

    /// Where the system has no more sockets to give it has none in the next moment, either, and
    /// whoever wants one waits.
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException)) {
            context.fireExceptionCaught(cause);
            return;
        }
        var config = context.channel().config();
        if (config.isAutoRead()) {
            config.setAutoRead(false);
            Runnable goOn = () -> config.setAutoRead(true);
            context.executor().schedule(goOn, PAUSE_SECONDS, TimeUnit.SECONDS);
        }
    }
}
