package dev.evpnd.testbed.bench.vtep;

import java.nio.ByteBuffer;

/// The hosts of a run, by their numbers: what is a host's MAC address.
///
/// @param count how many there are
record Hosts(int count) {
    /// Behind which they are where they are beyond the fabric: 192.0.2.16.
    static final int REMOTE_VTEP = 0xc0000210;

    private static final short PREFIX = 0x0242;

    /// Writes a host's address, in the order of the wire.
    void write(ByteBuffer to, int host) {
        to.put((byte) (PREFIX >> 8)).put((byte) PREFIX);
        to.put((byte) (host >>> 24)).put((byte) (host >>> 16));
        to.put((byte) (host >>> 8)).put((byte) host);
    }

    /// Whose address is there, or -1 if it is none of theirs.
    int number(ByteBuffer from, int at) {
        if (from.get(at) != (byte) (PREFIX >> 8) || from.get(at + 1) != (byte) PREFIX) {
            return -1;
        }
        int host = 0;
        for (int i = 2; i < 6; i++) {
            host = host << 8 | from.get(at + i) & 0xff;
        }
        return host >= 0 && host < count ? host : -1;
    }
}
