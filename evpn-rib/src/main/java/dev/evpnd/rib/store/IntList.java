package dev.evpnd.rib.store;

/// Numbers in order, without an object for each: a stack, or a line that is left at its front.
public final class IntList {
    private static final int FEWEST = 16;

    private int[] values = new int[FEWEST];

    /// Where the first value stands; what is before it was removed.
    private int start;

    private int end;

    public void add(int value) {
        if (end == values.length) {
            makeRoom();
        }
        values[end++] = value;
    }

    /// Moves the values to the front where that frees half of the array, so that each is moved no
    /// more often than another was removed; else takes a larger array.
    private void makeRoom() {
        int size = size();
        int[] to = start >= size ? values : new int[2 * values.length];
        System.arraycopy(values, start, to, 0, size);
        values = to;
        start = 0;
        end = size;
    }

    public int get(int index) {
        return values[start + index];
    }

    public int removeLast() {
        return values[--end];
    }

    /// Forgets the first values, at no cost that depends on how many are behind them.
    public void removeFirst(int count) {
        start += count;
        if (start == end) {
            clear();
        }
    }

    public int size() {
        return end - start;
    }

    public boolean isEmpty() {
        return start == end;
    }

    public void clear() {
        start = 0;
        end = 0;
    }
}
