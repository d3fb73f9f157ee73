package dev.evpnd.it.kernel;

import dev.evpnd.speaker.netlink.ForwardingEntry;
import dev.evpnd.speaker.netlink.KernelRequest;
import dev.evpnd.speaker.netlink.KernelRequest.How;
import dev.evpnd.speaker.netlink.KernelRequest.PutForwarding;
import dev.evpnd.speaker.netlink.NeighborFlags;
import dev.evpnd.speaker.netlink.NeighborState;
import dev.evpnd.speaker.netlink.RouteEntry;
import dev.evpnd.speaker.netlink.RouteType;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
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

    /// Has two devices made, `one` and `two`, with a network of either family on each.
    static final String TWO_NETWORKS =
            """
            ip link add one type veth peer name far1
            ip link add two type veth peer name far2
            ip link set one addrgenmode none
            ip link set two addrgenmode none
            ip link set far1 addrgenmode none
            ip link set far2 addrgenmode none
            ip link set one up
            ip link set two up
            ip link set far1 up
            ip link set far2 up
            ip address add 10.0.1.1/24 dev one
            ip address add 10.0.2.1/24 dev two
            ip address add 2001:db8:1::1/64 dev one nodad
            ip address add 2001:db8:2::1/64 dev two nodad
            """;

    static final int MAIN_TABLE = 254;
    static final int EVPND = 222;

    private Samples() {}

    /// A route of evpnd's with the metric 20 in the main table.
    static RouteEntry route(String prefix, RouteEntry.Hop... hops) {
        return new RouteEntry(
                MAIN_TABLE, IpPrefix.parse(prefix), EVPND, RouteType.UNICAST, 20, 0, List.of(hops));
    }

    static RouteEntry.Hop onLink(int device, String gateway) {
        return new RouteEntry.Hop(device, IpAddress.parse(gateway), true, 1);
    }

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
