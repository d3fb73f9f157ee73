package dev.evpnd.wire.address;

import dev.evpnd.wire.octets.OctetWriter;

/// An IPv6 address, written as RFC 5952 asks.
public record Ipv6Address(long high, long low) implements IpAddress {

    private static final int BITS = 128;
    private static final int GROUPS = 8;

    /// @throws IllegalArgumentException when the text is no IPv6 address
    public static Ipv6Address parse(String text) {
        try {
            return parseGroups(text);
        } catch (NumberFormatException notHex) {
            throw malformed(text);
        }
    }

    private static Ipv6Address parseGroups(String text) {
        int gap = text.indexOf("::");
        // RFC 4291 section 2.2: only the last 32 bits may be written as a dotted quad.
        var head = gap < 0 ? groups(text, true, text) : groups(text.substring(0, gap), false, text);
        var tail = gap < 0 ? new int[0] : groups(text.substring(gap + 2), true, text);
        int given = head.length + tail.length;
        if (gap < 0 ? given != GROUPS : given >= GROUPS) {
            throw malformed(text);
        }
        var all = new int[GROUPS];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(tail, 0, all, GROUPS - tail.length, tail.length);
        return new Ipv6Address(join(all, 0), join(all, 4));
    }

    private static int[] groups(String part, boolean atEnd, String whole) {
        if (part.isEmpty()) {
            return new int[0];
        }
        var texts = part.split(":", -1);
        boolean dotted = atEnd && texts[texts.length - 1].indexOf('.') >= 0;
        var values = new int[texts.length + (dotted ? 1 : 0)];
        int hexGroups = dotted ? texts.length - 1 : texts.length;
        for (int i = 0; i < hexGroups; i++) {
            if (texts[i].isEmpty() || texts[i].length() > 4 || !isHex(texts[i])) {
                throw malformed(whole);
            }
            values[i] = Integer.parseInt(texts[i], 16);
        }
        if (dotted) {
            int quad = Ipv4Address.parse(texts[hexGroups]).bits();
            values[hexGroups] = quad >>> 16;
            values[hexGroups + 1] = quad & 0xffff;
        }
        return values;
    }

    private static boolean isHex(String group) {
        return group.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128);
    }

    private static long join(int[] groups, int from) {
        return (long) groups[from] << 48
                | (long) groups[from + 1] << 32
                | (long) groups[from + 2] << 16
                | groups[from + 3];
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException("expected an IPv6 address, found '" + text + "'");
    }

    @Override
    public void encode(OctetWriter writer) {
        writer.u64(high).u64(low);
    }

    @Override
    public int compareTo(IpAddress other) {
        if (!(other instanceof Ipv6Address that)) {
            return 1;
        }
        int byHigh = Long.compareUnsigned(high, that.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, that.low);
    }

    @Override
    public int bitLength() {
        return BITS;
    }

    @Override
    public boolean isUnspecified() {
        return (high | low) == 0;
    }

    @Override
    public Ipv6Address masked(int prefixLength) {
        if (prefixLength < 0 || prefixLength > BITS) {
            throw new IllegalArgumentException("no IPv6 prefix has length " + prefixLength);
        }
        long keptHigh = high & leadingOnes(Math.min(prefixLength, 64));
        long keptLow = low & leadingOnes(Math.max(prefixLength - 64, 0));
        return keptHigh == high && keptLow == low ? this : new Ipv6Address(keptHigh, keptLow);
    }

    private static long leadingOnes(int count) {
        return count == 0 ? 0 : -1L << 64 - count;
    }

    private int group(int index) {
        long half = index < 4 ? high : low;
        return (int) (half >>> 48 - 16 * (index & 3)) & 0xffff;
    }

    private boolean isIpv4Mapped() {
        return high == 0 && low >>> 32 == 0xffff;
    }

    @Override
    public String toString() {
        if (isIpv4Mapped()) {
            return "::ffff:" + new Ipv4Address((int) low);
        }
        int gapStart = 0;
        int gapLength = 0;
        for (int i = 0; i < GROUPS; i++) {
            int run = zeroRun(i);
            if (run > gapLength) {
                gapStart = i;
                gapLength = run;
            }
        }
        // RFC 5952 section 4.2.2: one group of zeros alone is not shortened.
        return gapLength < 2
                ? joined(0, GROUPS)
                : joined(0, gapStart) + "::" + joined(gapStart + gapLength, GROUPS);
    }

    private int zeroRun(int from) {
        int run = 0;
        while (from + run < GROUPS && group(from + run) == 0) {
            run++;
        }
        return run;
    }

    private String joined(int from, int to) {
        var text = new StringBuilder();
        for (int i = from; i < to; i++) {
            if (i > from) {
                text.append(':');
            }
            text.append(Integer.toHexString(group(i)));
        }
        return text.toString();
    }
}
