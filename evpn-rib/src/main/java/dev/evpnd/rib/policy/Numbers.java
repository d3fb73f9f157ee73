package dev.evpnd.rib.policy;

/// The bounds of numbers in attributes.
final class Numbers {
    static final long MAX_U32 = 0xffff_ffffL;

    private Numbers() {}

    static void requireU32(long number) {
        if (number >>> 32 != 0) {
            throw new IllegalArgumentException("expected a number of 32 bits, found " + number);
        }
    }
}
