package dev.evpnd.it.kernel;

import dev.evpnd.speaker.netlink.ForwardingEntry;
import dev.evpnd.speaker.netlink.KernelRequest;
import dev.evpnd.speaker.netlink.KernelRequest.How;
import dev.evpnd.speaker.netlink.KernelRequest.PutForwarding;
import dev.evpnd.speaker.netlink.NeighborFlags;
import dev.evpnd.speaker.netlink.NeighborState;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;

import java.util.List;
import java.util.stream.IntStream;

/// What tests of a kernel make there.
final class Samples {
    /// Has a bridge with a VXLAN device made.
    static final String BRIDGE_AND_VXLAN =
            """
            ip link add bridge type bridge
            ip link add vxlan type vxlan id 100 local 198.51.100.1 dstport 4789 nolearning
            ip link set vxlan master bridge up
            ip link set bridge up
            """;

    private Samples() {}

    /// An entry of a VXLAN device.
    static ForwardingEntry remote(int index, long mac, String vtep) {
        return new ForwardingEntry(
                index,
                0,
                new MacAddress(mac),
                0,
                NeighborState.REACHABLE,
                NeighborFlags.SELF | NeighborFlags.EXTERNALLY_LEARNED,
                IpAddress.parse(vtep),
                0,
                0,
                0);
    }

    /// Requests for as many such entries.
    static List<KernelRequest> puts(int index, int from, int to) {
        return IntStream.range(from, to)
                .<KernelRequest>mapToObj(
                        i ->
                                new PutForwarding(
                                        remote(index, 0x0200_0000_0000L + i, "198.51.100.2"),
                                        How.CREATE))
                .toList();
    }
}
