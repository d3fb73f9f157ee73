package dev.evpnd.testbed.bench.vtep;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.BitSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The rest of the fabric: a reflector at 192.0.2.12 that a VTEP connects to, and behind it another
/// VTEP.
final class Fabric {
    private static final int AS = 65000;
    private static final int HEADER = 19;
    private static final int LONGEST = 4096;
    private static final int REFLECTOR = 0xc000020c;
    private static final long ROUTE_TARGET = 2L << 48 | (long) AS << 32;
    private static final long VXLAN = 0x030c_0000_0000_0008L;
    private static final long DISTINGUISHER =
            1L << 48 | Integer.toUnsignedLong(Hosts.REMOTE_VTEP) << 16;

    private final Beyond beyond;
    private final ServerSocketChannel listener;
    private final BitSet announced = new BitSet();
    private final CountDownLatch isUp = new CountDownLatch(1);
    private final CountDownLatch isThere = new CountDownLatch(1);
    private volatile long lastNanos;
    private volatile @Nullable SocketChannel channel;

    Fabric(Beyond beyond) throws IOException {
        this.beyond = beyond;
        var address = InetAddress.getByAddress(ByteBuffer.allocate(4).putInt(REFLECTOR).array());
        listener = ServerSocketChannel.open().bind(new InetSocketAddress(address, 179));
    }

    /// Waits until a VTEP has come, and has said that it takes part in the VNI.
    boolean awaitVtep(long seconds) throws InterruptedException {
        Thread.ofPlatform().daemon().name("fabric").start(this::serve);
        return isUp.await(seconds, TimeUnit.SECONDS);
    }

    /// @return when the last route to what is known here has come; 0 if that was not within the
    ///   time
    long awaitAnnounced(long seconds) throws InterruptedException {
        return isThere.await(seconds, TimeUnit.SECONDS) ? lastNanos : 0;
    }

    int announced() {
        return announced.cardinality();
    }

    private void serve() {
        while (true) {
            // Who gives up is waited for again: it may be on its way to what is right.
            try (var accepted = listener.accept()) {
                accepted.socket().setTcpNoDelay(true);
                var greeting = ByteBuffer.allocate(256);
                open(greeting);
                keepalive(greeting);
                accepted.write(greeting.flip());
                channel = accepted;
                read(accepted);
            } catch (IOException closed) {
                channel = null;
            }
        }
    }

    private void read(SocketChannel from) throws IOException {
        var buffer = ByteBuffer.allocateDirect(1 << 20);
        while (from.read(buffer) >= 0) {
            buffer.flip();
            while (buffer.remaining() >= HEADER
                    && buffer.remaining() >= buffer.getShort(buffer.position() + 16)) {
                int length = buffer.getShort(buffer.position() + 16);
                switch (buffer.get(buffer.position() + 18)) {
                    case 2 -> update(buffer, buffer.position() + HEADER, length - HEADER);
                    case 4 -> {
                        var answer = ByteBuffer.allocate(HEADER);
                        keepalive(answer);
                        send(answer.flip());
                    }
                    default -> {}
                }
                buffer.position(buffer.position() + length);
            }
            buffer.compact();
            lastNanos = System.nanoTime();
            if (announced.cardinality() == beyond.count()) {
                isThere.countDown();
            }
        }
    }

    /// Sees which routes are announced; those to hosts or prefixes of the run are counted.
    private void update(ByteBuffer from, int start, int length) {
        int at = start + 4;
        while (at < start + length) {
            boolean isLong = (from.get(at) & 0x10) != 0;
            int type = from.get(at + 1);
            int value = at + (isLong ? 4 : 3);
            int octets = isLong ? from.getShort(at + 2) & 0xffff : from.get(at + 2) & 0xff;
            if (type == 14) {
                int route = value + 5 + (from.get(value + 3) & 0xff);
                while (route < value + octets) {
                    see(from, route);
                    route += 2 + (from.get(route + 1) & 0xff);
                }
            }
            at = value + octets;
        }
    }

    private void see(ByteBuffer from, int route) {
        int number = beyond.number(from, route);
        if (number >= 0) {
            announced.set(number);
        }
        if (from.get(route) == 3) {
            isUp.countDown();
        }
    }

    synchronized void send(ByteBuffer octets) throws IOException {
        var to = channel;
        if (to == null) {
            throw new IOException("there is no session");
        }
        while (octets.hasRemaining()) {
            to.write(octets);
        }
    }

