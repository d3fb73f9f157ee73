package dev.evpnd.rib.store;

import java.util.Arrays;

/// Rows that are found by an octet string of 1 to 255 octets.
public final class KeyedRows {
    /// The answer of [#find] where there is no such row.
    public static final int ABSENT = -1;

    private static final int PLACE = 0;
    private static final int OWN_COLUMNS = 1;

    private final OctetHash hash;
    private final RowStore rows;
    private final OctetArena keys = new OctetArena();
    private final HashIndex index = new HashIndex();

    /// @param width how many columns a row has beside its key
    /// @param seed of the hash; of no influence on the numbers that rows get
    public KeyedRows(int width, long seed) {
        hash = new OctetHash(seed);
        rows = new RowStore(width + OWN_COLUMNS);
    }

    /// The row of a key, or [#ABSENT].
    public int find(byte[] key, int offset, int length) {
        return find(hash.of(key, offset, length), key, offset, length);
    }

    private int find(int hashed, byte[] key, int offset, int length) {
        for (int row = index.first(hashed); row != HashIndex.NONE; row = index.next()) {
            if (keys.equals(rows.get(row, PLACE), key, offset, length)) {
                return row;
            }
        }
        return ABSENT;
    }

    /// The row of a key, made if it is not there: then all its columns are zero.
    public int findOrAdd(byte[] key, int offset, int length) {
        int hashed = hash.of(key, offset, length);
        int found = find(hashed, key, offset, length);
        if (found != ABSENT) {
            return found;
        }
        int row = rows.add();
        rows.set(row, PLACE, keys.add(key, offset, length));
        index.add(hashed, row);
        return row;
    }

    /// Forgets a row and its key.
    public void remove(int row) {
        int place = rows.get(row, PLACE);
        int hashed = hash.of(keys.array(place), keys.start(place), keys.length(place));
        index.remove(hashed, row);
        keys.remove(place);
        rows.remove(row);
    }

    public int get(int row, int column) {
        return rows.get(row, column + OWN_COLUMNS);
    }

    public void set(int row, int column, int value) {
        rows.set(row, column + OWN_COLUMNS, value);
    }

    public int keyLength(int row) {
        return keys.length(rows.get(row, PLACE));
    }

    /// The array that holds the row's key, to be read from [#keyStart] on.
    public byte[] keyArray(int row) {
        return keys.array(rows.get(row, PLACE));
    }

    public int keyStart(int row) {
        return keys.start(rows.get(row, PLACE));
    }

    public boolean keyEquals(int row, byte[] octets, int offset, int length) {
        return keys.equals(rows.get(row, PLACE), octets, offset, length);
    }

    public byte[] key(int row) {
        int start = keyStart(row);
        return Arrays.copyOfRange(keyArray(row), start, start + keyLength(row));
    }

    /// How many rows there are.
    public int size() {
        return rows.size();
    }

    /// What they take, with their keys and what these are found by.
    public long octets() {
        return rows.octets() + keys.octets() + index.octets();
    }

    /// All row numbers are below this.
    public int limit() {
        return rows.limit();
    }
}
