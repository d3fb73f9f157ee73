package dev.evpnd.testbed.bench.vtep;

import java.nio.ByteBuffer;
import java.util.BitSet;

/// The forwarding entries of a bridge and its VXLAN device, as the kernel tells of them, and as
/// they can be made by hand.
final class Bridge extends KernelTable {
    private static final int NEW_NEIGHBOR = 28;
    private static final int DELETE_NEIGHBOR = 29;
    private static final int AF_BRIDGE = 7;
    private static final int DESTINATION = 1;
    private static final int LINK_ADDRESS = 2;
    private static final int MASTER_ATTRIBUTE = 9;
    private static final int REACHABLE = 2;
    private static final int USE = 1;
    private static final int SELF = 2;
    private static final int MASTER = 4;
    private static final int LEARNED_OUTSIDE = 0x10;

    private final Hosts hosts;
    private final int remoteVtep;
    private final int device = index("vxlan100");
    private final int port = index("guest");

    /// Of the hosts, which the bridge and which the device has beyond the fabric.
    private final BitSet inBridge = new BitSet();

    private final BitSet inDevice = new BitSet();
    private final long[] arrivals;

    /// @param remoteVtep behind which the hosts are that are beyond the fabric
    Bridge(Hosts hosts, int remoteVtep) {
        this.hosts = hosts;
        this.remoteVtep = remoteVtep;
        arrivals = new long[hosts.count()];
    }

    @Override
    int group() {
        return Netlink.NEIGHBORS;
    }

    @Override
    boolean hasAll() {
        return inBridge.cardinality() == hosts.count() && inDevice.cardinality() == hosts.count();
    }

    @Override
    boolean hasNone() {
        return inBridge.isEmpty() && inDevice.isEmpty();
    }

    @Override
    void see(ByteBuffer told, int start, int end) {
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
                case LINK_ADDRESS -> host = hosts.hostAt(told, at + 4);
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

    /// When both entries of a host were there for the first time, 0 where they never were.
    long arrival(int host) {
        return arrivals[host];
    }

    @Override
    int there() {
        return Math.min(inBridge.cardinality(), inDevice.cardinality());
    }

    /// Makes all hosts known behind the VXLAN device, one request for both entries of each.
    @Override
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
        put(
                from,
                to,
                (buffer, host, acknowledge) ->
                        write(buffer, host, index, flags, isBeyond, acknowledge));
    }

    private void write(
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
