package dev.evpnd.testbed.lab;

import dev.evpnd.testbed.lab.LabRecord.RouterRecord;

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
                "Shows who is in each seat, the sessions, and whether the hosts reach another.",
        usageHelpAutoWidth = true,
        footer = {"", "Exit status: 0 when all is as it should be; 1 when it is not."})
final class StatusCommand implements Callable<Integer> {
    private static final String ROW = "%-10s %-28s %-15s %s%n";

    @Spec private CommandSpec spec;

    @Mixin private WhichLab which = new WhichLab();

    @Override
    public Integer call() {
        var lab = which.owned();
        var record = LabRecord.of(lab);
        out().printf(ROW, "SEAT", "SOFTWARE", "ADDRESS", "SESSIONS");
        boolean well = true;
        for (var router : record.routers()) {
            well &= print(lab, router);
        }
        out().printf("%nping from %s: ", HostPing.text());
        var ping = HostPing.once(lab);
        out().println(ping.map(time -> "answered in " + time).orElse("no answer"));
        return well && ping.isPresent() ? 0 : 1;
    }

    /// Prints a row, and answers whether it is as it should be.
    private boolean print(LabDirectory lab, RouterRecord router) {
        var status =
                Router.running(lab, router)
                        .map(Router::sessions)
                        .map(sessions -> new SeatStatus(router.seat(), sessions));
        out().printf(
                        ROW,
                        router.seat().text(),
                        router.software().text() + " " + router.version(),
                        router.seat().address(),
                        status.map(SeatStatus::text).orElse(notRunning(router)));
        return status.isPresent() && status.get().missing().findAny().isEmpty();
    }

    private String notRunning(RouterRecord router) {
        return "does not run: `%s`".formatted(which.command("log " + router.seat().text()));
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
