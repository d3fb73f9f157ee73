package dev.evpnd.rib.bench;

import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.Label24;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.evpn.EthernetSegmentId;
import dev.evpnd.wire.evpn.EthernetTag;
import dev.evpnd.wire.evpn.IpPrefixAdvertisement;
import dev.evpnd.wire.evpn.MacIpAdvertisement;
import dev.evpnd.wire.evpn.RouteDistinguisher;
import dev.evpnd.wire.message.UpdatePacker;
import dev.evpnd.wire.message.UpdateView;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

/// What one leaf sends, encoded beforehand: type-2 routes with MAC and IPv4 address, each NLRI 39
/// octets long, in messages of at most 4,096 octets. A hundred routes, those of one VNI, have the
/// same attributes.
final class LeafUpdates {
    static final int ROUTES_OF_A_VNI = 100;

    private static final int MAX_MESSAGE_LENGTH = 4096;
    private static final int LEAVES = 0x0a00_0000;

    // Extended communities: VXLAN, and the MAC address of a router.
    private static final long ENCAPSULATION = 0x030c_0000_0000_0008L;
    private static final long ROUTER_MAC = 0x0603_0200_5e00_0002L;

    private LeafUpdates() {}

    static Ipv4Address address(int leaf) {
        return new Ipv4Address(LEAVES + leaf);
    }

    /// Announces the routes from `first` to `end`; with another LOCAL_PREF it changes them.
    static byte[] announce(int leaf, int first, int end, int localPref) {
        return announce(leaf, first, end, localPref, ROUTES_OF_A_VNI);
    }

    /// Announces so many routes of one VNI, 0.
    static byte[] announceOneVni(int leaf, int routes) {
        return announce(leaf, 0, routes, 100, routes);
    }

    /// Announces so many routes, each with attributes of its own.
    static byte[] announceApart(int leaf, int routes, int localPref) {
        return announce(leaf, 0, routes, localPref, 1);
    }

    /// Announces so many IPv4 prefixes of one VNI.
    static byte[] prefixes(int leaf, int routes, int vni) {
        var out = new OctetWriter(48 * routes);
        var packer = new UpdatePacker(out, MAX_MESSAGE_LENGTH);
        var nextHop = new OctetWriter().u32(LEAVES + leaf).toByteArray();
        byte[] block =
                new OctetWriter()
                        .octets(Octets.ofHex("40010100" + "400200" + "400504" + "00000064"))
                        .octets(Octets.ofHex("c01018"))
                        .u64(0x0002_fde8_0000_0000L | vni)
                        .u64(ENCAPSULATION)
                        .u64(ROUTER_MAC)
                        .toByteArray();
        packer.announce(UpdateView.EVPN, nextHop, 0, 4, block, 0, block.length);
        var nlri = new OctetWriter();
        for (int i = 0; i < routes; i++) {
            nlri.clear();
            prefix(leaf, i, vni).encode(nlri);
            packer.add(nlri.array(), 0, nlri.length());
        }
        packer.finish();
        return out.toByteArray();
    }

    private static byte[] announce(int leaf, int first, int end, int localPref, int routesOfAVni) {
        var out = new OctetWriter(48 * (end - first));
        var packer = new UpdatePacker(out, MAX_MESSAGE_LENGTH);
        var nextHop = new OctetWriter().u32(LEAVES + leaf).toByteArray();
        var nlri = new OctetWriter();
        for (int i = first; i < end; i++) {
            if (i == first || i % routesOfAVni == 0) {
                var block = attributeBlock(i / routesOfAVni, localPref);
                packer.announce(UpdateView.EVPN, nextHop, 0, 4, block, 0, block.length);
            }
            add(packer, nlri, leaf, i);
        }
        packer.finish();
        return out.toByteArray();
    }

    static byte[] withdraw(int leaf, int first, int end) {
        var out = new OctetWriter(48 * (end - first));
        var packer = new UpdatePacker(out, MAX_MESSAGE_LENGTH);
        var nlri = new OctetWriter();
        packer.withdraw(UpdateView.EVPN);
        for (int i = first; i < end; i++) {
            add(packer, nlri, leaf, i);
        }
        packer.finish();
        return out.toByteArray();
    }

    private static void add(UpdatePacker packer, OctetWriter nlri, int leaf, int i) {
        nlri.clear();
        route(leaf, i).encode(nlri);
        packer.add(nlri.array(), 0, nlri.length());
    }

    /// ORIGIN, an empty AS_PATH, LOCAL_PREF, a route target and VXLAN encapsulation.
    private static byte[] attributeBlock(int vni, int localPref) {
        return new OctetWriter()
                .octets(Octets.ofHex("40010100" + "400200" + "400504"))
                .u32(localPref)
                .octets(Octets.ofHex("c01010"))
                .u64(0x0002_fde8_0000_0000L | vni)
                .u64(ENCAPSULATION)
                .toByteArray();
    }

    private static MacIpAdvertisement route(int leaf, int i) {
        int vni = i / ROUTES_OF_A_VNI;
        return new MacIpAdvertisement(
                RouteDistinguisher.of(address(leaf), vni & 0xffff),
                EthernetSegmentId.ZERO,
                EthernetTag.ZERO,
                new MacAddress(0x0200_0000_0000L | i),
                new Ipv4Address(0x6400_0000 + i),
                new Label24(vni),
                null);
    }

    private static IpPrefixAdvertisement prefix(int leaf, int i, int vni) {
        return new IpPrefixAdvertisement(
                RouteDistinguisher.of(address(leaf), 0),
                EthernetSegmentId.ZERO,
                EthernetTag.ZERO,
                new IpPrefix(new Ipv4Address(0x6400_0000 + i), 32),
                new Ipv4Address(0),
                new Label24(vni));
    }
}
