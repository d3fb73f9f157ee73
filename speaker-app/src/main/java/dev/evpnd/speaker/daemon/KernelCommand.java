package dev.evpnd.speaker.daemon;

import dev.evpnd.speaker.journal.Journal;
import dev.evpnd.speaker.journal.KernelIdentity;
import dev.evpnd.speaker.kernel.KernelFact;
import dev.evpnd.speaker.kernel.KernelThread;
import dev.evpnd.speaker.kernel.Tenure;
import dev.evpnd.speaker.netlink.LinuxKernel;
import dev.evpnd.speaker.telemetry.FileFault;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/// `evpnd kernel`: what concerns the kernel while no daemon does.
@Command(
        name = "kernel",
        description = "Takes away what a daemon has left in the kernel.",
        mixinStandardHelpOptions = true,
        subcommands = KernelCommand.Clean.class)
public final class KernelCommand implements Runnable {
    @Spec private CommandSpec spec;

    /// Called where no subcommand was named.
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected a command, such as clean");
    }

    /// Takes away what evpnd has made.
    @Command(
            name = "clean",
            description =
                    "Removes the forwarding entries and neighbors that evpnd has made, and nothing"
                            + " else.",
            sortOptions = false,
            usageHelpAutoWidth = true,
            footer = {
                "",
                "Which these are is known from the journal in the state directory, and of neighbors"
                        + " from their protocol, 222. An entry that somebody has changed since"
                        + " stays.",
                "",
                "Exit status: 0 when nothing is left; 1 when something is, or nothing can be known;"
                        + " 2 when the command line has faults; 3 when a daemon uses the state"
                        + " directory.",
            })
    static final class Clean implements Callable<Integer> {
        private static final long ATMOST_MILLIS = TimeUnit.MINUTES.toMillis(5);

        @Spec private CommandSpec spec;

        @Option(
                names = {"-h", "--help"},
                usageHelp = true,
                description = "Print this and exit.")
        @SuppressWarnings("UnusedVariable") // picocli alone looks at it
        private boolean help;

        @Option(
                names = "--state-dir",
                paramLabel = "DIR",
                required = true,
                description = "The state directory of the daemon.")
        private Path stateDirectory = Path.of("");

        @Option(
                names = "--network-namespace",
                paramLabel = "NAME",
                description =
                        "Where its devices are: a name as `ip netns` has it, or a path. This"
                                + " program's own if it is not said.")
        private @Nullable String namespace;

        @Override
        public Integer call() {
            try {
                if (!Files.isDirectory(stateDirectory)) {
                    return refuse("there is no directory " + stateDirectory);
                }
                var lock = DirectoryLock.take(stateDirectory);
                if (lock.isEmpty()) {
                    err("an evpnd uses " + stateDirectory + ": stop it first");
                    return ExitStatus.LOCKED;
                }
                try (var held = lock.get()) {
                    return clean(held.directory().resolve(Journal.FILE));
                }
            } catch (IOException failure) {
                return refuse(FileFault.text(failure));
            }
        }

        private int clean(Path file) throws IOException {
            var place = KernelSide.namespace(Optional.ofNullable(namespace));
            var identity = KernelIdentity.of(place);
            var refusal = Journal.refusal(file, identity);
            // One that says nothing of this kernel is left for where it does.
            var journal =
                    refusal.isPresent()
                            ? Journal.inMemory(refusal.get())
                            : Journal.open(file, identity, Speaker.millis());
            var cleaned = clean(LinuxKernel.open(place), journal);
            var out = spec.commandLine().getOut();
            out.println("removed " + entries(cleaned.removed()));
            out.flush();
            if (cleaned.failed() > 0 || !journal.entries().isEmpty()) {
                err(entries(Math.max(cleaned.failed(), journal.entries().size())) + " are left");
                return ExitStatus.CANNOT_START;
            }
            return refusal.isEmpty()
                    ? ExitStatus.STOPPED
                    : refuse("nothing is known from " + file + ": " + refusal.get());
        }

        private static String entries(long count) {
            return count == 1 ? "1 entry" : count + " entries";
        }

        private static Tenure.Cleaned clean(LinuxKernel kernel, Journal journal)
                throws IOException {
            var failure = new AtomicReference<@Nullable Throwable>();
            var tenure = new Tenure(journal, Long.MAX_VALUE);
            var thread =
                    new KernelThread(
                            kernel, tenure, 0, Speaker::millis, new Nobody(), failure::set);
            thread.start();
            thread.leave(ATMOST_MILLIS);
            thread.close();
            var fault = failure.get();
            if (fault != null) {
                throw new IOException("it cannot go on: " + fault, fault);
            }
            return tenure.cleaned();
        }

        private int refuse(String why) {
            err(why);
            return ExitStatus.CANNOT_START;
        }

        private void err(String text) {
            spec.commandLine().getErr().println("evpnd kernel clean: " + text);
            spec.commandLine().getErr().flush();
        }
    }

    /// There are no instances.
    private static final class Nobody implements KernelThread.Listener {
        @Override
        public void facts(List<KernelFact> facts, Runnable done) {
            done.run();
        }

        @Override
        public void ready() {}

        @Override
        public void told() {}
    }
}