    /// That the other VTEP takes part, and End-of-RIB.
    ByteBuffer membership() {
        var to = ByteBuffer.allocate(LONGEST);
        int start = begin(to, Hosts.VNI, 0);
        to.put((byte) 0xc0).put((byte) 22).put((byte) 9).put((byte) 0).put((byte) 6);
        to.put((byte) 0).putShort((short) Hosts.VNI).putInt(Hosts.REMOTE_VTEP);
        int reach = reach(to);
        to.put((byte) 3).put((byte) 17).putLong(DISTINGUISHER | Hosts.VNI).putInt(0);
        to.put((byte) 32).putInt(Hosts.REMOTE_VTEP);
        end(to, start, reach);
        header(to, HEADER + 11, 2);
        to.putShort((short) 0).putShort((short) 7);
        to.put((byte) 0x90).put((byte) 15).putShort((short) 3).putShort((short) 25).put((byte) 70);
        return to.flip();
    }

    /// Routes to all that is behind the other VTEP, in full messages.
    ByteBuffer announcements() {
        var to = ByteBuffer.allocateDirect(beyond.count() * 40 + LONGEST);
        for (int number = 0; number < beyond.count(); ) {
            int start = begin(to, beyond.vni(), beyond.community());
            int reach = reach(to);
            number = routes(to, start, number);
            end(to, start, reach);
        }
        return to.flip();
    }

    /// All of them taken back.
    ByteBuffer withdrawals() {
        var to = ByteBuffer.allocateDirect(beyond.count() * 40 + LONGEST);
        for (int number = 0; number < beyond.count(); ) {
            int start = to.position();
            header(to, 0, 2);
            to.putShort((short) 0).putShort((short) 0);
            int unreach = to.position();
            to.put((byte) 0x90).put((byte) 15).putShort((short) 0).putShort((short) 25);
            to.put((byte) 70);
            number = routes(to, start, number);
            end(to, start, unreach);
        }
        return to.flip();
    }

    private int routes(ByteBuffer to, int start, int first) {
        int number = first;
        while (number < beyond.count() && to.position() - start + beyond.octets() <= LONGEST) {
            beyond.route(to, number++, DISTINGUISHER | beyond.vni());
        }
        return number;
    }

    private static int begin(ByteBuffer to, int vni, long community) {
        int start = to.position();
        header(to, 0, 2);
        to.putShort((short) 0).putShort((short) 0);
        to.putInt(0x40010100);
        to.put((byte) 0x40).put((byte) 2).put((byte) 0);
        to.put((byte) 0x40).put((byte) 5).put((byte) 4).putInt(100);
        to.put((byte) 0x80).put((byte) 9).put((byte) 4).putInt(Hosts.REMOTE_VTEP);
        to.put((byte) 0x80).put((byte) 10).put((byte) 4).putInt(REFLECTOR);
        to.put((byte) 0xc0).put((byte) 16).put((byte) (community == 0 ? 16 : 24));
        to.putLong(ROUTE_TARGET | vni).putLong(VXLAN);
        if (community != 0) {
            to.putLong(community);
        }
        return start;
    }

    private static int reach(ByteBuffer to) {
        int reach = to.position();
        to.put((byte) 0x90).put((byte) 14).putShort((short) 0).putShort((short) 25);
        to.put((byte) 70).put((byte) 4).putInt(Hosts.REMOTE_VTEP).put((byte) 0);
        return reach;
    }

    private static void end(ByteBuffer to, int start, int attribute) {
        int end = to.position();
        to.putShort(attribute + 2, (short) (end - attribute - 4));
        to.putShort(start + HEADER + 2, (short) (end - start - HEADER - 4));
        to.putShort(start + 16, (short) (end - start));
    }

    private static void open(ByteBuffer to) {
        int start = to.position();
        header(to, 0, 1);
        to.put((byte) 4).putShort((short) AS).putShort((short) 180).putInt(REFLECTOR);
        to.put((byte) 14).put((byte) 2).put((byte) 12);
        to.put((byte) 1).put((byte) 4).putShort((short) 25).put((byte) 0).put((byte) 70);
        to.put((byte) 65).put((byte) 4).putInt(AS);
        to.putShort(start + 16, (short) (to.position() - start));
    }

    private static void keepalive(ByteBuffer to) {
        header(to, HEADER, 4);
    }

    private static void header(ByteBuffer to, int length, int type) {
        to.putLong(-1).putLong(-1).putShort((short) length).put((byte) type);
    }
}
