package dev.evpnd.testbed.lab;

import dev.evpnd.testbed.host.Host;
import dev.evpnd.testbed.host.Outcome;
import dev.evpnd.testbed.host.Waiting;
import dev.evpnd.testbed.lab.Place.Guest;
import dev.evpnd.testbed.lab.Place.Seat;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/// What a host is plugged into: a bridge in the namespace of the underlay with a link to the host
/// and one to the VTEP that it is behind. When the host moves it is the second that is another, as
/// below a virtual machine, and the host does not see it.
///
/// @param lab the lab
/// @param guest the host
record GuestSwitch(LabDirectory lab, Guest guest) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Makes it and the link to the host, which is there already.
    void make() {
        var host = lab.host(guest);
        host.link("eth0", underlay(), guest.text());
        // With snooping, it would ask and be a host itself.
        underlay().ip("link", "add", name(), "type", "bridge", "mcast_snooping", "0");
        underlay().ip("link", "set", name(), "up");
        underlay().ip("link", "set", guest.text(), "master", name());
    }

    /// The VTEP that the host is behind; nothing if a move was broken off half-way.
    Optional<Seat> behind() {
        return plugs().filter(seat -> isIn(underlay(), link(seat), name())).findFirst();
    }

    /// Makes the link to a VTEP, through which nothing goes before the host is plugged in there.
    void prepare(Seat vtep) {
        var port = guest.port();
        lab.host(vtep).link(port, underlay(), link(vtep));
        lab.host(vtep).ip("link", "set", port, "master", Wiring.SEGMENT);
        // One that was just made may be down for a second yet.
        Waiting.until(PATIENCE, () -> isUp(lab.host(vtep), port) && isUp(underlay(), link(vtep)));
    }

    /// From now on, what the host sends goes to this VTEP.
    void plugInto(Seat vtep) {
        behind().ifPresent(last -> underlay().ip("link", "set", link(last), "nomaster"));
        underlay().ip("link", "set", link(vtep), "master", name());
    }

    /// Has the host say where it is, as a hypervisor has it: by a gratuitous ARP, which is what the
    /// kernel sends that is to find out who has its own address. What it knows of others stays.
    void announce() {
        var host = lab.host(guest);
        host.exec("ip", "neigh", "delete", guest.address(), "dev", "eth0");
        host.ip("neigh", "replace", guest.address(), "dev", "eth0", "use");
    }

    /// Waits until the kernel of a VTEP was told that the host is behind another one. That its
    /// bridge has seen the host's frames come from there is not enough.
    boolean awaitHeardAt(Seat vtep) {
        var mac = mac();
        return Waiting.until(PATIENCE, () -> isRemoteAt(vtep, mac));
    }

    private boolean isRemoteAt(Seat vtep, String mac) {
        return lab.host(vtep)
                .exec("bridge", "fdb", "show", "br", Wiring.SEGMENT)
                .output()
                .lines()
                .filter(entry -> entry.startsWith(mac + " dev " + Wiring.VXLAN + " "))
                .anyMatch(entry -> entry.contains(" extern_learn master "));
    }

    /// Removes the links to all VTEPs that the host is not behind.
    void unplug() {
        plugs().filter(seat -> !isIn(underlay(), link(seat), name()))
                .forEach(seat -> underlay().ip("link", "delete", link(seat)));
    }

    private String mac() {
        return shown(lab.host(guest), "eth0").path("address").asString();
    }

    private Host underlay() {
        return lab.host(Place.UNDERLAY);
    }

    private String name() {
        return "switch-" + guest.text();
    }

    private String link(Seat vtep) {
        return guest.text() + "-" + vtep.text();
    }

    /// The VTEPs that there is a link to.
    private Stream<Seat> plugs() {
        return Seat.vteps().filter(seat -> !shown(underlay(), link(seat)).isMissingNode());
    }

    private static boolean isIn(Host host, String link, String bridge) {
        return shown(host, link).path("master").asString("").equals(bridge);
    }

    private static boolean isUp(Host host, String link) {
        return shown(host, link).path("operstate").asString("").equals("UP");
    }

    /// A link, as `ip` shows it.
    private static JsonNode shown(Host host, String link) {
        return Optional.of(host.exec("ip", "-j", "link", "show", "dev", link))
                .filter(Outcome::succeeded)
                .map(answer -> JSON.readTree(answer.output()).path(0))
                .orElseGet(() -> JSON.missingNode());
    }
}
