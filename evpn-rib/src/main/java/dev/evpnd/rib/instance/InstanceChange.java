package dev.evpnd.rib.instance;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.evpn.EvpnRoute;

/// What follows from an event, in the order in which it has to be done.
public sealed interface InstanceChange {

    /// The kernel should hold this, instead of what was meant for the same [IntentKey]. It is said
    /// again, unchanged, where the kernel has just put something of its own in that place.
    record Hold(Intent intent) implements InstanceChange {}

    /// The kernel should no longer hold this. What it holds in the same place by itself, since the
    /// host is here now, stays.
    record Drop(Intent intent) implements InstanceChange {}

    /// The route is to be announced, in place of the one with the same key.
    record Announce(Origination origination) implements InstanceChange {}

    record Withdraw(EvpnRoute route) implements InstanceChange {}

    /// The MAC address came here from another VTEP, or went there, and it had this IP address:
    /// whether it still has, only the host can say, and has to be asked by ARP or Neighbor
    /// Solicitation (RFC 9721). A neighbour here that does not answer is gone.
    record Probe(Vni vni, IpAddress address, MacAddress mac) implements InstanceChange {}

    /// Something for the operator to know.
    record Tell(Notice notice) implements InstanceChange {}
}
