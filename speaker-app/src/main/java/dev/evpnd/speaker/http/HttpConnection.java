package dev.evpnd.speaker.http;

import dev.evpnd.speaker.query.QueryFailure;
import dev.evpnd.speaker.telemetry.LogEvent;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLException;

/// One who asks: his requests are answered one after the other. While one is, nothing of him is
/// read.
///
/// It is confined to the loop of its channel, but for the answers, which are made on threads of
/// their own.
// What comes of a close or a write is told by the channel itself.
@SuppressWarnings("FutureReturnValueIgnored")
final class HttpConnection extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger("evpnd.http");

    /// A request whose first lines are here.
    private record Asked(HttpRequest request, Site.Judged judged) {}

    private enum State {
        WAITING,
        ANSWERING,
        LINGERING
    }

    private final Site site;
    private final Door door;
    private final HttpLimits limits;
    private State state = State.WAITING;
    private @Nullable Asked asked;
    private @Nullable AnswerStream answering;
    private @Nullable Future<?> deadline;

    /// Whether no further request is taken: there is none, or the server comes to its end.
    private boolean ending;

    HttpConnection(Site site, Door door, HttpLimits limits) {
        this.site = site;
        this.door = door;
        this.limits = limits;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        await(context);
    }

    /// Waits for a request.
    private void await(ChannelHandlerContext context) {
        state = State.WAITING;
        closeAfter(context, limits.idle());
        context.read();
    }

    private void closeAfter(ChannelHandlerContext context, Duration time) {
        cancelDeadline();
        Runnable close = context::close;
        deadline = context.executor().schedule(close, time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void cancelDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (state == State.WAITING) {
                take(context, message);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void take(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request) {
            asked = new Asked(request, site.judge(request, door.credentials().token()));
        }
        if (asked != null && (asked.judged().isLast() || message instanceof LastHttpContent)) {
            var whole = asked;
            asked = null;
            answer(context, whole);
        } else {
            context.read();
        }
    }

    /// What came may be less than a message.
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (state == State.WAITING) {
            context.read();
        }
    }

    private void answer(ChannelHandlerContext context, Asked whole) {
        state = State.ANSWERING;
        cancelDeadline();
        var request = whole.request();
        boolean knowsChunks = request.protocolVersion().equals(HttpVersion.HTTP_1_1);
        boolean ends =
                whole.judged().isLast() || ending || !knowsChunks || !HttpUtil.isKeepAlive(request);
        var out = new AnswerStream(context.channel(), limits.stall(), knowsChunks, ends);
        answering = out;
        Thread.ofVirtual().name("evpnd-http-answer").start(() -> write(context, whole, out, ends));
    }

    /// On a thread of its own.
    private void write(ChannelHandlerContext context, Asked whole, AnswerStream out, boolean ends) {
        boolean isWhole = false;
        try {
            write(whole, out);
            isWhole = true;
        } catch (IOException gone) {
            // Who asked has gone, or was too slow: there is nobody to be told.
        } finally {
            boolean isTaken = isWhole;
            try {
                context.executor().execute(() -> goOn(context, isTaken, ends));
            } catch (RejectedExecutionException ended) {
                // The server has ended, and all connections with it.
            }
        }
    }

    private static void write(Asked whole, AnswerStream out) throws IOException {
        try {
            out.begin(whole.judged().answer().get());
        } catch (Refusal refusal) {
            refuse(out, refusal.problem());
        } catch (QueryFailure none) {
            refuse(
                    out,
                    new Problem(
                            HttpResponseStatus.SERVICE_UNAVAILABLE,
                            String.valueOf(none.getMessage())));
        } catch (UncheckedIOException gone) {
            throw new IOException(gone);
        } catch (RuntimeException defect) {
            LogEvent.error(LOG, "http.defect").with("request", whole.request().uri()).write(defect);
            refuse(
                    out,
                    new Problem(
                            HttpResponseStatus.INTERNAL_SERVER_ERROR,
                            "the daemon has failed at this; its log says more"));
        }
        out.end();
    }

    /// An answer that has begun cannot become another: that it does not end says so.
    private static void refuse(AnswerStream out, Problem problem) throws IOException {
        if (out.isBegun()) {
            throw new IOException("cut off");
        }
        out.begin(problem.answer());
    }

    private void goOn(ChannelHandlerContext context, boolean isWhole, boolean ends) {
        if (!isWhole || !context.channel().isActive()) {
            context.close();
        } else if (ends || ending) {
            linger(context);
        } else {
            await(context);
        }
    }

    /// Whoever is still sending would not read the answer if the connection were closed on him.
    private void linger(ChannelHandlerContext context) {
        state = State.LINGERING;
        var channel = (DuplexChannel) context.channel();
        if (channel.isInputShutdown()) {
            channel.close();
            return;
        }
        closeAfter(context, limits.linger());
        channel.config().setAutoRead(true);
        var tls = channel.pipeline().get(SslHandler.class);
        if (tls == null) {
            channel.shutdownOutput();
        } else {
            // By TLS the end is a message, without which what came may have been cut off.
            tls.closeOutbound().addListener(_ -> channel.shutdownOutput());
        }
    }

    /// Takes no further request. Called on its loop.
    void end(Channel channel) {
        ending = true;
        if (state == State.WAITING || isEndless()) {
            channel.close();
        }
    }

    /// What is answered comes to no end by itself.
    private boolean isEndless() {
        return state == State.ANSWERING && answering != null && answering.isEndless();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            ending = true;
            if (state != State.ANSWERING || isEndless()) {
                context.close();
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        cancelDeadline();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // Of TLS, whatever is wrong with what came is a fault of who sent it.
        if (!(cause instanceof IOException) && !(cause.getCause() instanceof SSLException)) {
            LogEvent.error(LOG, "http.defect").write(cause);
        }
        context.close();
    }
}
