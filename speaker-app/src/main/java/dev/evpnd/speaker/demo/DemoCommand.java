package dev.evpnd.speaker.demo;

import dev.evpnd.speaker.demo.memory.MemoryStage;
import dev.evpnd.speaker.demo.namespaces.NamespaceStage;
import dev.evpnd.speaker.demo.stage.Stage;
import dev.evpnd.speaker.telemetry.FileFault;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;

/// `evpnd demo`.
@Command(
        name = "demo",
        description =
                "Brings up a reflector, two VTEPs and two hosts, shows what they do, and hands them"
                        + " to you.",
        sortOptions = false,
        usageHelpAutoWidth = true,
        footer = {
            "",
            "As root it is made of network namespaces of this machine, and otherwise in memory, with"
                    + " real sessions over loopback. It ends with the shell, at ^C, or when it is"
                    + " told to, and leaves nothing. What one has left that was killed is removed"
                    + " by the next.",
            "",
            "Exit status: 0 when everything was as it should be; 1 when something was not, or another"
                    + " one is up; 2 when the command line was not understood.",
            "",
            "Examples:",
            "  sudo evpnd demo",
            "  evpnd demo --in-memory --no-shell",
        })
public final class DemoCommand implements Callable<Integer> {
    private static final int DONE = 0;
    private static final int FAILED = 1;

    /// Where the one that is made of namespaces has its files: there is one on a machine.
    private static final Path OF_THIS_MACHINE = Path.of("/run/evpnd-demo");

    @Spec private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Print this and exit.")
    @SuppressWarnings("UnusedVariable") // picocli alone looks at it
    private boolean help;

    @Option(names = "--in-memory", description = "Leave the kernel alone, also as root.")
    private boolean inMemory;

    @Option(names = "--no-shell", description = "End when everything was shown.")
    private boolean noShell;

    @Option(names = "--clean", description = "Only remove what one has left that was killed.")
    private boolean clean;

    /// Set when somebody has this process end before it does so by itself.
    private final AtomicBoolean ending = new AtomicBoolean();

    @Override
    public Integer call() {
        try {
            int status = isInMemory() ? inMemory() : inNamespaces();
            if (!clean && !ending.get()) {
                say("\nEverything is removed.");
            }
            return status;
        } catch (IOException failed) {
            return fail(failed, List.of());
        }
    }

    private boolean isInMemory() {
        if (inMemory) {
            return true;
        }
        var missing = NamespaceStage.missing();
        missing.ifPresent(why -> say("It is in memory, because " + why + "."));
        return missing.isPresent();
    }

    private int inMemory() throws IOException {
        var parent = Path.of(System.getProperty("java.io.tmpdir"));
        var removed = Room.removeLeftovers(parent);
        tellRemoved(removed);
        if (clean) {
            return cleaned(removed);
        }
        try (var room = Room.in(parent)) {
            return run(room, new MemoryStage(room.directory()));
        }
    }

    private int inNamespaces() throws IOException {
        try (var room = Room.at(OF_THIS_MACHINE)) {
            var removed = new ArrayList<Object>(NamespaceStage.removeLeftovers());
            removed.addAll(room.clear());
            tellRemoved(removed);
            var arguments = spec.root().commandLine().getParseResult().originalArgs();
            return clean
                    ? cleaned(removed)
                    : run(room, new NamespaceStage(room.directory(), arguments));
        }
    }

    private int cleaned(List<?> removed) {
        if (removed.isEmpty()) {
            say("Nothing was left.");
        }
        return DONE;
    }

    private void tellRemoved(List<?> removed) {
        removed.forEach(each -> say("removed, of one that was killed: " + each));
    }

    private int run(Room room, Stage stage) {
        var end = new Thread(() -> endEarly(room, stage), "evpnd-demo-end");
        Runtime.getRuntime().addShutdownHook(end);
        try (stage) {
            var tour = new Tour(stage, new Narrator(spec.commandLine().getOut()));
            tour.run();
            if (!noShell) {
                tour.handOver();
            }
            return DONE;
        } catch (IOException failed) {
            return fail(failed, stage.lastWords());
        } finally {
            if (!ending.get()) {
                Runtime.getRuntime().removeShutdownHook(end);
            }
        }
    }

    private void endEarly(Room room, Stage stage) {
        ending.set(true);
        try {
            stage.close();
            room.close();
            say("\nEverything is removed.");
        } catch (IOException refused) {
            spec.commandLine().getErr().println("evpnd demo: " + refused.getMessage());
        }
    }

    private int fail(IOException failed, List<String> lastWords) {
        if (!ending.get()) {
            var err = spec.commandLine().getErr();
            lastWords.forEach(err::println);
            err.println("evpnd demo: " + FileFault.text(failed));
            err.flush();
        }
        return FAILED;
    }

    private void say(String sentence) {
        var out = spec.commandLine().getOut();
        out.println(sentence);
        out.flush();
    }
}
