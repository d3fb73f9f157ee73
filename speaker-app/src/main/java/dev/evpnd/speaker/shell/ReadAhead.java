package dev.evpnd.speaker.shell;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// An answer of which nobody has to read all at once: a daemon gives up who takes nothing for a
/// minute, but a person at a page, or a program behind a pipe, may come back when he likes.
///
/// As long as it is read, nothing is taken that is not wanted yet. Once nobody has read it for a
/// while, the rest is taken into a file that has no name. What does not fit there waits with the
/// daemon, for as long as that waits for anybody.
final class ReadAhead extends InputStream {
    private static final int CHUNK = 1 << 16;

    private final InputStream in;
    private final Limits limits;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // All below is guarded by the lock.

    /// Whether somebody reads at this moment, so that nobody waits to be read for.
    private boolean reading;

    private long lastReadNanos = System.nanoTime();
    private boolean closed;

    /// What was taken and not read yet; null as long as nothing is.
    private @Nullable FileChannel ahead;

    private long taken;
    private long read;

    /// Whether no more is taken, and why if that is no good end.
    private boolean ended;

    private @Nullable IOException failure;

    /// @param patience for which it may be that nobody reads
    /// @param octets that are taken meanwhile, at most
    record Limits(Duration patience, long octets) {
        /// The first is much less than what a daemon has, and the second what a million routes take
        /// a few times.
        static final Limits DEFAULT = new Limits(Duration.ofSeconds(10), 1L << 30);
    }

    ReadAhead(InputStream in, Limits limits) {
        this.in = in;
        this.limits = limits;
        Thread.ofVirtual().name("evpnsh-read-ahead").start(this::watch);
    }

    @Override
    public int read() throws IOException {
        var octet = new byte[1];
        return read(octet, 0, 1) < 0 ? -1 : octet[0] & 0xff;
    }

    @Override
    public int read(byte[] octets, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        lock.lock();
        try {
            if (ahead != null) {
                return readTaken(ahead, octets, offset, length);
            }
            reading = true;
        } finally {
            lock.unlock();
        }
        try {
            return in.read(octets, offset, length);
        } finally {
            endReading();
        }
    }

    private void endReading() {
        lock.lock();
        try {
            reading = false;
            lastReadNanos = System.nanoTime();
        } finally {
            lock.unlock();
        }
    }

    private int readTaken(FileChannel file, byte[] octets, int offset, int length)
            throws IOException {
        while (read == taken && !ended) {
            changed.awaitUninterruptibly();
        }
        if (read < taken) {
            int wanted = (int) Math.min(length, taken - read);
            int got = file.read(ByteBuffer.wrap(octets, offset, wanted), read);
            read += got;
            changed.signalAll();
            return got;
        }
        if (failure != null) {
            throw failure;
        }
        return -1;
    }

    /// Waits until nobody reads, and takes the rest then.
    private void watch() {
        try {
            if (awaitNobody()) {
                takeAll();
            }
        } catch (IOException gone) {
            end(gone);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// @return whether there is a file from now on, and this thread alone takes what comes
    private boolean awaitNobody() throws IOException, InterruptedException {
        lock.lock();
        try {
            long left = limits.patience().toNanos();
            while (!closed && left > 0) {
                boolean _ = changed.await(left, TimeUnit.NANOSECONDS);
                left =
                        reading
                                ? limits.patience().toNanos()
                                : lastReadNanos + limits.patience().toNanos() - System.nanoTime();
            }
            if (!closed) {
                ahead = file();
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /// Its name is gone when it is there, and the file with whoever has it open.
    private static FileChannel file() throws IOException {
        return FileChannel.open(
                Files.createTempFile("evpnsh", ""),
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
    }

    private void takeAll() throws IOException {
        var chunk = new byte[CHUNK];
        int length = in.read(chunk);
        while (length >= 0 && keep(chunk, length)) {
            length = in.read(chunk);
        }
        end(null);
    }

    /// @return whether more may be taken
    private boolean keep(byte[] chunk, int length) throws IOException {
        lock.lock();
        try {
            while (!closed && taken + length > limits.octets() && read < taken) {
                changed.awaitUninterruptibly();
            }
            if (closed || ahead == null) {
                return false;
            }
            if (read == taken) {
                // All was read: there is room again.
                read = 0;
                taken = 0;
            }
            var left = ByteBuffer.wrap(chunk, 0, length);
            while (left.hasRemaining()) {
                taken += ahead.write(left, taken);
            }
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void end(@Nullable IOException cause) {
        lock.lock();
        try {
            ended = true;
            failure = cause;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        lock.lock();
        try (in) {
            closed = true;
            ended = true;
            changed.signalAll();
            if (ahead != null) {
                ahead.close();
            }
        } finally {
            lock.unlock();
        }
    }
}
