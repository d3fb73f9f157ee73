package dev.evpnd.rib;

import dev.evpnd.rib.route.DestinationTable;
import dev.evpnd.rib.route.Routes;

/// A walk over destinations, some at a time. They may come and go meanwhile; what is there from the
/// first to the last is met once.
interface DestinationWalk {
    /// Whether there is nothing more, by now.
    boolean isDone();

    /// The shard that the [#next] one is of, where the walk is not done.
    int shard();

    /// The tables that the [#next] one is of, where the walk is not done.
    Routes routes();

    /// Goes on by one row.
    ///
    /// @return a destination that may be nobody's, or [DestinationTable#NONE]
    int next();
}
