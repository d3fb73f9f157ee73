package dev.evpnd.testbed.bench.vtep;

import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The forwarding entries of a bridge and its VXLAN device, as the kernel tells of them, and as
/// they can be made by hand.
final class Bridge {
    private static final int NEW_NEIGHBOR = 28;
    private static final int DELETE_NEIGHBOR = 29;
    private static final int REQUEST = 1;
    private static final int ACKNOWLEDGE = 4;
    private static final int REPLACE_OR_CREATE = 0x500;
    private static final int AF_BRIDGE = 7;
    private static final int DESTINATION = 1;
    private static final int LINK_ADDRESS = 2;
    private static final int MASTER_ATTRIBUTE = 9;
    private static final int REACHABLE = 2;
    private static final int USE = 1;
    private static final int SELF = 2;
    private static final int MASTER = 4;
    private static final int LEARNED_OUTSIDE = 0x10;
    private static final int AT_ONCE = 128;
    private static final int MESSAGE = 64;

    private final Hosts hosts;
    private final int remoteVtep;
    private final int device = index("vxlan100");
    private final int port = index("guest");

    /// Of the hosts, which the bridge and which the device has beyond the fabric.
    private final BitSet inBridge = new BitSet();

    private final BitSet inDevice = new BitSet();
    private final Netlink netlink = new Netlink(0);
    private final CountDownLatch isThere = new CountDownLatch(1);
    private final CountDownLatch isGone = new CountDownLatch(1);
    private final long[] arrivals;
    private volatile long lastNanos;

    /// @param remoteVtep behind which the hosts are that are beyond the fabric
    Bridge(Hosts hosts, int remoteVtep) {
        this.hosts = hosts;
        this.remoteVtep = remoteVtep;
        arrivals = new long[hosts.count()];
    }

    private static int index(String name) {
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

    /// Watches from now on.
    void watch() {
        var subscription = new Netlink(Netlink.NEIGHBORS);
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
            if (inBridge.cardinality() == hosts.count()
                    && inDevice.cardinality() == hosts.count()) {
                isThere.countDown();
            }
            if (isThere.getCount() == 0 && inBridge.isEmpty() && inDevice.isEmpty()) {
                isGone.countDown();
                return;
            }
        }
    }

    private void see(ByteBuffer told, int start, int end) {
        int type = told.getShort(start + 4);
        int body = start + Netlink.HEADER;
        if (type != NEW_NEIGHBOR && type != DELETE_NEIGHBOR || told.get(body) != AF_BRIDGE) {
            return;
        }
        boolean isBridges = false;
        int vtep = 0;
        int host = -1;
        for (int at = body + 12; end - at >= 4; ) {
            int length = told.getShort(at);
            switch (told.getShort(at + 2)) {
                case MASTER_ATTRIBUTE -> isBridges = true;
                case DESTINATION -> vtep = Integer.reverseBytes(told.getInt(at + 4));
                case LINK_ADDRESS -> host = hosts.number(told, at + 4);
                default -> {}
            }
            at += length + 3 & ~3;
        }
        boolean isOurs = told.getInt(body + 4) == device && (isBridges || vtep == remoteVtep);
        if (host >= 0 && isOurs) {
            (isBridges ? inBridge : inDevice).set(host, type == NEW_NEIGHBOR);
            if (inBridge.get(host) && inDevice.get(host) && arrivals[host] == 0) {
                arrivals[host] = System.nanoTime();
            }
        }
    }

    /// @return when the last of them was told; 0 if that was not within the time
    long awaitThere(long seconds) {
        return await(isThere, seconds);
    }

    /// @return as with [#awaitThere]
    long awaitGone(long seconds) {
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

    /// When both entries of a host were there for the first time, 0 where they never were.
    long arrival(int host) {
        return arrivals[host];
    }

    int there() {
        return Math.min(inBridge.cardinality(), inDevice.cardinality());
    }

    /// Makes all hosts known behind the VXLAN device, one request for both entries of each: what it
    /// costs where nobody thinks.
    void putAllBeyond() {
        put(0, hosts.count(), device, SELF | MASTER | LEARNED_OUTSIDE, true);
    }

    /// Has the bridge hear all hosts at a port.
    void hearAll() {
        put(0, hosts.count(), port, MASTER | USE, false);
    }

    /// Has it hear one.
    void hear(int host) {
        put(host, host + 1, port, MASTER | USE, false);
    }

    private void put(int from, int to, int index, int flags, boolean isBeyond) {
        var buffer = Netlink.buffer(AT_ONCE * MESSAGE);
        for (int first = from; first < to; first += AT_ONCE) {
            int end = Math.min(to, first + AT_ONCE);
            buffer.clear();
            for (int host = first; host < end; host++) {
                int asks = host + 1 == end ? ACKNOWLEDGE : 0;
                put(buffer, host, index, flags, isBeyond, asks);
            }
            netlink.send(buffer);
            var answer = netlink.receive();
            if (answer.getShort(4) != Netlink.ERROR || answer.getInt(Netlink.HEADER) != 0) {
                throw new IllegalStateException("the kernel refuses a forwarding entry");
            }
        }
    }

    private void put(
            ByteBuffer to, int host, int index, int flags, boolean isBeyond, int acknowledge) {
        int start = to.position();
        to.putInt(0).putShort((short) NEW_NEIGHBOR);
        to.putShort((short) (REQUEST | REPLACE_OR_CREATE | acknowledge)).putLong(0);
        to.putInt(AF_BRIDGE).putInt(index).putShort((short) REACHABLE).put((byte) flags);
        to.put((byte) 0);
        to.putShort((short) 10).putShort((short) LINK_ADDRESS);
        hosts.write(to, host);
        to.putShort((short) 0);
        if (isBeyond) {
            to.putShort((short) 8).putShort((short) DESTINATION);
            to.putInt(Integer.reverseBytes(remoteVtep));
        }
        to.putInt(start, to.position() - start);
    }
}
