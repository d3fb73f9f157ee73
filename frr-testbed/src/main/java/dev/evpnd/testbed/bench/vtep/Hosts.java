package dev.evpnd.testbed.bench.vtep;

import java.nio.ByteBuffer;

/// The hosts of a run, by their numbers: what is a host's MAC address.
///
/// @param count how many there are
record Hosts(int count) implements Beyond {
    /// Behind which they are where they are beyond the fabric: 192.0.2.16.
    static final int REMOTE_VTEP = 0xc0000210;

    static final int VNI = 100;
    private static final int MAC_ROUTE = 33;
    private static final short PREFIX = 0x0242;

    /// Writes a host's address, in the order of the wire.
    void write(ByteBuffer to, int host) {
        to.put((byte) (PREFIX >> 8)).put((byte) PREFIX);
        to.put((byte) (host >>> 24)).put((byte) (host >>> 16));
        to.put((byte) (host >>> 8)).put((byte) host);
    }

    /// Whose address is there, or -1 if it is none of theirs.
    int hostAt(ByteBuffer from, int at) {
        if (from.get(at) != (byte) (PREFIX >> 8) || from.get(at + 1) != (byte) PREFIX) {
            return -1;
        }
        int host = 0;
        for (int i = 2; i < 6; i++) {
            host = host << 8 | from.get(at + i) & 0xff;
        }
        return host >= 0 && host < count ? host : -1;
    }

    @Override
    public int vni() {
        return VNI;
    }

    @Override
    public long community() {
        return 0;
    }

    @Override
    public int octets() {
        return 2 + MAC_ROUTE;
    }

    @Override
    public void route(ByteBuffer to, int host, long distinguisher) {
        to.put((byte) 2).put((byte) MAC_ROUTE).putLong(distinguisher);
        to.putLong(0).putShort((short) 0).putInt(0).put((byte) 48);
        write(to, host);
        to.put((byte) 0).put((byte) 0).putShort((short) VNI);
    }

    @Override
    public int number(ByteBuffer from, int route) {
        return from.get(route) == 2 ? hostAt(from, route + 2 + 8 + 10 + 4 + 1) : -1;
    }
}
