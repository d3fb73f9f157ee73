package dev.evpnd.rib.store;

import java.util.Arrays;

/// Numbers in order, without an object for each.
public final class IntList {
    private static final int FEWEST = 16;

    private int[] values = new int[FEWEST];
    private int size;

    public void add(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
    }

    public int get(int index) {
        return values[index];
    }

    public int removeLast() {
        return values[--size];
    }

    /// Forgets the first values; those behind them move to the front.
    public void removeFirst(int count) {
        size -= count;
        System.arraycopy(values, count, values, 0, size);
    }

    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    public void clear() {
        size = 0;
    }
}
