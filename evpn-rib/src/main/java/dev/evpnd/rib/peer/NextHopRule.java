package dev.evpnd.rib.peer;

import dev.evpnd.wire.address.IpAddress;

/// What becomes of the next hop of a route on its way to a peer.
///
/// In EVPN it is the VTEP that the traffic goes to, so that both inside an AS and between ASes it
/// is left alone where nothing else is wanted.
public sealed interface NextHopRule {

    NextHopRule UNCHANGED = new Unchanged();

    /// It is left alone.
    record Unchanged() implements NextHopRule {}

    /// It becomes an address of this speaker.
    ///
    /// @param reflectedToo whether that of routes that are reflected does, too
    record Self(IpAddress address, boolean reflectedToo) implements NextHopRule {}
}
