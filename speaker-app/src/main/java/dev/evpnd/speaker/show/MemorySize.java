package dev.evpnd.speaker.show;

/// Octets of memory as FRR shows them: in the largest unit of which there are more than ten.
final class MemorySize {
    private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB"};
    private static final int BITS_OF_A_UNIT = 10;
    private static final int FEW = 10;

    private MemorySize() {}

    static String of(long octets) {
        for (int unit = UNITS.length - 1; unit >= 0; unit--) {
            int shift = BITS_OF_A_UNIT * (unit + 1);
            if (octets >> shift > FEW) {
                long rounded = octets + (1L << shift - 1) >> shift;
                return rounded + " " + UNITS[unit];
            }
        }
        return octets == 1 ? "1 byte" : octets + " bytes";
    }
}
