package dev.evpnd.rib.out;

import dev.evpnd.wire.octets.OctetWriter;

/// A block that is an array.
final class HeapBlock implements OctetBlock {
    private final byte[] octets;
    private int end;

    HeapBlock(int capacity) {
        octets = new byte[capacity];
    }

    @Override
    public int room() {
        return octets.length - end;
    }

    @Override
    public int append(byte[] from, int offset, int length) {
        int at = end;
        System.arraycopy(from, offset, octets, at, length);
        end += length;
        return at;
    }

    @Override
    public void copy(int offset, int length, OctetWriter to) {
        to.bytes(octets, offset, length);
    }

    @Override
    public void release() {
        // It goes when nobody knows it any more.
    }
}
