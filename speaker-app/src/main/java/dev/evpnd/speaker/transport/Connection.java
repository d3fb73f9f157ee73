package dev.evpnd.speaker.transport;

import dev.evpnd.wire.message.MessageHeader;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.DuplexChannel;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A connection with a peer, as messages. All of it happens on one I/O loop.
// What comes of a close is told by the channel itself.
@SuppressWarnings("FutureReturnValueIgnored")
public final class Connection {
    /// For how long a peer may take to read what it was sent last, before the connection is closed.
    private static final int LINGER_SECONDS = 3;

    private final int number;
    private final boolean incoming;
    private final ConnectionListener listener;
    private final FrameBuffer frames = new FrameBuffer();
    private @Nullable Channel channel;
    private int maxLength = MessageHeader.MAX_LENGTH;
    private boolean established;
    private boolean written;

    /// Writes that are not with the system yet.
    private int unsent;

    private final Runnable flush = this::flush;
    private boolean flushing;
    private boolean closing;

    /// A connection that is about to be opened, or taken.
    ///
    /// @param number that is not 0
    /// @param incoming whether the peer has opened it
    public Connection(int number, boolean incoming, ConnectionListener listener) {
        this.number = number;
        this.incoming = incoming;
        this.listener = listener;
    }

    /// By which it is known to whoever drives the session.
    public int number() {
        return number;
    }

    /// Whether the peer has opened it.
    public boolean isIncoming() {
        return incoming;
    }

    /// The address of this end.
    public InetSocketAddress localAddress() {
        return (InetSocketAddress) open().localAddress();
    }

    /// The address of the other end.
    public InetSocketAddress remoteAddress() {
        return (InetSocketAddress) open().remoteAddress();
    }

    /// What the system says of its socket, where it is one that says so.
    public Optional<SocketState> socket() {
        if (!(open() instanceof EpollSocketChannel epoll) || !epoll.isOpen()) {
            return Optional.empty();
        }
        var info = epoll.tcpInfo();
        long roundTripMillis = TimeUnit.MICROSECONDS.toMillis(info.rtt());
        return Optional.of(new SocketState(epoll.fd().intValue(), info.sndMss(), roundTripMillis));
    }

    private Channel open() {
        if (channel == null) {
            throw new IllegalStateException("connection " + number + " is not open");
        }
        return channel;
    }

    /// From now on UPDATEs are told in one, and may have this length.
    public void established(int maxReceiveLength) {
        established = true;
        maxLength = maxReceiveLength;
    }

    /// Writes octets, which nobody changes any more.
    ///
    /// @param written is run when they are with the system
    public void write(byte[] octets, int length, Runnable written) {
        writeLast(Unpooled.wrappedBuffer(octets, 0, length), written);
    }

    /// Writes messages, of which there is at least one.
    ///
    /// @param written is run when they are with the system
    public void write(Outgoing messages, Runnable written) {
        var pieces = messages.pieces();
        for (var piece : pieces.subList(0, pieces.size() - 1)) {
            open().write(piece);
        }
        writeLast(pieces.getLast(), written);
    }

    private void writeLast(ByteBuf octets, Runnable run) {
        written = true;
        unsent++;
        open().write(octets)
                .addListener(
                        done -> {
                            unsent--;
                            if (done.isSuccess() && !closing) {
                                run.run();
                            }
                        });
        if (!flushing) {
            flushing = true;
            open().eventLoop().execute(flush);
        }
    }

    /// Hands to the system what was written, behind all that the loop already has to write: a loop
    /// that falls behind catches up, for what has come together takes one call and not several.
    private void flush() {
        flushing = false;
        open().flush();
        if (unsent > 0 && !closing) {
            listener.waiting(this);
        }
    }

    /// Whether what comes is read.
    public void setReading(boolean reading) {
        open().config().setAutoRead(reading);
    }

    /// Closes the connection when what was written is with the peer's system, or has had its time.
    /// The listener is told nothing more.
    public void close() {
        closing = true;
        var open = channel;
        if (open == null) {
            return;
        }
        if (!written) {
            open.close();
            return;
        }
        // What is unread at a close has the system reset the connection, and what was written last
        // may be lost by that: the peer is read, in vain, until it closes, too.
        open.config().setAutoRead(true);
        open.writeAndFlush(Unpooled.EMPTY_BUFFER)
                .addListener(
                        done -> {
                            if (done.isSuccess()) {
                                ((DuplexChannel) open).shutdownOutput();
                            } else {
                                open.close();
                            }
                        });
        Runnable giveUp = open::close;
        var timeout = open.eventLoop().schedule(giveUp, LINGER_SECONDS, TimeUnit.SECONDS);
        open.closeFuture().addListener(_ -> timeout.cancel(false));
    }

    /// It was tried to be opened, in vain.
    void failed(Throwable cause) {
        if (!closing) {
            closing = true;
            listener.failed(this, cause);
        }
    }

    /// The channel that it is a connection on, from the first moment on.
    void attach(Channel opened) {
        channel = opened;
        opened.pipeline().addLast(new Handler());
    }

    /// What Netty calls.
    private final class Handler extends ChannelInboundHandlerAdapter {
        @Override
        public void channelActive(ChannelHandlerContext context) {
            if (!closing) {
                listener.opened(Connection.this);
            }
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            var buffer = (ByteBuf) message;
            try {
                receive(buffer);
            } finally {
                buffer.release();
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            lost();
        }

        // A reset by the peer, for instance; what this program does wrong goes on to the loop.
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
            if (!(cause instanceof IOException)) {
                context.fireExceptionCaught(cause);
            }
        }
    }

    private void lost() {
        if (!closing) {
            closing = true;
            listener.lost(this);
        }
    }

    private void receive(ByteBuf buffer) {
        int count = buffer.readableBytes();
        if (closing || count == 0) {
            return;
        }
        var octets = frames.reserve(count);
        buffer.readBytes(octets, frames.end(), count);
        frames.added(count);
        while (!closing && takeMessages()) {
            // A message may change how the next are read.
        }
    }

    /// Takes the messages that are told in one, or one message.
    ///
    /// @return whether there may be more
    private boolean takeMessages() {
        int taken = 0;
        int length = frames.frameLength(0, maxLength);
        while (length > 0 && established && isOfRoutes(taken)) {
            taken += length;
            length = frames.frameLength(taken, maxLength);
        }
        if (taken > 0) {
            listener.routes(this, frames.take(taken), taken);
            return length != MessageHeader.NEED_MORE;
        }
        if (length > 0) {
            int start = frames.start();
            var octets = frames.array();
            frames.skip(length);
            listener.message(this, octets, start, length);
            return true;
        }
        if (length == MessageHeader.BAD) {
            var fault = MessageHeader.fault(frames.array(), frames.start(), maxLength);
            listener.malformed(this, fault.orElseThrow());
        }
        return false;
    }

    private boolean isOfRoutes(int skipped) {
        return switch (MessageHeader.type(frames.array(), frames.start() + skipped)) {
            case MessageHeader.UPDATE, MessageHeader.ROUTE_REFRESH, MessageHeader.KEEPALIVE -> true;
            default -> false;
        };
    }
}
