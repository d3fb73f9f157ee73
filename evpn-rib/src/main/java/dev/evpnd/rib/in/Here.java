package dev.evpnd.rib.in;

import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.IpAddress;

import java.util.Set;

/// What of this speaker can be seen in a route that was here before.
///
/// @param clusterIds every one that it puts into a CLUSTER_LIST, towards whichever peer
/// @param addresses that it has; a route with one of them as its next hop leads here
public record Here(
        Asn localAs,
        BgpIdentifier identifier,
        Set<BgpIdentifier> clusterIds,
        Set<IpAddress> addresses) {

    public Here {
        clusterIds = Set.copyOf(clusterIds);
        addresses = Set.copyOf(addresses);
    }
}
