package dev.evpnd.speaker.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Map;

/// Writes one answer to a connection, a chunk at a time, and waits for the other end to take it:
/// but not for ever.
///
/// What fits into one chunk is sent when it is whole, with its length. So an answer that fails
/// before may still become another one.
final class AnswerStream extends OutputStream {
    private static final int CHUNK_OCTETS = 16 << 10;

    private final Channel channel;
    private final Duration stall;
    private final boolean isChunked;
    private final boolean isLast;
    private final byte[] chunk = new byte[CHUNK_OCTETS];
    private int length;
    private HttpResponseStatus status = HttpResponseStatus.OK;
    private String type = "";
    private Map<String, String> fields = Map.of();
    private volatile boolean isEndless;
    private boolean begun;

    /// @param isChunked whether who asks knows chunks; if not, the end of the connection is that of
    ///   the answer
    /// @param isLast whether nothing is answered on the connection behind it
    AnswerStream(Channel channel, Duration stall, boolean isChunked, boolean isLast) {
        this.channel = channel;
        this.stall = stall;
        this.isChunked = isChunked;
        this.isLast = isLast;
    }

    /// Takes an answer that is not sent as long as it fits into a chunk.
    void begin(Answer answer) throws IOException {
        status = answer.status();
        type = answer.type();
        fields = answer.fields();
        isEndless = answer.isEndless();
        length = 0;
        answer.body().writeTo(this);
    }

    /// Whether some of an answer is sent, so that it cannot become another.
    boolean isBegun() {
        return begun;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int count) throws IOException {
        int from = offset;
        int end = offset + count;
        while (from < end) {
            if (length == chunk.length) {
                sendChunk();
            }
            int some = Math.min(end - from, chunk.length - length);
            System.arraycopy(octets, from, chunk, length, some);
            from += some;
            length += some;
        }
    }

    /// Whether what is being answered goes on and on.
    boolean isEndless() {
        return isEndless;
    }

    /// Of what comes to its end as much as possible is sent at once.
    @Override
    public void flush() throws IOException {
        if (!isEndless) {
            return;
        }
        if (length > 0) {
            sendChunk();
        } else if (!channel.isActive()) {
            throw new IOException("nobody takes it");
        }
    }

    private void sendChunk() throws IOException {
        if (!begun) {
            begun = true;
            var head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, status);
            describe(head);
            if (isChunked) {
                head.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
            }
            send(head);
        }
        send(new DefaultHttpContent(Unpooled.wrappedBuffer(Arrays.copyOf(chunk, length))));
        length = 0;
    }

    /// The answer is whole.
    void end() throws IOException {
        if (begun) {
            sendChunk();
            send(LastHttpContent.EMPTY_LAST_CONTENT);
        } else {
            var content = Unpooled.wrappedBuffer(Arrays.copyOf(chunk, length));
            var whole = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, content);
            describe(whole);
            whole.headers().set(HttpHeaderNames.CONTENT_LENGTH, length);
            send(whole);
        }
    }

    private void describe(HttpResponse response) {
        var headers = response.headers();
        headers.set(HttpHeaderNames.CONTENT_TYPE, type);
        headers.set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE);
        headers.set("x-content-type-options", "nosniff");
        headers.set(
                HttpHeaderNames.DATE,
                DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)));
        fields.forEach(headers::set);
        if (isLast) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
    }

    private void send(HttpObject part) throws IOException {
        var sent = channel.writeAndFlush(part);
        try {
            if (!sent.await(stall.toMillis())) {
                throw new IOException("not taken within " + stall);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
        if (!sent.isSuccess()) {
            throw new IOException(sent.cause());
        }
    }
}
