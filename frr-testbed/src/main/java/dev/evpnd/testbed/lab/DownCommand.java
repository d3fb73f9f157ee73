package dev.evpnd.testbed.lab;

import dev.evpnd.testbed.host.Command;
import dev.evpnd.testbed.host.Waiting;

import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;

/// `lab down`: removes a lab, or what is left of it.
@CommandLine.Command(
        name = "down",
        description = "Ends all that runs in the lab, and removes it, complete or not.",
        usageHelpAutoWidth = true)
final class DownCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Spec private CommandSpec spec;

    @Mixin private WhichLab which = new WhichLab();

    @Override
    public Integer call() {
        var lab = which.owned();
        requireOutside(lab);
        // Before anything is ended: a lab in the foreground removes itself.
        boolean existed = lab.exists();
        try (var _ = LabLock.take(lab).orElseGet(() -> takeFromOwner(lab))) {
            lab.remove();
        }
        var said = existed ? "removed the lab named %s" : "there was no lab named %s";
        spec.commandLine().getOut().println(said.formatted(lab.name()));
        return 0;
    }

    /// Ends whoever is at work on the lab as ^C would.
    private static LabLock takeFromOwner(LabDirectory lab) {
        LabLock.owner(lab).ifPresent(ProcessHandle::destroy);
        return Waiting.ask(PATIENCE, () -> LabLock.take(lab), Optional::isPresent)
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "a process is at work on the lab named %s and does not end"
                                                .formatted(lab.name())));
    }

    /// Whoever is in the lab would be ended with it, and the rest of it would stay.
    private static void requireOutside(LabDirectory lab) {
        var self = String.valueOf(ProcessHandle.current().pid());
        var inside = Command.run("ip", "netns", "identify", self).output().lines().toList();
        if (lab.namespaces().anyMatch(inside::contains)) {
            throw new IllegalStateException("this shell is in the lab: leave it first");
        }
    }
}
