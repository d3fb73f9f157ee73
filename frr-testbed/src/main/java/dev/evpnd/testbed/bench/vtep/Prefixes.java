package dev.evpnd.testbed.bench.vtep;

import java.nio.ByteBuffer;

/// The prefixes of a run, by their numbers: each of 28 bits, in 10.0.0.0/8.
record Prefixes(int count) implements Beyond {
    /// The L3 VNI.
    static final int VNI = 4001;

    static final int LENGTH = 28;
    private static final int FIRST = 0x0a00_0000;
    private static final int MOST = 1 << LENGTH - 8;
    private static final int PREFIX_ROUTE = 34;
    private static final long ROUTER_MAC = 0x0603_0200_0000_4001L;

    Prefixes {
        if (count > MOST) {
            throw new IllegalArgumentException("no more than %d prefixes".formatted(MOST));
        }
    }

    int address(int number) {
        return FIRST | number << 32 - LENGTH;
    }

    /// Which one begins with an address, or -1 if it is none of theirs.
    int number(int address) {
        int number = (address ^ FIRST) >>> 32 - LENGTH;
        return number < count && address(number) == address ? number : -1;
    }

    @Override
    public int vni() {
        return VNI;
    }

    @Override
    public long community() {
        return ROUTER_MAC;
    }

    @Override
    public int octets() {
        return 2 + PREFIX_ROUTE;
    }

    @Override
    public void route(ByteBuffer to, int number, long distinguisher) {
        to.put((byte) 5).put((byte) PREFIX_ROUTE).putLong(distinguisher);
        to.putLong(0).putShort((short) 0).putInt(0).put((byte) LENGTH).putInt(address(number));
        to.putInt(0).put((byte) 0).putShort((short) VNI);
    }

    @Override
    public int number(ByteBuffer from, int route) {
        boolean isOne = from.get(route) == 5 && from.get(route + 2 + 8 + 10 + 4) == LENGTH;
        return isOne ? number(from.getInt(route + 2 + 8 + 10 + 4 + 1)) : -1;
    }
}
