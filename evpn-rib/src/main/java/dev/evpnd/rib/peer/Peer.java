package dev.evpnd.rib.peer;

import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.capability.Negotiated;

/// A peer with an established session.
///
/// @param address of the other end; with the identifier it decides between paths that are equal in
///   all else
public record Peer(
        IpAddress address,
        Asn asn,
        BgpIdentifier identifier,
        PeerKind kind,
        Negotiated negotiated) {

    public Peer {
        if (kind.isInternal() == negotiated.external()) {
            throw new IllegalArgumentException("the session is not of the kind " + kind);
        }
    }
}
