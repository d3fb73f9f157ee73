package dev.evpnd.rib.out;

import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;

/// What of this speaker shows in what it tells others.
///
/// @param clusterId that reflected routes get, where a peer has no other
/// @param clientToClient whether clients are told of each other's paths; not where they are meshed
public record Speaker(
        Asn asn, BgpIdentifier identifier, BgpIdentifier clusterId, boolean clientToClient) {}
