package dev.evpnd.testbed.lab;

import dev.evpnd.testbed.lab.LabRecord.RouterRecord;
import dev.evpnd.testbed.lab.Place.Guest;
import dev.evpnd.testbed.lab.Place.Seat;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.concurrent.Callable;

/// `lab status`: what is in each seat and how it goes.
@Command(
        name = "status",
        description =
                "Shows who is in each seat, the sessions, where the hosts are, and whether they reach"
                        + " each other.",
        usageHelpAutoWidth = true,
        footer = {"", "Exit status: 0 when all is as it should be; 1 when it is not."})
final class StatusCommand implements Callable<Integer> {
    private static final String ROW = "%-10s %-28s %-15s %-6s %s%n";
    private static final String HOST_ROW = "%-10s %-28s %s%n";

    @Spec private CommandSpec spec;

    @Mixin private WhichLab which = new WhichLab();

    @Override
    public Integer call() {
        var lab = which.owned();
        var record = LabRecord.of(lab);
        out().printf(ROW, "SEAT", "SOFTWARE", "ADDRESS", "AS", "SESSIONS");
        boolean well = true;
        for (var router : record.routers()) {
            well &= print(lab, router, record.peering());
        }
        printHosts(lab);
        out().printf("%nping from %s: ", HostPing.text());
        var ping = HostPing.once(lab);
        out().println(ping.map(time -> "answered in " + time).orElse("no answer"));
        return well && ping.isPresent() ? 0 : 1;
    }

    /// Prints a row, and answers whether it is as it should be.
    private boolean print(LabDirectory lab, RouterRecord router, Peering peering) {
        var status =
                Router.running(lab, router, peering)
                        .map(Router::sessions)
                        .map(sessions -> new SeatStatus(router.seat(), sessions));
        out().printf(
                        ROW,
                        router.seat().text(),
                        router.software().text() + " " + router.version(),
                        router.seat().address(),
                        peering.as(router.seat()),
                        status.map(SeatStatus::text).orElse(notRunning(router)));
        return status.isPresent() && status.get().missing().findAny().isEmpty();
    }

    private void printHosts(LabDirectory lab) {
        out().printf("%n" + HOST_ROW, "HOST", "BEHIND", "ADDRESS");
        for (var guest : Guest.values()) {
            var vtep = new GuestSwitch(lab, guest).behind();
            out().printf(
                            HOST_ROW,
                            guest.text(),
                            vtep.map(Seat::text).orElse("none: `lab move` was broken off"),
                            guest.address());
        }
    }

    private String notRunning(RouterRecord router) {
        return "does not run: `%s`".formatted(which.command("log " + router.seat().text()));
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
