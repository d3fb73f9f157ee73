package dev.evpnd.speaker.admin;

import dev.evpnd.speaker.query.Answers;
import dev.evpnd.speaker.query.QueryFailure;
import dev.evpnd.speaker.telemetry.LogEvent;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// One who asks: his requests are answered one after the other, on a thread of their own.
final class AdminConnection implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("evpnd.admin");
    private static final long NEVER = Long.MAX_VALUE;

    private final SocketChannel channel;
    private final AdminAnswers answers;
    private final AdminLimits limits;
    private final ByteBuffer received;
    private final AnswerStream out = new AnswerStream();

    /// Until when something has to come or go, in nanoseconds from [#epoch].
    private volatile long deadline = NEVER;

    private final long epoch = System.nanoTime();

    AdminConnection(SocketChannel channel, AdminAnswers answers, AdminLimits limits) {
        this.channel = channel;
        this.answers = answers;
        this.limits = limits;
        received = ByteBuffer.allocate(limits.requestOctets() + 1);
        await(limits.idle());
    }

    private void await(Duration time) {
        deadline = System.nanoTime() - epoch + time.toNanos();
    }

    /// Whether it has waited for longer than it may.
    boolean isLate() {
        return System.nanoTime() - epoch > deadline;
    }

    @Override
    public void run() {
        try (channel) {
            var request = next();
            while (request != null) {
                answer(request);
                request = next();
            }
        } catch (IOException | UncheckedIOException gone) {
            // Who asked has gone, or was too slow: there is nobody to be told.
        }
    }

    /// The next request; null when there is none any more.
    private @Nullable String next() throws IOException {
        await(limits.idle());
        int looked = 0;
        while (true) {
            for (int i = looked; i < received.position(); i++) {
                if (received.get(i) == '\n') {
                    return take(i);
                }
            }
            looked = received.position();
            if (!received.hasRemaining()) {
                Answers.refuse(
                        "expected a line of at most %d octets".formatted(limits.requestOctets()),
                        out);
                discard();
                return null;
            }
            if (channel.read(received) < 0) {
                return null;
            }
        }
    }

    /// Whoever is still sending would not read the answer if the connection were closed on him.
    private void discard() throws IOException {
        channel.shutdownOutput();
        await(limits.idle());
        do {
            received.clear();
        } while (channel.read(received) >= 0);
    }

    private String take(int length) {
        received.flip();
        var line = new byte[length];
        received.get(line).get();
        received.compact();
        return new String(line, StandardCharsets.UTF_8);
    }

    private void answer(String request) throws IOException {
        // What takes time now is not his doing.
        deadline = NEVER;
        long before = out.written;
        try {
            answers.answer(request, channel, out);
        } catch (QueryFailure none) {
            refuse(String.valueOf(none.getMessage()), before);
        } catch (UncheckedIOException gone) {
            throw gone;
        } catch (RuntimeException defect) {
            LogEvent.error(LOG, "admin.defect").with("request", request).write(defect);
            refuse("the daemon has failed at this; its log says more", before);
        }
    }

    /// An answer that has begun cannot become another: that its line does not end says so.
    private void refuse(String error, long before) throws IOException {
        if (out.written != before) {
            throw new IOException("cut off");
        }
        Answers.refuse(error, out);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException gone) {
            // It is.
        }
    }

    /// Writes to the channel, and waits for the other end, but not for ever.
    private final class AnswerStream extends OutputStream {
        private long written;

        @Override
        public void write(int octet) {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] octets, int offset, int length) {
            var left = ByteBuffer.wrap(octets, offset, length);
            try {
                while (left.hasRemaining()) {
                    await(limits.stall());
                    written += channel.write(left);
                }
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            } finally {
                deadline = NEVER;
            }
        }
    }
}
