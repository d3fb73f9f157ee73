package dev.evpnd.speaker.query;

import dev.evpnd.wire.address.IpAddress;

/// Another VTEP of a bridge domain.
///
/// @param flooded whether it gets a copy of what is flooded, and not only what is for the MAC
///   addresses behind it
public record RemoteVtep(IpAddress address, boolean flooded) {}
