package dev.evpnd.wire.attribute;

import dev.evpnd.wire.octets.OctetReader;
import dev.evpnd.wire.octets.OctetWriter;

import java.util.Arrays;
import java.util.stream.IntStream;

/// An immutable sequence of 32-bit values, equal to another by content.
///
/// AS numbers, communities and cluster identifiers are held this way, four octets each instead of
/// an object: a route reflector holds millions of them.
public final class IntSequence {
    public static final IntSequence EMPTY = new IntSequence(new int[0]);

    private final int[] values;

    private IntSequence(int[] values) {
        this.values = values;
    }

    public static IntSequence of(int... values) {
        return values.length == 0 ? EMPTY : new IntSequence(values.clone());
    }

    /// Reads the next `4 * count` octets.
    static IntSequence read(OctetReader reader, int count) {
        var values = new int[count];
        for (int i = 0; i < count; i++) {
            values[i] = reader.u32();
        }
        return new IntSequence(values);
    }

    /// Reads the next `2 * count` octets, each two of them as the low half of a value.
    static IntSequence readShort(OctetReader reader, int count) {
        var values = new int[count];
        for (int i = 0; i < count; i++) {
            values[i] = reader.u16();
        }
        return new IntSequence(values);
    }

    void write(OctetWriter writer) {
        for (int value : values) {
            writer.u32(value);
        }
    }

    public int size() {
        return values.length;
    }

    public boolean isEmpty() {
        return values.length == 0;
    }

    public int at(int index) {
        return values[index];
    }

    public boolean contains(int value) {
        for (int each : values) {
            if (each == value) {
                return true;
            }
        }
        return false;
    }

    public IntSequence slice(int from, int to) {
        return from == to ? EMPTY : new IntSequence(Arrays.copyOfRange(values, from, to));
    }

    /// These values and behind them those of the other.
    public IntSequence followedBy(IntSequence other) {
        var joined = Arrays.copyOf(values, values.length + other.values.length);
        System.arraycopy(other.values, 0, joined, values.length, other.values.length);
        return new IntSequence(joined);
    }

    public IntStream stream() {
        return Arrays.stream(values);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IntSequence that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    /// The values as unsigned decimals with spaces between them.
    @Override
    public String toString() {
        return String.join(" ", stream().mapToObj(Integer::toUnsignedString).toList());
    }
}
