package dev.evpnd.rib.instance;

import dev.evpnd.wire.address.IpAddress;

/// What counts when several VTEPs claim an address.
record Contender(boolean sticky, long sequence, IpAddress vtep, Preference preference) {}
