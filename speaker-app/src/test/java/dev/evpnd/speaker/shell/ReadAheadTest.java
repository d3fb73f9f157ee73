package dev.evpnd.speaker.shell;

import static dev.evpnd.speaker.Eventually.until;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

@Timeout(60)
class ReadAheadTest {
    private static final int CHUNK = 1 << 16;
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    /// Octets that count up, and how many of them were taken.
    private static class Counting extends InputStream {
        private final long all;
        private final AtomicLong taken = new AtomicLong();

        private Counting(long all) {
            this.all = all;
        }

        @Override
        public int read() {
            throw new AssertionError("one by one");
        }

        @Override
        public int read(byte[] octets, int offset, int length) throws IOException {
            int some = (int) Math.min(length, all - taken.get());
            for (int i = 0; i < some; i++) {
                octets[offset + i] = at(taken.get() + i);
            }
            taken.addAndGet(some);
            return some == 0 ? -1 : some;
        }

        long taken() {
            return taken.get();
        }

        private static byte at(long place) {
            return (byte) (place * 31 + (place >> 8));
        }
    }

    private static ReadAhead of(InputStream in, long octets) {
        return new ReadAhead(in, new ReadAhead.Limits(AT_ONCE, octets));
    }

    /// @param place of the first
    private static void assertThatComes(byte[] octets, long place) {
        for (int i = 0; i < octets.length; i++) {
            if (octets[i] != Counting.at(place + i)) {
                throw new AssertionError("another octet at " + (place + i));
            }
        }
    }

    @Test
    void whatNobodyReadsIsTakenAndComesInItsOrder() throws Exception {
        var source = new Counting(10 * CHUNK + 7);
        try (var in = of(source, 1 << 30)) {
            assertThatComes(in.readNBytes(100), 0);
            until(() -> source.taken() == source.all);
            assertThat(in.read()).isEqualTo(Counting.at(100) & 0xff);
            var rest = in.readAllBytes();
            assertThatComes(rest, 101);
            assertThat(rest).hasSize(10 * CHUNK + 7 - 101);
        }
    }

    /// But for the piece that is in hand.
    @Test
    void noMoreIsTakenThanThereIsRoomForUntilItIsRead() throws Exception {
        var source = new Counting(Long.MAX_VALUE);
        try (var in = of(source, 3 * CHUNK)) {
            until(() -> source.taken() == 4 * CHUNK);
            assertThatComes(in.readNBytes(3 * CHUNK - 1), 0);
            assertThat(source.taken()).isEqualTo(4 * CHUNK);
            assertThatComes(in.readNBytes(20 * CHUNK), 3 * CHUNK - 1);
            until(() -> source.taken() >= 24 * CHUNK);
        }
    }

    @Test
    void nothingIsTakenThatIsReadAnyway() throws IOException {
        var source = new Counting(Long.MAX_VALUE);
        try (var in = new ReadAhead(source, new ReadAhead.Limits(Duration.ofHours(1), 3 * CHUNK))) {
            assertThatComes(in.readNBytes(5), 0);
            assertThat(source.taken()).isEqualTo(5);
        }
    }

    @Test
    void whatEndsTheAnswerIsToldBehindWhatCameOfIt() throws IOException {
        var in =
                of(
                        new Counting(Long.MAX_VALUE) {
                            @Override
                            public int read(byte[] octets, int offset, int length)
                                    throws IOException {
                                if (taken() >= 2 * CHUNK) {
                                    throw new IOException("gone");
                                }
                                return super.read(octets, offset, length);
                            }
                        },
                        1 << 30);
        try (in) {
            assertThatComes(in.readNBytes(2 * CHUNK), 0);
            assertThatThrownBy(in::read).isInstanceOf(IOException.class).hasMessage("gone");
        }
    }

    @Test
    void whoWaitsForMoreIsWokenByTheEnd() throws Exception {
        var asked = new CountDownLatch(1);
        var silent =
                new InputStream() {
                    private final CompletableFuture<Integer> end = new CompletableFuture<>();

                    @Override
                    public int read() {
                        throw new AssertionError("one by one");
                    }

                    @Override
                    public int read(byte[] octets, int offset, int length) {
                        asked.countDown();
                        return end.join();
                    }

                    @Override
                    public void close() {
                        end.complete(-1);
                    }
                };
        var in = of(silent, 1 << 30);
        asked.await();
        var waiting = CompletableFuture.supplyAsync(() -> next(in));
        in.close();
        assertThat(waiting.join()).isEqualTo(-1);
    }

    private static int next(InputStream in) {
        try {
            return in.read();
        } catch (IOException closed) {
            return -1;
        }
    }
}
