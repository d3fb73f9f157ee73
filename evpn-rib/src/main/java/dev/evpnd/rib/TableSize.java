package dev.evpnd.rib;

import dev.evpnd.rib.route.RouteFamily;

/// How much there is of something in the tables of a family.
///
/// @param rows that are in use
/// @param octets that they take, with what they are found by and the room that waits for more
public record TableSize(RouteFamily family, Kind kind, long rows, long octets) {

    /// Of what.
    public enum Kind {
        /// Keys of routes, and what was chosen.
        DESTINATIONS,
        /// What each peer announced.
        PATHS,
        /// As they came; what they were read as takes more.
        ATTRIBUTE_SETS,
        /// What of routes is no key: labels, segments, gateways.
        REMAINDERS,
        /// Messages that some member of an update group has yet to read.
        UPDATES_KEPT
    }
}
