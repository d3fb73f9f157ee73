package dev.evpnd.testbed.lab;

import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/// `lab up`: makes a lab, which stays when the command has ended.
@Command(
        name = "up",
        description = "Brings a lab up, and leaves it running.",
        sortOptions = false,
        usageHelpAutoWidth = true,
        footer = {
            "",
            "SOFTWARE is evpnd, frr-10.7 or frr-8.4, and of the reflector gobgp or bird too.",
            "",
            "What an earlier call that was killed has left is removed first.",
        })
final class UpCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
            names = "--reflector",
            paramLabel = "SOFTWARE",
            converter = SoftwareNames.class,
            description = "What reflects; evpnd if not given.")
    private Software reflector = Software.EVPND;

    @Option(
            names = "--vtep1",
            paramLabel = "SOFTWARE",
            converter = SoftwareNames.class,
            description = "The VTEP of host1; frr-10.7 if not given.")
    private Software vtep1 = Software.FRR_10_7;

    @Option(
            names = "--vtep2",
            paramLabel = "SOFTWARE",
            converter = SoftwareNames.class,
            description = "The VTEP of host2; frr-10.7 if not given.")
    private Software vtep2 = Software.FRR_10_7;

    @Option(
            names = "--ebgp",
            description =
                    "Have each router in an AS of its own; what reflects otherwise passes routes on"
                            + " between them.")
    private boolean external;

    @Option(
            names = "--foreground",
            description = "Stay until ^C or SIGTERM, and remove the lab then.")
    private boolean foreground;

    @Mixin private WhichLab which = new WhichLab();

    @Override
    public Integer call() {
        var seating = seating();
        var lab = which.owned();
        Requirements.check(seating);
        var rollback = makeRoom(lab);
        try {
            new Construction(lab, out()).build(seating, foreground);
            new Guide(lab, which, out()).print();
            if (foreground) {
                out().println("\nThe lab ends with this command: ^C");
                out().flush();
                rollback.awaitEnd();
            } else {
                rollback.keep();
            }
        } finally {
            rollback.workIsOver();
        }
        return 0;
    }

    private Seating seating() {
        var seating =
                new Seating(
                        reflector, vtep1, vtep2, external ? Peering.EXTERNAL : Peering.INTERNAL);
        var impossible = seating.impossible().findFirst();
        if (impossible.isPresent()) {
            throw which.fault(
                    "%s cannot be a VTEP, for it can be told of no VNI; expected one of %s"
                            .formatted(
                                    seating.of(impossible.get()).text(),
                                    names(Software.of(impossible.get()))));
        }
        return seating;
    }

    private static String names(List<Software> software) {
        return software.stream().map(Software::text).collect(Collectors.joining(", "));
    }

    private static IllegalStateException atWork(LabDirectory lab) {
        return new IllegalStateException(
                "process %s is at work on the lab named %s"
                        .formatted(
                                LabLock.owner(lab)
                                        .map(process -> String.valueOf(process.pid()))
                                        .orElse("?"),
                                lab.name()));
    }

    /// Has this process be the only one at work on the lab, which is not there then.
    private Rollback makeRoom(LabDirectory lab) {
        var lock = LabLock.take(lab).orElseThrow(() -> atWork(lab));
        if (lab.exists()) {
            // Nobody is at work on it: it is complete and in use, or was left behind.
            if (LabRecord.read(lab).filter(record -> !record.foreground()).isPresent()) {
                throw new IllegalStateException(
                        "a lab named %s is up already: `%s` shows it, `%s` removes it"
                                .formatted(
                                        lab.name(),
                                        which.command("status"),
                                        which.command("down")));
            }
            out().println("removing what an earlier `lab up` left behind");
            lab.remove();
        }
        var stranger = lab.namespaces().findAny();
        if (stranger.isPresent()) {
            throw new IllegalStateException(
                    ("there is a network namespace %s that is not of a lab: `ip netns delete %s`,"
                                    + " or take another --name")
                            .formatted(stranger.get(), stranger.get()));
        }
        return Rollback.of(lab, lock);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /// Reads the names that software goes by.
    static final class SoftwareNames implements ITypeConverter<Software> {
        @Override
        public Software convert(String text) {
            return Arrays.stream(Software.values())
                    .filter(software -> software.text().equals(text))
                    .findFirst()
                    .orElseThrow(
                            () ->
                                    new TypeConversionException(
                                            "expected one of %s, found '%s'"
                                                    .formatted(
                                                            names(List.of(Software.values())),
                                                            text)));
        }
    }
}
