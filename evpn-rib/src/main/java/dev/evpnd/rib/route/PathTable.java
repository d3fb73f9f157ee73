package dev.evpnd.rib.route;

import dev.evpnd.rib.store.RowStore;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.TreeMap;

/// All paths: each is what one peer announced of one destination (under one path identifier).
///
/// A path stands in two lists: that of its destination, and that of its peer in the order in which
/// the peer announced. The lists' ends are with the destination and the peer; their links are
/// columns here, in which a path's number is kept with one added, so that zero is the end.
///
/// Of what a peer announced two things are kept: the attributes as received, and those that count
/// here, which are others where a policy changed them or where the path is long-lived stale. A path
/// that may not be chosen is kept as well, with the reason: so that nothing has to be asked of the
/// peer again when the settings change.
public final class PathTable {
    /// Stands for no path.
    public static final int NONE = -1;

    /// Times are kept to the second.
    public static final long MILLIS_OF_A_SECOND = 1000;

    private static final int DESTINATION = 0;
    private static final int PEER = 1;
    private static final int PATH_ID = 2;
    private static final int ATTRIBUTES = 3;
    private static final int REMAINDER = 4;
    private static final int NEXT = 5;
    private static final int PREVIOUS_OF_PEER = 6;
    private static final int NEXT_OF_PEER = 7;
    private static final int ARRIVAL = 8;
    private static final int RECEIVED = 9;
    private static final int CHANGED = 10;
    private static final int WIDTH = 11;

    /// All peers' numbers are below this: above them, in the same column, stands the state.
    public static final int MOST_PEERS = 1 << 16;

    // The state, from the lowest bit: the epoch, the reason why the path may not be chosen, and
    // two bits.
    private static final int PEER_MASK = MOST_PEERS - 1;
    private static final int EPOCH_SHIFT = 16;
    private static final int EPOCH_BITS = 8;
    private static final int EPOCH_MASK = (1 << EPOCH_BITS) - 1 << EPOCH_SHIFT;
    private static final int REASON_SHIFT = EPOCH_SHIFT + EPOCH_BITS;
    private static final int REASON_MASK = 0x1f << REASON_SHIFT;
    private static final int LONG_LIVED_STALE = 1 << 29;
    private static final int CHANGED_REMAINDER = 1 << 30;

    /// So many epochs can be told apart.
    public static final int EPOCHS = 1 << EPOCH_BITS;

    private final RowStore rows = new RowStore(WIDTH);

    /// The remainders as received of the paths, few most of the time, for which a policy put
    /// another in their place.
    private final Map<Integer, Integer> receivedRemainders = new TreeMap<>();

    /// A path of a peer to a destination, in neither list yet.
    public int add(int destination, int peer, int pathId) {
        int path = rows.add();
        rows.set(path, DESTINATION, destination);
        rows.set(path, PEER, peer);
        rows.set(path, PATH_ID, pathId);
        return path;
    }

    /// Forgets a path that is in neither list any more.
    public void remove(int path) {
        forgetReceivedRemainder(path);
        rows.remove(path);
    }

    public int destination(int path) {
        return rows.get(path, DESTINATION);
    }

    public int peer(int path) {
        return rows.get(path, PEER) & PEER_MASK;
    }

    public int pathId(int path) {
        return rows.get(path, PATH_ID);
    }

    /// Whether the decision may choose the path.
    public boolean isEligible(int path) {
        return (rows.get(path, PEER) & REASON_MASK) == 0;
    }

    /// Why the decision may not choose the path, or null where it may.
    public @Nullable DropReason ineligible(int path) {
        int code = (rows.get(path, PEER) & REASON_MASK) >>> REASON_SHIFT;
        return code == 0 ? null : DropReason.of(code);
    }

    public void setIneligible(int path, @Nullable DropReason reason) {
        int bits = reason == null ? 0 : reason.code() << REASON_SHIFT;
        rows.set(path, PEER, rows.get(path, PEER) & ~REASON_MASK | bits);
    }

