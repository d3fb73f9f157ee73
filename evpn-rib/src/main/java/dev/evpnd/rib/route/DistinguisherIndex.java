package dev.evpnd.rib.route;

import dev.evpnd.rib.store.KeyedRows;
import dev.evpnd.rib.store.RowStore;
import dev.evpnd.wire.octets.Octets;

/// Which destinations have which distinguisher: a chain of blocks for each, with a place for each
/// of its destinations.
///
/// A destination stays in its place until it is forgotten, and a new block comes first: so whoever
/// goes along a chain in slices meets once what is there from the first to the last. Places are
/// used again, and the blocks of a distinguisher when it has no destination any more.
public final class DistinguisherIndex {
    /// Of all destinations whose keys have none: no distinguisher is as short.
    public static final Octets WITHOUT = Octets.of(0);

    /// Where it is in a key that has one: behind the route type.
    static final int START = 1;

    static final int LENGTH = Long.BYTES;

    private static final byte[] OCTETS_WITHOUT = WITHOUT.toByteArray();

    /// With its head a block takes 64 octets.
    static final int PLACES = 14;

    private static final int NOTHING = 0;

    // Of a distinguisher: the block and the place are one more than their number, or NOTHING.
    private static final int FIRST_BLOCK = 0;
    private static final int FREE_PLACE = 1;
    private static final int COUNT = 2;
    private static final int WIDTH = 3;

    // Of a block: the next one and the row of its distinguisher, one more than their number. A
    // free place has the complement of the next one that is free, or of NOTHING.
    private static final int NEXT = 0;
    private static final int OWNER = 1;
    private static final int HEAD = 2;

    private final RouteFamily family;
    private final KeyedRows distinguishers;
    private final RowStore blocks = new RowStore(HEAD + PLACES);

    /// Routes that come together mostly have the same.
    private int latest = KeyedRows.ABSENT;

    /// How often blocks were given back, so that a walk may be in one that is another's by now.
    private int released;

    DistinguisherIndex(RouteFamily family, long seed) {
        this.family = family;
        distinguishers = new KeyedRows(WIDTH, seed);
    }

    /// Gives a destination a place.
    ///
    /// @return its number, which is not 0
    int add(int destination, byte[] key, int start, int length) {
        int row = row(key, start, length);
        int place = distinguishers.get(row, FREE_PLACE);
        if (place == NOTHING) {
            place = addBlock(row);
        }
        int block = block(place);
        int column = column(place);
        distinguishers.set(row, FREE_PLACE, ~blocks.get(block, column));
        distinguishers.set(row, COUNT, distinguishers.get(row, COUNT) + 1);
        blocks.set(block, column, destination + 1);
        return place;
    }

    private int row(byte[] key, int start, int length) {
        return family.hasDistinguisher(key, start, length)
                ? rowOf(key, start + START, LENGTH)
                : rowOf(OCTETS_WITHOUT, 0, OCTETS_WITHOUT.length);
    }

    private int rowOf(byte[] octets, int start, int length) {
        boolean same =
                latest != KeyedRows.ABSENT
                        && distinguishers.keyEquals(latest, octets, start, length);
        if (!same) {
            latest = distinguishers.findOrAdd(octets, start, length);
        }
        return latest;
    }

    /// @return its first place, which is free like all of its others
    private int addBlock(int row) {
        int block = blocks.add();
        int first = block * PLACES + 1;
        blocks.set(block, NEXT, distinguishers.get(row, FIRST_BLOCK));
        blocks.set(block, OWNER, row + 1);
        for (int place = first; place < first + PLACES; place++) {
            int next = place + 1 < first + PLACES ? place + 1 : NOTHING;
            blocks.set(block, column(place), ~next);
        }
        distinguishers.set(row, FIRST_BLOCK, block + 1);
        return first;
    }

    private static int block(int place) {
        return (place - 1) / PLACES;
    }

    private static int column(int place) {
        return HEAD + (place - 1) % PLACES;
    }

    /// Takes the place of a destination back.
    void remove(int place) {
        int row = blocks.get(block(place), OWNER) - 1;
        int left = distinguishers.get(row, COUNT) - 1;
        if (left == 0) {
            release(row);
            return;
        }
        distinguishers.set(row, COUNT, left);
        blocks.set(block(place), column(place), ~distinguishers.get(row, FREE_PLACE));
        distinguishers.set(row, FREE_PLACE, place);
    }

    private void release(int row) {
        int block = distinguishers.get(row, FIRST_BLOCK) - 1;
        while (block >= 0) {
            int next = blocks.get(block, NEXT) - 1;
            blocks.remove(block);
            block = next;
        }
        distinguishers.remove(row);
        latest = KeyedRows.ABSENT;
        released++;
    }

    /// All row numbers of distinguishers are below this; not each of them is in use.
    public int limit() {
        return distinguishers.limit();
    }

    /// How many destinations the distinguisher of a row has, those among them that wait to be
    /// forgotten; 0 if the row is not in use.
    public int count(int row) {
        return distinguishers.get(row, COUNT);
    }

    /// The distinguisher of a row that is in use.
    public Octets key(int row) {
        return Octets.copyOf(distinguishers.key(row));
    }

    /// What all of it takes.
    long octets() {
        return distinguishers.octets() + blocks.octets();
    }

    /// The way along the destinations of a distinguisher.
    public Chain chain(Octets distinguisher) {
        return new Chain(distinguisher.toByteArray());
    }

    /// It goes on to the end of what was there when it began, unless all of that has gone.
    public final class Chain {
        private final byte[] distinguisher;
        private int row;
        private int block = KeyedRows.ABSENT;
        private int column = HEAD;
        private int seen = released;

        private Chain(byte[] distinguisher) {
            this.distinguisher = distinguisher;
            row = distinguishers.find(distinguisher, 0, distinguisher.length);
            if (row != KeyedRows.ABSENT) {
                block = distinguishers.get(row, FIRST_BLOCK) - 1;
            }
        }

        public boolean isDone() {
            if (seen != released) {
                seen = released;
                if (block >= 0 && !isIn(block)) {
                    block = KeyedRows.ABSENT;
                }
            }
            return block < 0;
        }

        private boolean isIn(int other) {
            return blocks.get(other, OWNER) == row + 1
                    && distinguishers.get(row, COUNT) > 0
                    && distinguishers.keyEquals(row, distinguisher, 0, distinguisher.length);
        }

        /// Goes on by one place, where it is not done.
        ///
        /// @return a destination, or [DestinationTable#NONE] where nobody has the place
        public int next() {
            int destination = blocks.get(block, column++) - 1;
            if (column == HEAD + PLACES) {
                column = HEAD;
                block = blocks.get(block, NEXT) - 1;
            }
            return Math.max(destination, DestinationTable.NONE);
        }
    }
}
