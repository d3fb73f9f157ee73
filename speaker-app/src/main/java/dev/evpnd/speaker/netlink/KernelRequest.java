package dev.evpnd.speaker.netlink;

/// A change that the kernel is asked for.
public sealed interface KernelRequest {

    /// @param how what becomes of an entry that is there
    record PutForwarding(ForwardingEntry entry, How how) implements KernelRequest {}

    record RemoveForwarding(ForwardingEntry entry) implements KernelRequest {}

    /// In place of what is there.
    record PutNeighbor(NeighborEntry entry) implements KernelRequest {}

    record RemoveNeighbor(NeighborEntry entry) implements KernelRequest {}

    /// In place of the one to its prefix with its metric.
    record PutRoute(RouteEntry route) implements KernelRequest {}

    /// The route of its protocol with its metric, whatever its hops.
    record RemoveRoute(RouteEntry route) implements KernelRequest {}

    enum How {
        /// The entry replaces it.
        REPLACE,
        /// The entry is one more destination of the same address.
        APPEND,
        /// The request fails with [KernelAnswer#EXISTS].
        CREATE
    }
}
