package dev.evpnd.rib.store;

import java.util.Arrays;

/// Rows of `int`s of one width, each known by a number; the numbers of freed rows are used again.
///
/// Rows live in chunks that are never moved, so that growing costs one chunk and no copy. A new row
/// is all zeros.
public final class RowStore {
    private static final int CHUNK_BITS = 12;
    private static final int ROWS_PER_CHUNK = 1 << CHUNK_BITS;
    private static final int ROW_MASK = ROWS_PER_CHUNK - 1;
    private static final int FEWEST_CHUNKS = 16;
    private static final int NO_ROW = -1;

    private final int width;
    private int[][] chunks = new int[0][];
    private int chunkCount;
    private int allocated;
    private int live;
    private int firstFree = NO_ROW;

    /// @param width how many columns a row has
    public RowStore(int width) {
        if (width < 1) {
            throw new IllegalArgumentException("a row has at least one column");
        }
        this.width = width;
    }

    /// Takes a row.
    public int add() {
        live++;
        if (firstFree == NO_ROW) {
            if (allocated == chunkCount << CHUNK_BITS) {
                addChunk();
            }
            return allocated++;
        }
        int row = firstFree;
        firstFree = get(row, 0);
        set(row, 0, 0);
        return row;
    }

    private void addChunk() {
        if (chunkCount == chunks.length) {
            chunks = Arrays.copyOf(chunks, Math.max(FEWEST_CHUNKS, 2 * chunkCount));
        }
        chunks[chunkCount++] = new int[ROWS_PER_CHUNK * width];
    }

    /// Gives a row back; its number means nothing until [#add] gives it out again.
    public void remove(int row) {
        live--;
        int start = (row & ROW_MASK) * width;
        Arrays.fill(chunks[row >>> CHUNK_BITS], start, start + width, 0);
        set(row, 0, firstFree);
        firstFree = row;
    }

    public int get(int row, int column) {
        return chunks[row >>> CHUNK_BITS][(row & ROW_MASK) * width + column];
    }

    public void set(int row, int column, int value) {
        chunks[row >>> CHUNK_BITS][(row & ROW_MASK) * width + column] = value;
    }

    /// How many rows are in use.
    public int size() {
        return live;
    }

    /// What all rows take, those that wait to be used among them.
    public long octets() {
        return (long) chunkCount * ROWS_PER_CHUNK * width * Integer.BYTES;
    }

    /// All row numbers given out so far are below this.
    public int limit() {
        return allocated;
    }
}
