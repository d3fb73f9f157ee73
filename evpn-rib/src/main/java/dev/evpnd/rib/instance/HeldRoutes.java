package dev.evpnd.rib.instance;

import dev.evpnd.wire.octets.Octets;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;

/// The routes that an instance holds, those that it imports and those that begin with it, in no
/// order and in slices that do not hold up the writer.
///
/// What comes, changes or goes between two slices may be listed or not, or twice; what stays as it
/// is from the first to the last is listed once.
public final class HeldRoutes {
    private final List<HeldWalk<?, ?, ?>> walks;

    /// How many of the walks are done.
    private int done;

    HeldRoutes(List<HeldWalk<?, ?, ?>> walks) {
        this.walks = List.copyOf(walks);
    }

    /// A walk over what begins with an instance.
    static HeldWalk<?, ?, ?> own(NavigableMap<Octets, Origination> originations) {
        return HeldWalk.ofKeys(
                originations, (own, last) -> last == null ? own.route().key() : null);
    }

    public boolean isDone() {
        return done == walks.size();
    }

    /// Goes on.
    ///
    /// @param rows that are looked at, at most
    /// @return keys for [dev.evpnd.rib.InstanceListing#paths], perhaps none although there are more
    public List<Octets> next(int rows) {
        var keys = new ArrayList<Octets>();
        for (int left = rows; left > 0 && !isDone(); left--) {
            var walk = walks.get(done);
            var key = walk.next();
            if (key != null) {
                keys.add(key);
            }
            if (walk.isDone()) {
                done++;
            }
        }
        return keys;
    }
}
