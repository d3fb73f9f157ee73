package dev.evpnd.testbed.bench.vtep;

import java.nio.ByteBuffer;

/// What is behind the other VTEP, by numbers, and the routes that tell of it.
sealed interface Beyond permits Hosts, Prefixes {
    /// How many there are.
    int count();

    /// The VNI that the routes are of, which their route target has, too.
    int vni();

    /// What a route has beyond route target and encapsulation (RFC 9135 section 8.1), 0 where that
    /// is nothing.
    long community();

    /// How long a route is, with its type and its length.
    int octets();

    /// Writes a route, in the order of the wire.
    void route(ByteBuffer to, int number, long distinguisher);

    /// Whom a route tells of that is at a place, or -1 if it is none of theirs.
    int number(ByteBuffer from, int route);
}
