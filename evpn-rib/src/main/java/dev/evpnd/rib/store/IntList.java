package dev.evpnd.rib.store;

import java.util.Arrays;

/// Numbers in order, without an object for each: a stack, or a line that is left at its front.
///
/// They lie in chunks that are never moved, so that one more costs one chunk at the most, however
/// many there are.
public final class IntList {
    static final int CHUNK_BITS = 12;
    private static final int CHUNK_LENGTH = 1 << CHUNK_BITS;
    private static final int MASK = CHUNK_LENGTH - 1;
    private static final int FEWEST = 16;
    private static final int[] NO_CHUNK = {};

    /// The first chunk is shorter than the others as long as it is the only one.
    private int[][] chunks = {new int[FEWEST]};

    private int chunkCount = 1;

    /// A chunk that was left empty, or none.
    private int[] spare = NO_CHUNK;

    /// Where the first value stands; what is before it was removed.
    private int start;

    private int end;

    public void add(int value) {
        int chunk = end >>> CHUNK_BITS;
        if (chunk == chunkCount || (end & MASK) == chunks[chunk].length) {
            makeRoom();
            chunk = end >>> CHUNK_BITS;
        }
        chunks[chunk][end++ & MASK] = value;
    }

    private void makeRoom() {
        if (chunks[0].length < CHUNK_LENGTH) {
            makeRoomInFirst();
            return;
        }
        if (chunkCount == chunks.length) {
            chunks = Arrays.copyOf(chunks, 2 * chunkCount);
        }
        chunks[chunkCount++] = spare.length == 0 ? new int[CHUNK_LENGTH] : spare;
        spare = NO_CHUNK;
    }

    /// Moves the values to the front where that frees half of the chunk, so that each is moved no
    /// more often than another was removed; else takes a longer one.
    private void makeRoomInFirst() {
        int size = size();
        int[] to = start >= size ? chunks[0] : new int[2 * chunks[0].length];
        System.arraycopy(chunks[0], start, to, 0, size);
        chunks[0] = to;
        start = 0;
        end = size;
    }

    public int get(int index) {
        int at = start + index;
        return chunks[at >>> CHUNK_BITS][at & MASK];
    }

    public int removeLast() {
        end--;
        return chunks[end >>> CHUNK_BITS][end & MASK];
    }

    /// Forgets the first values, at no cost that depends on how many are behind them.
    public void removeFirst(int count) {
        start += count;
        if (start == end) {
            clear();
        } else if (start >= CHUNK_LENGTH) {
            leaveChunks(start >>> CHUNK_BITS);
        }
    }

    private void leaveChunks(int count) {
        spare = chunks[0];
        int left = chunkCount - count;
        System.arraycopy(chunks, count, chunks, 0, left);
        Arrays.fill(chunks, left, chunkCount, NO_CHUNK);
        chunkCount = left;
        start -= count << CHUNK_BITS;
        end -= count << CHUNK_BITS;
    }

    /// The array that holds a value, which stays where it is.
    int[] chunk(int index) {
        return chunks[start + index >>> CHUNK_BITS];
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
