package dev.evpnd.rib.peer;

import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.attribute.AsPath;

/// An AS that an external peer takes this speaker to be in, which is in another: as after two
/// systems have become one, and not all peers have heard of it.
///
/// @param prepended whether the AS stands in front of what the peer says, as if it had come through
///   it
/// @param inPlace whether the peer is not told of the AS that this speaker is in
public record LocalAs(Asn asn, boolean prepended, boolean inPlace) {

    /// The path of a route that the peer announces, as others see it.
    public AsPath received(AsPath path) {
        return prepended ? path.prepend(asn) : path;
    }

    /// The path of a route on its way to the peer.
    ///
    /// @param own that this speaker is in
    public AsPath told(AsPath path, Asn own) {
        return (inPlace ? path : path.prepend(own)).prepend(asn);
    }
}
