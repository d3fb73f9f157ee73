package dev.evpnd.testbed.bench.vtep;

/// What a VTEP is to do.
enum Direction {
    /// The fabric tells of hosts, and they are to be in the kernel.
    REMOTE,
    /// The bridge knows hosts, and the fabric is to be told.
    LOCAL,
    /// Hosts move from one VTEP to another, one after the other.
    MOVE,
    /// Nothing.
    IDLE,
    /// The fabric tells of prefixes, and routes to them are to be in the kernel.
    ROUTES
}
