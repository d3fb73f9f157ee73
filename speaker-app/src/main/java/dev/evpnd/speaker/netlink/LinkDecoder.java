package dev.evpnd.speaker.netlink;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Reads what is said of a device: `struct ifinfomsg` and its attributes (`IFLA_…`).
final class LinkDecoder {
    static final int HEADER = 16;
    private static final int INDEX = 4;
    private static final int FLAGS = 8;

    private static final int UP = 0x1;
    private static final int RUNNING = 0x40;

    private static final int ADDRESS = 1;
    private static final int NAME = 3;
    private static final int MTU = 4;
    private static final int LINK = 5;
    private static final int MASTER = 10;
    private static final int QUEUE_LENGTH = 13;
    private static final int LINK_INFO = 18;
    private static final int LINK_NAMESPACE = 37;

    private static final int KIND = 1;
    private static final int KIND_DATA = 2;
    private static final int PORT_KIND = 4;
    private static final int PORT_DATA = 5;

    private static final int VLAN_ID = 1;
    private static final int VLAN_BITS = 0xfff;
    private static final int VRF_TABLE = 1;
    private static final int BRIDGE_VLAN_FILTERING = 7;

    private static final int VXLAN_ID = 1;
    private static final int VXLAN_GROUP = 2;
    private static final int VXLAN_LINK = 3;
    private static final int VXLAN_LOCAL = 4;
    private static final int VXLAN_LEARNING = 7;
    private static final int VXLAN_PORT = 15;
    private static final int VXLAN_GROUP6 = 16;
    private static final int VXLAN_LOCAL6 = 17;
    private static final int VXLAN_COLLECT_METADATA = 25;
    private static final int VXLAN_VNIFILTER = 30;

    private static final int PORT_STATE = 1;
    private static final int PORT_LEARNING = 8;
    private static final int PORT_VLAN_TUNNEL = 29;
    private static final int PORT_NEIGH_SUPPRESS = 32;

    private static final int FORWARDING = 3;

    private final Fault fault;
    private String name = "";
    private @Nullable MacAddress address;
    private int mtu = -1;
    private int queueLength;
    private int master;
    private int link;
    private int lowerOfVxlan;
    private boolean isElsewhere;
    private String kindName = "";
    private @Nullable Attributes kindData;
    private String portKind = "";
    private @Nullable Attributes portData;

    private LinkDecoder(Fault fault) {
        this.fault = fault;
    }

    static List<Told> decode(Messages message, Fault fault) {
        int index = EventDecoder.index(message.u32(INDEX), fault);
        if (message.type() == Rtnetlink.DELLINK) {
            return List.of(new Told.Event(new KernelEvent.LinkGone(index)));
        }
        var decoder = new LinkDecoder(fault);
        decoder.read(message.attributes(HEADER, fault));
        if (decoder.name.isEmpty() || decoder.mtu < 0) {
            // Wireless drivers tell of events by a message with nothing else in it.
            return List.of(new Told.LinkChanged(index));
        }
        var link = decoder.link(index, message.u32(FLAGS));
        return List.of(new Told.Event(new KernelEvent.LinkIs(link)));
    }

    private void read(Attributes attributes) {
        while (attributes.next()) {
            switch (attributes.type()) {
                case ADDRESS -> address = attributes.macOrOther();
                case NAME -> name = attributes.text();
                case MTU -> mtu = attributes.u32() & Integer.MAX_VALUE;
                case LINK -> link = attributes.u32();
                case QUEUE_LENGTH -> queueLength = attributes.u32();
                case MASTER -> master = attributes.u32();
                case LINK_INFO -> readKinds(attributes.nested());
                case LINK_NAMESPACE -> isElsewhere = true;
                default -> {}
            }
        }
    }

    private void readKinds(Attributes attributes) {
        while (attributes.next()) {
            switch (attributes.type()) {
                case KIND -> kindName = attributes.text();
                case KIND_DATA -> kindData = attributes.nested();
                case PORT_KIND -> portKind = attributes.text();
                case PORT_DATA -> portData = attributes.nested();
                default -> {}
            }
        }
    }

    private Link link(int index, int flags) {
        var kind = kind();
        // Another namespace counts its devices for itself.
        int lower = isElsewhere ? 0 : link != 0 ? link : lowerOfVxlan;
        return new Link(
                index,
                name,
                address,
                mtu,
                queueLength,
                (flags & UP) != 0,
                (flags & RUNNING) != 0,
                master,
                lower,
                kind,
                portKind.equals("bridge") && portData != null ? port(portData) : null);
    }

    private Link.Kind kind() {
        var data = kindData;
        if (data == null) {
            return kindName.equals("macvlan") ? new Link.Macvlan() : new Link.Other(kindName);
        }
        return switch (kindName) {
            case "vxlan" -> vxlan(data);
            case "bridge" -> new Link.Bridge(number(data, BRIDGE_VLAN_FILTERING, 1) != 0);
            case "vlan" -> new Link.Vlan(number(data, VLAN_ID, 2) & VLAN_BITS);
            case "vrf" -> new Link.Vrf(number(data, VRF_TABLE, 4));
            case "macvlan" -> new Link.Macvlan();
            default -> new Link.Other(kindName);
        };
    }

    /// The one attribute of a kind that matters; 0 if it is not there.
    private static int number(Attributes attributes, int type, int octets) {
        int value = 0;
        while (attributes.next()) {
            if (attributes.type() == type) {
                value =
                        switch (octets) {
                            case 1 -> attributes.u8();
                            case 2 -> attributes.u16();
                            default -> attributes.u32();
                        };
            }
        }
        return value;
    }

    private Link.Vxlan vxlan(Attributes attributes) {
        int vni = 0;
        IpAddress local = null;
        IpAddress group = null;
        int port = 0;
        boolean learns = false;
        boolean isExternal = false;
        boolean filtersVnis = false;
        while (attributes.next()) {
            switch (attributes.type()) {
                case VXLAN_ID -> vni = attributes.u32();
                case VXLAN_GROUP, VXLAN_GROUP6 -> group = attributes.addressUnlessUnspecified();
                case VXLAN_LOCAL, VXLAN_LOCAL6 -> local = attributes.addressUnlessUnspecified();
                case VXLAN_LINK -> lowerOfVxlan = attributes.u32();
                case VXLAN_LEARNING -> learns = attributes.flag();
                case VXLAN_PORT -> port = attributes.bigEndianU16();
                case VXLAN_COLLECT_METADATA -> isExternal = attributes.flag();
                case VXLAN_VNIFILTER -> filtersVnis = attributes.flag();
                default -> {}
            }
        }
        if (vni >>> 24 != 0) {
            fault.set("a VNI of more than 24 bits");
        }
        return new Link.Vxlan(vni, local, group, port, learns, isExternal, filtersVnis);
    }

    private static Link.BridgePort port(Attributes attributes) {
        boolean learns = false;
        boolean suppresses = false;
        boolean mapsVlans = false;
        boolean isForwarding = false;
        while (attributes.next()) {
            switch (attributes.type()) {
                case PORT_STATE -> isForwarding = attributes.u8() == FORWARDING;
                case PORT_LEARNING -> learns = attributes.flag();
                case PORT_VLAN_TUNNEL -> mapsVlans = attributes.flag();
                case PORT_NEIGH_SUPPRESS -> suppresses = attributes.flag();
                default -> {}
            }
        }
        return new Link.BridgePort(learns, suppresses, mapsVlans, isForwarding);
    }
}
