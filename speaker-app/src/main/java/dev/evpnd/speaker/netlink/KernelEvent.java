package dev.evpnd.speaker.netlink;

/// Something that the kernel holds from now on, or does not hold any more.
public sealed interface KernelEvent {

    /// A device is there, or is another than before.
    record LinkIs(Link link) implements KernelEvent {}

    /// A device is gone: from this namespace, not merely from a bridge.
    record LinkGone(int index) implements KernelEvent {}

    /// These, and no others, are the VLANs of a port of a bridge.
    record PortVlansAre(PortVlans vlans) implements KernelEvent {}

    /// A device with `vnifilter` takes these VNIs, from one to another.
    record DeviceVnisAre(DeviceVnis vnis) implements KernelEvent {}

    record DeviceVnisGone(DeviceVnis vnis) implements KernelEvent {}

    record AddressIs(LinkAddress address) implements KernelEvent {}

    record AddressGone(LinkAddress address) implements KernelEvent {}

    record ForwardingIs(ForwardingEntry entry) implements KernelEvent {}

    record ForwardingGone(ForwardingEntry entry) implements KernelEvent {}

    record NeighborIs(NeighborEntry entry) implements KernelEvent {}

    record NeighborGone(NeighborEntry entry) implements KernelEvent {}

    /// @param replaces whether it is in the place of the one to its prefix with its metric
    record RouteIs(RouteEntry route, boolean replaces) implements KernelEvent {}

    /// A route is gone, or of one that has several hops, those of this.
    record RouteGone(RouteEntry route) implements KernelEvent {}
}
