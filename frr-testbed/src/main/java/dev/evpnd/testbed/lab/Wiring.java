package dev.evpnd.testbed.lab;

import dev.evpnd.testbed.host.Host;
import dev.evpnd.testbed.lab.Place.Guest;
import dev.evpnd.testbed.lab.Place.Seat;

/// The namespaces of a lab and the links between them: the routers on one bridge, behind each VTEP
/// the bridge and VXLAN device of VNI 100, and at that bridge a host.
final class Wiring {
    private static final int VNI = 100;
    static final String VXLAN = "vxlan" + VNI;
    static final String BRIDGE = "underlay";

    /// The bridge of a VTEP.
    static final String SEGMENT = "br1";

    private Wiring() {}

    /// Makes them.
    static void make(LabDirectory lab) {
        var underlay = lab.newHost(Place.UNDERLAY);
        // All that is here are switches, which say nothing of themselves.
        underlay.exec("sh", "-c", "echo 1 >/proc/sys/net/ipv6/conf/default/disable_ipv6");
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
            segment(lab.host(guest.vtep()), guest.vtep().address());
            var plugged = new GuestSwitch(lab, guest);
            plugged.make();
            plugged.prepare(guest.vtep());
            plugged.plugInto(guest.vtep());
            host.address("eth0", guest.address() + "/24");
        }
    }

    private static void segment(Host vtep, String address) {
        vtep.ip("link", "add", SEGMENT, "type", "bridge");
        vtep.ip("link", "set", SEGMENT, "up");
        var type = "type vxlan id %d dstport 4789 local %s nolearning".formatted(VNI, address);
        vtep.ip(("link add " + VXLAN + " " + type).split(" ", -1));
        vtep.ip("link", "set", VXLAN, "master", SEGMENT, "up");
        // Or else the VTEP that a host has left sees it arrive elsewhere before it is told so, and
        // may withdraw the route whose sequence number is to be exceeded.
        vtep.exec("bridge", "link", "set", "dev", VXLAN, "learning", "off").orThrow();
    }
}
