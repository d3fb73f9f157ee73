package dev.evpnd.testbed.bench.vtep;

import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// What a run is to bring into the kernel, as the kernel tells of it, and as it can be made by
/// hand.
abstract sealed class KernelTable permits Bridge, MainTable {
    static final int REQUEST = 1;
    static final int ACKNOWLEDGE = 4;
    static final int REPLACE_OR_CREATE = 0x500;
    private static final int AT_ONCE = 128;
    private static final int MESSAGE = 64;

    private final Netlink netlink = new Netlink(0);
    private final CountDownLatch isThere = new CountDownLatch(1);
    private final CountDownLatch isGone = new CountDownLatch(1);
    private volatile long lastNanos;

    static int index(String name) {
        try {
            var found = NetworkInterface.getByName(name);
            if (found == null) {
                throw new IllegalStateException("no device " + name);
            }
            return found.getIndex();
        } catch (SocketException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The group of those that are told of what is in it.
    abstract int group();

    /// The kernel tells of something.
    abstract void see(ByteBuffer told, int start, int end);

    abstract boolean hasAll();

    abstract boolean hasNone();

    /// How many are there.
    abstract int there();

    /// Makes all that is beyond the fabric known: what it costs where nobody thinks.
    abstract void putAllBeyond();

    /// Watches from now on.
    final void watch() {
        var subscription = new Netlink(group());
        Thread.ofPlatform().daemon().name("watch").start(() -> watch(subscription));
    }

    private void watch(Netlink subscription) {
        while (true) {
            var told = subscription.receive();
            for (int at = 0; told.limit() - at >= Netlink.HEADER; ) {
                int length = told.getInt(at);
                see(told, at, at + length);
                at += length + 3 & ~3;
            }
            lastNanos = System.nanoTime();
            if (hasAll()) {
                isThere.countDown();
            }
            if (isThere.getCount() == 0 && hasNone()) {
                isGone.countDown();
                return;
            }
        }
    }

    /// @return when the last of them was told; 0 if that was not within the time
    final long awaitThere(long seconds) {
        return await(isThere, seconds);
    }

    /// @return as with [#awaitThere]
    final long awaitGone(long seconds) {
        return await(isGone, seconds);
    }

    private long await(CountDownLatch latch, long seconds) {
        try {
            return latch.await(seconds, TimeUnit.SECONDS) ? lastNanos : 0;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    /// Writes a request for one of them.
    interface Request {
        /// @param number whom it is for
        /// @param acknowledge the flag, or 0
        void write(ByteBuffer to, int number, int acknowledge);
    }

    /// Asks for each, in batches of which the last message is acknowledged.
    final void put(int from, int to, Request request) {
        var buffer = Netlink.buffer(AT_ONCE * MESSAGE);
        for (int first = from; first < to; first += AT_ONCE) {
            int end = Math.min(to, first + AT_ONCE);
            buffer.clear();
            for (int number = first; number < end; number++) {
                request.write(buffer, number, number + 1 == end ? ACKNOWLEDGE : 0);
            }
            netlink.send(buffer);
            var answer = netlink.receive();
            if (answer.getShort(4) != Netlink.ERROR || answer.getInt(Netlink.HEADER) != 0) {
                throw new IllegalStateException("the kernel refuses an entry");
            }
        }
    }
}
