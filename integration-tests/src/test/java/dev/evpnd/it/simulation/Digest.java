package dev.evpnd.it.simulation;

import java.nio.charset.StandardCharsets;

/// What a run was, in 64 bits: every octet that arrived and every change of what kernels should
/// hold, in order (FNV-1a).
final class Digest {
    private static final long OFFSET_BASIS = 0xcbf2_9ce4_8422_2325L;
    private static final long PRIME = 0x0100_0000_01b3L;

    private long hash = OFFSET_BASIS;

    void add(long value) {
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            octet((int) (value >>> shift));
        }
    }

    void add(byte[] octets) {
        for (byte each : octets) {
            octet(each);
        }
    }

    void add(String text) {
        add(text.getBytes(StandardCharsets.UTF_8));
    }

    private void octet(int value) {
        hash = (hash ^ value & 0xff) * PRIME;
    }

    long value() {
        return hash;
    }
}
