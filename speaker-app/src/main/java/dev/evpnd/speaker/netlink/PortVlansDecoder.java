package dev.evpnd.speaker.netlink;

import dev.evpnd.speaker.netlink.PortVlans.Tunnel;
import dev.evpnd.speaker.netlink.PortVlans.Vlan;

import java.util.ArrayList;
import java.util.List;

/// Reads what a bridge says of a port, or of itself as one: a message about a device of the family
/// of bridges. Ranges are unrolled: there are no more VLANs than 4094. Where it says nothing of
/// VLANs, there are none: the kernel leaves out what would be empty.
final class PortVlansDecoder {
    private static final int INDEX = 4;
    private static final int MASTER = 10;
    private static final int FAMILY_ATTRIBUTES = 26;

    private static final int BRIDGE_FLAGS = 0;
    private static final int VLAN = 2;
    private static final int TUNNEL = 3;
    private static final int TUNNEL_VNI = 1;
    private static final int TUNNEL_VLAN = 2;
    private static final int TUNNEL_FLAGS = 3;

    /// Of the device itself, which is a switch, and no port of a bridge.
    private static final int OF_DEVICE = 2;

    private static final int PVID = 0x2;
    private static final int UNTAGGED = 0x4;
    private static final int RANGE_BEGIN = 0x8;
    private static final int RANGE_END = 0x10;
    private static final int LAST_VLAN = 4094;
    private static final int LAST_VNI = (1 << 24) - 1;
    private static final Tunnel NONE = new Tunnel(0, 0);

    private final Fault fault;
    private final List<Vlan> vlans = new ArrayList<>();
    private final List<Tunnel> tunnels = new ArrayList<>();
    private int bridge;
    private int bridgeFlags;
    private int firstVlan;
    private Tunnel firstTunnel = NONE;

    private PortVlansDecoder(Fault fault) {
        this.fault = fault;
    }

    static List<Told> decode(Messages message, Fault fault) {
        int index = EventDecoder.index(message.u32(INDEX), fault);
        var decoder = new PortVlansDecoder(fault);
        decoder.read(message.attributes(LinkDecoder.HEADER, fault));
        if (decoder.bridge <= 0 || decoder.bridgeFlags == OF_DEVICE) {
            return List.of();
        }
        return decoder.told(index, message.type() == Rtnetlink.DELLINK);
    }

    private List<Told> told(int index, boolean hasLeft) {
        if (hasLeft) {
            var none = new PortVlans(index, bridge, List.of(), List.of());
            return List.of(new Told.Event(new KernelEvent.PortVlansAre(none)));
        }
        // How the bridge treats the port is told here alone when `bridge link` has changed it.
        var changed = new Told.LinkChanged(index);
        var port = new PortVlans(index, bridge, vlans, tunnels);
        return List.of(new Told.Event(new KernelEvent.PortVlansAre(port)), changed);
    }

    private void read(Attributes attributes) {
        while (attributes.next()) {
            switch (attributes.type()) {
                case MASTER -> bridge = attributes.u32();
                case FAMILY_ATTRIBUTES -> readFamily(attributes.nested());
                default -> {}
            }
        }
    }

    private void readFamily(Attributes attributes) {
        while (attributes.next()) {
            switch (attributes.type()) {
                case BRIDGE_FLAGS -> bridgeFlags = attributes.u16();
                case VLAN -> readVlan(attributes.twoU16());
                case TUNNEL -> readTunnel(attributes.nested());
                default -> {}
            }
        }
        if (firstVlan != 0 || !firstTunnel.equals(NONE)) {
            fault.set("a range of VLANs that does not end");
        }
    }

    /// @param flagsAndId `struct bridge_vlan_info`
    private void readVlan(int flagsAndId) {
        int flags = flagsAndId & 0xffff;
        int id = flagsAndId >>> 16;
        if ((flags & RANGE_BEGIN) != 0) {
            firstVlan = id;
            return;
        }
        int first = (flags & RANGE_END) != 0 ? firstVlan : id;
        firstVlan = 0;
        if (isRange(first, id, vlans.size())) {
            for (int vlan = first; vlan <= id; vlan++) {
                vlans.add(new Vlan(vlan, (flags & PVID) != 0, (flags & UNTAGGED) != 0));
            }
        }
    }

    private void readTunnel(Attributes attributes) {
        int vni = 0;
        int vlan = 0;
        int flags = 0;
        while (attributes.next()) {
            switch (attributes.type()) {
                case TUNNEL_VNI -> vni = attributes.u32();
                case TUNNEL_VLAN -> vlan = attributes.u16();
                case TUNNEL_FLAGS -> flags = attributes.u16();
                default -> {}
            }
        }
        var last = new Tunnel(vlan, vni);
        if ((flags & RANGE_BEGIN) != 0) {
            firstTunnel = last;
            return;
        }
        addTunnels((flags & RANGE_END) != 0 ? firstTunnel : last, last);
        firstTunnel = NONE;
    }

    private void addTunnels(Tunnel first, Tunnel last) {
        if (!isRange(first.vlan(), last.vlan(), tunnels.size())) {
            return;
        }
        if (first.vni() < 0
                || last.vni() > LAST_VNI
                || last.vni() - first.vni() != last.vlan() - first.vlan()) {
            fault.set("VNIs from %d to %d for VLANs".formatted(first.vni(), last.vni()));
            return;
        }
        for (int i = 0; i <= last.vlan() - first.vlan(); i++) {
            tunnels.add(new Tunnel(first.vlan() + i, first.vni() + i));
        }
    }

    private boolean isRange(int first, int last, int before) {
        boolean isRange = first > 0 && last >= first && last <= LAST_VLAN;
        if (!isRange || before + last - first >= LAST_VLAN) {
            fault.set("VLANs from %d to %d behind %d others".formatted(first, last, before));
            return false;
        }
        return true;
    }
}
