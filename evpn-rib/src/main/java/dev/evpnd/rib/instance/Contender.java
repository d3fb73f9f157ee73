package dev.evpnd.rib.instance;

import dev.evpnd.wire.address.IpAddress;

/// What counts when several VTEPs claim an address.
record Contender(boolean sticky, long sequence, IpAddress vtep, Preference preference) {

    /// Whether the address has to stay there. A claim that stands for want of another keeps nobody
    /// who is there: it loses before all that is said of mobility.
    boolean keeps() {
        return sticky && !preference.longLivedStale();
    }
}
