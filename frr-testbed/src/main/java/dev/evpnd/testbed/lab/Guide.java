package dev.evpnd.testbed.lab;

import dev.evpnd.testbed.lab.LabRecord.RouterRecord;
import dev.evpnd.testbed.lab.Place.Guest;
import dev.evpnd.testbed.lab.Place.Seat;

import java.io.PrintWriter;
import java.util.Arrays;

/// What a person is told who has just brought a lab up: what is where, and what to try.
final class Guide {
    private final LabDirectory lab;
    private final WhichLab which;
    private final PrintWriter out;

    Guide(LabDirectory lab, WhichLab which, PrintWriter out) {
        this.lab = lab;
        this.which = which;
        this.out = out;
    }

    void print() {
        var record = LabRecord.of(lab);
        out.println("\nThe lab is up:\n");
        out.println(
                "  the bridge %-15s %s".formatted(Wiring.BRIDGE, lab.namespace(Place.UNDERLAY)));
        for (var router : record.routers()) {
            print(router, record.peering());
        }
        out.println("\nTo try:\n");
        suggest("ping", HostPing.text() + ", through VXLAN");
        suggest("status", "sessions and reachability");
        suggest("move host1 vtep2", "takes it there while it pings");
        record.routers().stream()
                .map(RouterRecord::seat)
                .forEach(
                        seat ->
                                suggest(
                                        "show " + seat.text() + " " + question(record.router(seat)),
                                        "what " + seat.text() + " knows"));
        Arrays.stream(Seat.values())
                .filter(seat -> record.router(seat).software().isFrr())
                .findFirst()
                .ifPresent(seat -> suggest("vtysh " + seat.text(), "FRR's own shell"));
        suggest("exec vtep1", "a shell in a namespace");
        suggest("exec vtep1 bridge fdb show dev " + Wiring.VXLAN, "what its kernel forwards by");
        suggest(
                "exec underlay tcpdump -lni " + Wiring.BRIDGE,
                "BGP and VXLAN on the wire; needs tcpdump");
        suggest("log reflector", "what it has logged");
        suggest("down", "removes all of it");
        out.flush();
    }

    private void print(RouterRecord router, Peering peering) {
        var seat = router.seat();
        out.println(
                "  %-10s %-15s %-21s AS %d, %s %s"
                        .formatted(
                                seat.text(),
                                seat.address(),
                                lab.namespace(seat),
                                peering.as(seat),
                                router.software().text(),
                                router.version()));
        for (var guest : Guest.values()) {
            if (guest.vtep() == seat) {
                out.println(
                        "    %-8s %-15s %s"
                                .formatted(guest.text(), guest.address(), lab.namespace(guest)));
            }
        }
    }

    private void suggest(String words, String what) {
        out.println("  %-72s # %s".formatted(which.command(words), what));
    }

    /// What shows the routes, in the words of each.
    private static String question(RouterRecord router) {
        return switch (router.software()) {
            case EVPND -> "routes";
            case FRR_10_7, FRR_8_4 -> "bgp l2vpn evpn";
            case GOBGP -> "global rib -a evpn";
            case BIRD -> "route table evpns";
        };
    }
}
