package dev.evpnd.rib.store;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// Objects in order, each at a place of its own, which it has until it is removed: a line that is
/// left at its front, or a table by number.
///
/// As in [IntList] they lie in chunks that are never moved.
public final class ObjectList<T> {
    private static final int CHUNK_BITS = 10;
    private static final int CHUNK_LENGTH = 1 << CHUNK_BITS;
    private static final int MASK = CHUNK_LENGTH - 1;
    private static final int FEWEST_CHUNKS = 4;
    private static final Object[] NO_CHUNK = {};

    private @Nullable Object[][] chunks = new @Nullable Object[FEWEST_CHUNKS][];
    private int chunkCount;

    /// The place of the first object, within the first chunk.
    private int start;

    private int end;

    public void add(T object) {
        int chunk = end >>> CHUNK_BITS;
        if (chunk == chunkCount) {
            if (chunkCount == chunks.length) {
                chunks = Arrays.copyOf(chunks, 2 * chunkCount);
            }
            chunks[chunkCount++] = new @Nullable Object[CHUNK_LENGTH];
        }
        chunks[chunk][end++ & MASK] = object;
    }

    /// The object at a place, counted from the first.
    public T get(int index) {
        var found = find(index);
        if (found == null) {
            throw new IllegalStateException("nothing is left at " + index);
        }
        return found;
    }

    /// The same, or null where it was taken out.
    @SuppressWarnings("unchecked") // nothing else is added
    public @Nullable T find(int index) {
        int at = start + index;
        return (T) chunks[at >>> CHUNK_BITS][at & MASK];
    }

    /// Puts an object in the place of what was there.
    public void set(int index, T object) {
        int at = start + index;
        chunks[at >>> CHUNK_BITS][at & MASK] = object;
    }

    /// Takes out what is at a place, which stays empty.
    public void takeOut(int index) {
        int at = start + index;
        chunks[at >>> CHUNK_BITS][at & MASK] = null;
    }

    /// Forgets the first object with its place, at no cost that depends on how many are behind it.
    public void removeFirst() {
        takeOut(0);
        start++;
        if (start == CHUNK_LENGTH) {
            chunkCount--;
            System.arraycopy(chunks, 1, chunks, 0, chunkCount);
            chunks[chunkCount] = NO_CHUNK;
            start = 0;
            end -= CHUNK_LENGTH;
        } else if (start == end) {
            start = 0;
            end = 0;
        }
    }

    /// The array that holds an object, which stays where it is.
    @Nullable Object[] chunk(int index) {
        return chunks[start + index >>> CHUNK_BITS];
    }

    /// How many places there are.
    public int size() {
        return end - start;
    }
}
