package dev.evpnd.wire.octets;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;

/// An immutable octet string, equal to another by content.
///
/// Others choose what many of these hold, and may choose them so that their hashes are the same.
/// Their order is what keeps that from mattering: by it a map of the JDK finds keys of equal hash
/// in a tree.
public final class Octets implements Comparable<Octets> {
    public static final Octets EMPTY = new Octets(new byte[0]);

    private static final HexFormat HEX = HexFormat.of();

    /// Of the golden ratio.
    private static final long ODD = 0x9e37_79b9_7f4a_7c15L;

    /// What faults are mostly about is one octet; each of these exists once.
    private static final Octets[] SINGLE = single();

    private final byte[] bytes;

    private Octets(byte[] bytes) {
        this.bytes = bytes;
    }

    private static Octets[] single() {
        var single = new Octets[256];
        for (int i = 0; i < single.length; i++) {
            single[i] = new Octets(new byte[] {(byte) i});
        }
        return single;
    }

    public static Octets of(int octet) {
        return SINGLE[octet & 0xff];
    }

    public static Octets of(int... octets) {
        var bytes = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) {
            bytes[i] = (byte) octets[i];
        }
        return new Octets(bytes);
    }

    public static Octets copyOf(byte[] source) {
        return copyOf(source, 0, source.length);
    }

    public static Octets copyOf(byte[] source, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, source.length);
        return switch (length) {
            case 0 -> EMPTY;
            case 1 -> SINGLE[source[offset] & 0xff];
            default -> new Octets(Arrays.copyOfRange(source, offset, offset + length));
        };
    }

    /// Reads an even number of hex digits, in either case.
    ///
    /// @throws IllegalArgumentException when the text is anything else
    public static Octets ofHex(String hex) {
        return hex.isEmpty() ? EMPTY : new Octets(HEX.parseHex(hex));
    }

    /// The UTF-8 form of a text.
    ///
    /// @throws IllegalArgumentException when the text has none, see [Utf8#length]
    public static Octets ofUtf8(String text) {
        return Utf8.length(text) == 0 ? EMPTY : new Octets(text.getBytes(StandardCharsets.UTF_8));
    }

    public int length() {
        return bytes.length;
    }

    public boolean isEmpty() {
        return bytes.length == 0;
    }

    public int at(int index) {
        return bytes[index] & 0xff;
    }

    public Octets slice(int offset, int length) {
        return copyOf(bytes, offset, length);
    }

    public byte[] toByteArray() {
        return bytes.clone();
    }

    public OctetReader reader() {
        return new OctetReader(bytes, 0, bytes.length);
    }

    void copyInto(byte[] target, int offset) {
        System.arraycopy(bytes, 0, target, offset, bytes.length);
    }

    /// The text these octets are the UTF-8 form of, or nothing where they are that of none.
    public Optional<String> utf8() {
        return Utf8.decode(bytes, 0, bytes.length);
    }

    public String toHex() {
        return HEX.formatHex(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Octets that && Arrays.equals(bytes, that.bytes);
    }

    /// Mixes eight octets at a time. Addresses that count up together, as in routes of type 2, have
    /// few different sums by which [Arrays#hashCode] would tell them apart.
    @Override
    public int hashCode() {
        long mixed = bytes.length;
        int at = 0;
        for (; at + Long.BYTES <= bytes.length; at += Long.BYTES) {
            mixed = mix(mixed ^ BigEndian.u64(bytes, at));
        }
        long rest = 0;
        for (; at < bytes.length; at++) {
            rest = rest << Byte.SIZE | bytes[at] & 0xff;
        }
        return (int) mix(mixed ^ rest);
    }

    private static long mix(long bits) {
        long product = bits * ODD;
        return product ^ product >>> Integer.SIZE;
    }

    /// Octet by octet, and what is the beginning of another comes before that.
    @Override
    public int compareTo(Octets other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    /// The octets in hex, without separators.
    @Override
    public String toString() {
        return toHex();
    }
}