    /// In which epoch of its list the path was announced last, of [#EPOCHS] that take turns.
    public int epoch(int path) {
        return (rows.get(path, PEER) & EPOCH_MASK) >>> EPOCH_SHIFT;
    }

    public void setEpoch(int path, int epoch) {
        int bits = epoch << EPOCH_SHIFT & EPOCH_MASK;
        rows.set(path, PEER, rows.get(path, PEER) & ~EPOCH_MASK | bits);
    }

    /// Whether the path is kept although its peer has been gone for long (RFC 9494).
    public boolean isLongLivedStale(int path) {
        return isSet(path, LONG_LIVED_STALE);
    }

    public void setLongLivedStale(int path, boolean stale) {
        set(path, LONG_LIVED_STALE, stale);
    }

    private boolean isSet(int path, int bit) {
        return (rows.get(path, PEER) & bit) != 0;
    }

    private void set(int path, int bit, boolean value) {
        int state = rows.get(path, PEER);
        rows.set(path, PEER, value ? state | bit : state & ~bit);
    }

    /// The number of the attribute set that counts here.
    public int attributes(int path) {
        return rows.get(path, ATTRIBUTES);
    }

    /// The number of the attribute set as received.
    public int received(int path) {
        return rows.get(path, RECEIVED);
    }

    /// The number of the remainder of the NLRI, as it counts here.
    public int remainder(int path) {
        return rows.get(path, REMAINDER);
    }

    /// The number of the remainder of the NLRI as received.
    public int receivedRemainder(int path) {
        if (isSet(path, CHANGED_REMAINDER)) {
            var received = receivedRemainders.get(path);
            if (received != null) {
                return received;
            }
        }
        return remainder(path);
    }

    /// What the peer announced, which counts as it is unless [#setEffective] says otherwise.
    public void setReceived(int path, int attributes, int remainder) {
        rows.set(path, RECEIVED, attributes);
        rows.set(path, ATTRIBUTES, attributes);
        rows.set(path, REMAINDER, remainder);
        forgetReceivedRemainder(path);
    }

    /// What counts here of what the peer announced.
    public void setEffective(int path, int attributes, int remainder) {
        int received = receivedRemainder(path);
        rows.set(path, ATTRIBUTES, attributes);
        rows.set(path, REMAINDER, remainder);
        if (remainder == received) {
            forgetReceivedRemainder(path);
        } else {
            set(path, CHANGED_REMAINDER, true);
            receivedRemainders.put(path, received);
        }
    }

    private void forgetReceivedRemainder(int path) {
        if (isSet(path, CHANGED_REMAINDER)) {
            set(path, CHANGED_REMAINDER, false);
            receivedRemainders.remove(path);
        }
    }

    /// When the path came, as a number that grows with each.
    public int arrival(int path) {
        return rows.get(path, ARRIVAL);
    }

    public void setArrival(int path, int arrival) {
        rows.set(path, ARRIVAL, arrival);
    }

    /// When the path came to be what it is, in seconds of the RIB's time.
    public long changedSecond(int path) {
        return Integer.toUnsignedLong(rows.get(path, CHANGED));
    }

    public void setChangedSecond(int path, long second) {
        rows.set(path, CHANGED, (int) second);
    }

    /// The next path to the same destination, or [#NONE].
    public int next(int path) {
        return rows.get(path, NEXT) - 1;
    }

    public void setNext(int path, int next) {
        rows.set(path, NEXT, next + 1);
    }

    /// The path that the same peer announced next, or [#NONE].
    public int nextOfPeer(int path) {
        return rows.get(path, NEXT_OF_PEER) - 1;
    }

    public void setNextOfPeer(int path, int next) {
        rows.set(path, NEXT_OF_PEER, next + 1);
    }

    /// The path that the same peer announced before, or [#NONE].
    public int previousOfPeer(int path) {
        return rows.get(path, PREVIOUS_OF_PEER) - 1;
    }

    public void setPreviousOfPeer(int path, int previous) {
        rows.set(path, PREVIOUS_OF_PEER, previous + 1);
    }

    /// How many paths there are.
    public int size() {
        return rows.size();
    }

    /// What it takes.
    public long octets() {
        return rows.octets();
    }
}
