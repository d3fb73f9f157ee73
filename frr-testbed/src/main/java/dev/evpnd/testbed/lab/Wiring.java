package dev.evpnd.testbed.lab;

import dev.evpnd.testbed.host.Host;
import dev.evpnd.testbed.lab.Place.Guest;
import dev.evpnd.testbed.lab.Place.Seat;

/// The namespaces of a lab and the links between them: the routers on one bridge, and behind each
/// VTEP the bridge and VXLAN device of VNI 100 and a host.
final class Wiring {
    private static final int VNI = 100;
    static final String VXLAN = "vxlan" + VNI;
    static final String BRIDGE = "underlay";

    private Wiring() {}

    /// Makes them.
    static void make(LabDirectory lab) {
        var underlay = lab.newHost(Place.UNDERLAY);
        underlay.ip("link", "add", BRIDGE, "type", "bridge");
        underlay.ip("link", "set", BRIDGE, "up");
        for (var seat : Seat.values()) {
            var router = lab.newHost(seat);
            router.link("eth0", underlay, seat.text());
            underlay.ip("link", "set", seat.text(), "master", BRIDGE);
            router.address("eth0", seat.address() + "/24");
        }
        for (var guest : Guest.values()) {
            var host = lab.newHost(guest);
            segment(lab.host(guest.vtep()), guest.vtep().address(), host);
            host.address("eth0", guest.address() + "/24");
        }
    }

    private static void segment(Host vtep, String address, Host guest) {
        vtep.ip("link", "add", "br1", "type", "bridge");
        vtep.ip("link", "set", "br1", "up");
        vtep.link("veth1", guest, "eth0");
        vtep.ip("link", "set", "veth1", "master", "br1");
        var type = "type vxlan id %d dstport 4789 local %s nolearning".formatted(VNI, address);
        vtep.ip(("link add " + VXLAN + " " + type).split(" ", -1));
        vtep.ip("link", "set", VXLAN, "master", "br1", "up");
    }
}
