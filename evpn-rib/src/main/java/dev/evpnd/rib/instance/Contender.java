package dev.evpnd.rib.instance;

import dev.evpnd.wire.address.IpAddress;

/// What counts when several VTEPs claim an address.
///
/// @param rank of the path, the lower the better
record Contender(boolean sticky, long sequence, IpAddress vtep, long rank) {}
