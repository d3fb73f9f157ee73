package dev.evpnd.testbed.bench;

import java.util.Locale;

/// What the routes of a workload are like.
enum Mix {
    /// MAC and IPv4 address; those of one VNI have the same attributes.
    PLAIN,
    /// The same, and each has a MAC Mobility sequence number of its own: no two share attributes.
    MOBILITY,
    /// A third each has an IPv4 address, no address, and an IPv6 address.
    ADDRESSES;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
