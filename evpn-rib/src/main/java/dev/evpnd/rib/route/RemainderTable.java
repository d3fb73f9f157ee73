package dev.evpnd.rib.route;

import dev.evpnd.rib.store.KeyedRows;

/// What of an NLRI is no key: segment identifiers, gateways, labels, flags. The routes of a VNI
/// have few different ones among them, so that each is kept once and counted.
public final class RemainderTable {
    /// The number of the remainder of no octets, which is not in the table.
    public static final int NOTHING = -1;

    private static final int USES = 0;
    private static final byte[] NO_OCTETS = new byte[0];

    private final KeyedRows rows;

    public RemainderTable(long seed) {
        rows = new KeyedRows(1, seed);
    }

    /// The number of these octets, held once more.
    public int retain(byte[] octets, int offset, int length) {
        if (length == 0) {
            return NOTHING;
        }
        int row = rows.findOrAdd(octets, offset, length);
        rows.set(row, USES, rows.get(row, USES) + 1);
        return row;
    }

    /// Holds one that is there once more.
    public void retain(int remainder) {
        if (remainder != NOTHING) {
            rows.set(remainder, USES, rows.get(remainder, USES) + 1);
        }
    }

    public void release(int remainder) {
        if (remainder == NOTHING) {
            return;
        }
        int uses = rows.get(remainder, USES) - 1;
        rows.set(remainder, USES, uses);
        if (uses == 0) {
            rows.remove(remainder);
        }
    }

    public int length(int remainder) {
        return remainder == NOTHING ? 0 : rows.keyLength(remainder);
    }

    /// The array that holds the octets, to be read from [#start] on.
    public byte[] array(int remainder) {
        return remainder == NOTHING ? NO_OCTETS : rows.keyArray(remainder);
    }

    public int start(int remainder) {
        return remainder == NOTHING ? 0 : rows.keyStart(remainder);
    }

    /// Whether the octets are those of the remainder.
    public boolean equals(int remainder, byte[] octets, int offset, int length) {
        return remainder == NOTHING
                ? length == 0
                : rows.keyEquals(remainder, octets, offset, length);
    }

    /// How many different ones there are.
    public int size() {
        return rows.size();
    }

    /// What it takes.
    public long octets() {
        return rows.octets();
    }
}
