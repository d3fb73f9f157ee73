package dev.evpnd.testbed.lab;

import dev.evpnd.testbed.lab.LabRecord.RouterRecord;
import dev.evpnd.testbed.lab.Place.Guest;
import dev.evpnd.testbed.lab.Place.Seat;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/// A command that is run inside of a lab. It is not run here: its words are printed, each with a
/// NUL behind it, for `bin/lab` to run in its own place. So it has the terminal to itself.
abstract class InsideCommand implements Callable<Integer> {
    /// Tells `bin/lab` that what was printed is to be run.
    private static final int TO_BE_RUN = 100;

    @Spec private CommandSpec spec;

    @Mixin private WhichLab which = new WhichLab();

    /// The command to be run.
    abstract List<String> words(LabDirectory lab);

    @Override
    public final Integer call() {
        var out = spec.commandLine().getOut();
        words(which.owned()).forEach(word -> out.print(word + '\0'));
        out.flush();
        return TO_BE_RUN;
    }

    /// What is in a seat.
    final RouterRecord router(LabDirectory lab, String seat) {
        return LabRecord.of(lab).router(named(Stream.of(Seat.values()), seat));
    }

    final <P extends Place> P named(Stream<P> places, String name) {
        return which.named(places, name);
    }

    final RuntimeException fault(String what) {
        return which.fault(what);
    }

    final String command(String words) {
        return which.command(words);
    }

    private static List<String> joined(List<String> first, List<String> then) {
        return Stream.concat(first.stream(), then.stream()).toList();
    }

    private static List<String> inNamespace(String namespace, List<String> command) {
        return joined(List.of("ip", "netns", "exec", namespace), command);
    }

    /// What sees the files that a peer sees: its own root directory, and as `/run` its own
    /// directory, which is where a shell of it keeps its history too.
    private static List<String> besidePeer(RouterRecord router, List<String> command) {
        var pid = String.valueOf(router.process().pid());
        var words = List.of("nsenter", "-t", pid, "-n", "-m", "-r", "-w", "--", "env", "HOME=/run");
        return joined(words, command);
    }

    private static List<String> vtysh(RouterRecord router, List<String> options) {
        var vtysh = List.of("/usr/bin/vtysh", "--vty_socket", "/run");
        return besidePeer(router, joined(vtysh, options));
    }

    /// A router that runs, for a command that asks it.
    private static void requireRunning(RouterRecord router) {
        if (!router.process().isAlive()) {
            throw new IllegalStateException(router.seat().text() + " does not run any more");
        }
    }

    /// `lab ping`.
    @Command(
            name = "ping",
            description = "Pings from host1 to host2, three times if no option says otherwise.",
            usageHelpAutoWidth = true)
    static final class Ping extends InsideCommand {
        @Parameters(paramLabel = "OPTION", arity = "0..*", description = "Options of ping.")
        private List<String> options = new ArrayList<>();

        @Override
        List<String> words(LabDirectory lab) {
            LabRecord.of(lab);
            return inNamespace(lab.namespace(Guest.HOST1), HostPing.words(options));
        }
    }

    /// `lab exec`.
    @Command(
            name = "exec",
            description = "Runs a command of this machine in a namespace, or a shell.",
            usageHelpAutoWidth = true)
    static final class Exec extends InsideCommand {
        @Parameters(
                index = "0",
                paramLabel = "PLACE",
                description = "underlay, reflector, vtep1, vtep2, host1 or host2.")
        private String place = "";

        @Parameters(
                index = "1..*",
                paramLabel = "WORD",
                arity = "0..*",
                description = "The command; bash if there is none.")
        private List<String> command = new ArrayList<>();

        @Override
        List<String> words(LabDirectory lab) {
            LabRecord.of(lab);
            return inNamespace(
                    lab.namespace(named(Place.all(), place)),
                    command.isEmpty() ? List.of("bash") : command);
        }
    }

    /// `lab vtysh`.
    @Command(
            name = "vtysh",
            description = "Runs the shell of an FRR.",
            usageHelpAutoWidth = true,
            footer = {"", "Example: lab vtysh vtep1 -c 'show evpn mac vni 100'"})
    static final class Vtysh extends InsideCommand {
        @Parameters(index = "0", paramLabel = "SEAT", description = "One that FRR has taken.")
        private String seat = "";

        @Parameters(
                index = "1..*",
                paramLabel = "OPTION",
                arity = "0..*",
                description = "Options of vtysh.")
        private List<String> options = new ArrayList<>();

        @Override
        List<String> words(LabDirectory lab) {
            var router = router(lab, seat);
            if (!router.software().isFrr()) {
                throw fault(
                        "%s is %s, which has no vtysh: `%s`"
                                .formatted(
                                        seat,
                                        router.software().text(),
                                        command("show " + seat + " --help")));
            }
            requireRunning(router);
            return vtysh(router, options);
        }
    }

    /// `lab show`.
    @Command(
            name = "show",
            description = "Asks a router, in its own words.",
            usageHelpAutoWidth = true,
            footer = {
                "",
                "The words are those behind `evpnd show`, `show` of vtysh, `birdc show`, or `gobgp`.",
                "",
                "Examples:",
                "  lab show reflector peers",
                "  lab show vtep1 bgp l2vpn evpn summary",
            })
    static final class Show extends InsideCommand {
        @Parameters(index = "0", paramLabel = "SEAT", description = "reflector, vtep1 or vtep2.")
        private String seat = "";

        @Parameters(
                index = "1..*",
                paramLabel = "WORD",
                arity = "1..*",
                description = "The question.")
        private List<String> words = new ArrayList<>();

        @Override
        List<String> words(LabDirectory lab) {
            var router = router(lab, seat);
            requireRunning(router);
            return switch (router.software()) {
                case EVPND -> {
                    var state = EvpndRouter.stateDirectory(Path.of(router.log())).toString();
                    var options = List.of("--state-dir", state);
                    yield Checkout.evpnd(joined(joined(List.of("show"), words), options));
                }
                case FRR_10_7, FRR_8_4 ->
                        vtysh(router, List.of("-c", "show " + String.join(" ", words)));
                case GOBGP ->
                        besidePeer(
                                router,
                                joined(
                                        List.of(
                                                "/usr/bin/gobgp",
                                                "--target",
                                                "unix:///run/gobgpd.sock"),
                                        words));
                case BIRD ->
                        besidePeer(
                                router,
                                joined(
                                        List.of("/usr/sbin/birdc", "-s", "/run/bird.ctl", "show"),
                                        words));
            };
        }
    }

    /// `lab log`.
    @Command(
            name = "log",
            description = "Prints what the daemon of a seat has logged.",
            usageHelpAutoWidth = true)
    static final class Log extends InsideCommand {
        @Parameters(index = "0", paramLabel = "SEAT", description = "reflector, vtep1 or vtep2.")
        private String seat = "";

        @Parameters(
                index = "1..*",
                paramLabel = "OPTION",
                arity = "0..*",
                description = "Options of tail, such as -f; all of it if there is none.")
        private List<String> options = new ArrayList<>();

        @Override
        List<String> words(LabDirectory lab) {
            var log = router(lab, seat).log();
            return joined(
                    options.isEmpty() ? List.of("cat") : joined(List.of("tail"), options),
                    List.of(log));
        }
    }
}
