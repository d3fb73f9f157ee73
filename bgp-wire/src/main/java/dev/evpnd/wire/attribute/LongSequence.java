package dev.evpnd.wire.attribute;

import dev.evpnd.wire.octets.OctetReader;
import dev.evpnd.wire.octets.OctetWriter;

import java.util.Arrays;
import java.util.stream.LongStream;

/// An immutable sequence of 64-bit values, equal to another by content: how extended communities
/// are held, eight octets each.
public final class LongSequence {
    public static final LongSequence EMPTY = new LongSequence(new long[0]);

    private final long[] values;

    private LongSequence(long[] values) {
        this.values = values;
    }

    public static LongSequence of(long... values) {
        return values.length == 0 ? EMPTY : new LongSequence(values.clone());
    }

    /// Reads the next `8 * count` octets.
    static LongSequence read(OctetReader reader, int count) {
        var values = new long[count];
        for (int i = 0; i < count; i++) {
            values[i] = reader.u64();
        }
        return new LongSequence(values);
    }

    void write(OctetWriter writer) {
        for (long value : values) {
            writer.u64(value);
        }
    }

    public int size() {
        return values.length;
    }

    public boolean isEmpty() {
        return values.length == 0;
    }

    public long at(int index) {
        return values[index];
    }

    public boolean contains(long value) {
        for (long each : values) {
            if (each == value) {
                return true;
            }
        }
        return false;
    }

    public LongStream stream() {
        return Arrays.stream(values);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LongSequence that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    /// The values as sixteen hex digits each with spaces between them.
    @Override
    public String toString() {
        return String.join(" ", stream().mapToObj(value -> "%016x".formatted(value)).toList());
    }
}
