package dev.evpnd.wire.bench;

import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.Label24;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.evpn.EthernetSegmentId;
import dev.evpnd.wire.evpn.EthernetTag;
import dev.evpnd.wire.evpn.MacIpAdvertisement;
import dev.evpnd.wire.evpn.RouteDistinguisher;
import dev.evpnd.wire.message.UpdatePacker;
import dev.evpnd.wire.message.UpdateView;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

/// What one leaf sends when it comes up: type-2 routes with MAC and IPv4 address over 20 VNIs,
/// packed in messages of 4,096 octets, each NLRI 39 octets long.
final class PackedUpdates {
    static final int ROUTES = 100_000;

    private static final int VNIS = 20;
    private static final int MAX_MESSAGE_LENGTH = 4096;
    private static final int SENDER = 0x0a00_0001;

    /// The messages, one behind the other.
    final byte[] bytes;

    PackedUpdates() {
        var out = new OctetWriter(1 << 23);
        var packer = new UpdatePacker(out, MAX_MESSAGE_LENGTH);
        var nextHop = Octets.ofHex("0a000001").toByteArray();
        var route = new OctetWriter();
        for (int vni = 1; vni <= VNIS; vni++) {
            var block = attributeBlock(vni);
            packer.announce(UpdateView.EVPN, nextHop, 0, 4, block, 0, block.length);
            for (int i = 0; i < ROUTES / VNIS; i++) {
                route.clear();
                route(vni, i).encode(route);
                packer.add(route.array(), 0, route.length());
            }
        }
        packer.finish();
        bytes = out.toByteArray();
    }

    /// ORIGIN, an empty AS_PATH, LOCAL_PREF 100, a route target and VXLAN encapsulation.
    private static byte[] attributeBlock(int vni) {
        return new OctetWriter()
                .octets(Octets.ofHex("40010100" + "400200" + "40050400000064" + "c01010"))
                .u64(0x0002_fde8_0000_0000L | vni)
                .u64(0x030c_0000_0000_0008L)
                .toByteArray();
    }

    private static MacIpAdvertisement route(int vni, int host) {
        return new MacIpAdvertisement(
                RouteDistinguisher.of(new Ipv4Address(SENDER), vni),
                EthernetSegmentId.ZERO,
                EthernetTag.ZERO,
                new MacAddress(0x0200_0000_0000L | (long) vni << 24 | host),
                new Ipv4Address(0x0a64_0000 + host),
                new Label24(vni),
                null);
    }
}
