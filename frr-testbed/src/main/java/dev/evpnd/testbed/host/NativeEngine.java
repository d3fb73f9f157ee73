package dev.evpnd.testbed.host;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Namespaces by `ip netns`, programs as processes of the machine. One with a root directory of its
/// own is put into it by chroot, in a mount namespace that vanishes with it.
public final class NativeEngine implements Engine {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Path NAMESPACES = Path.of("/run/netns");

    /// `ip netns exec` has made the mount namespace. The root directory is shared by every peer
    /// that runs, so whatever a program writes goes to its own `/run` or to nowhere.
    private static final String INTO_ROOT =
            """
            set -e
            root=$1 run=$2
            shift 2
            mount --bind "$run" "$root/run"
            mount --rbind /dev "$root/dev"
            mount -t proc proc "$root/proc"
            for d in tmp var/tmp var/lib/frr; do mount -t tmpfs tmpfs "$root/$d"; done
            exec chroot "$root" "$@"
            """;

    /// An engine of this machine.
    public NativeEngine() {}

    /// Looks whether a network namespace can be made, together with what a program in one needs.
    ///
    /// @return the engine, or why there is none
    public static EngineChoice find() {
        var probe =
                Command.run("sh", "-c", "command -v ip nsenter >/dev/null && unshare -n -m true");
        return probe.succeeded()
                ? new EngineChoice.Chosen(new NativeEngine())
                : new EngineChoice.None(
                        "no network namespaces on this machine, for which one has to be root and"
                                + " have iproute2: "
                                + probe.errors().strip());
    }

    @Override
    public Optional<String> refuses(Root root) {
        return root instanceof Root.Image image ? Optional.of(refusal(image)) : Optional.empty();
    }

    private static String refusal(Root.Image image) {
        return image.name() + " is an image, and the engine is not one of containers";
    }

    @Override
    public void createNamespace(String name) {
        Command.run("ip", "netns", "add", name).orThrow();
        Command.run("ip", "-n", name, "link", "set", "lo", "up").orThrow();
    }

    @Override
    public void removeNamespace(String name) {
        if (!Files.exists(NAMESPACES.resolve(name))) {
            return;
        }
        Waiting.until(PATIENCE, () -> killAll(name));
        Command.run("ip", "netns", "delete", name).orThrow();
    }

    /// Takes over a program that another process of this machine has started.
    ///
    /// @param identity which
    /// @param log where its output goes
    /// @return the program, if it still runs
    public static Optional<Program> running(ProcessIdentity identity, Path log) {
        return ProcessHandle.of(identity.pid())
                .filter(_ -> identity.isAlive())
                .map(process -> new NativeProgram(process, log));
    }

    /// Whether nobody was left to be killed.
    private static boolean killAll(String namespace) {
        var pids = Command.run("ip", "netns", "pids", namespace).output().lines().toList();
        if (!pids.isEmpty()) {
            var command = new ArrayList<>(List.of("kill", "-KILL"));
            command.addAll(pids);
            Command.run(command);
        }
        return pids.isEmpty();
    }

    @Override
    public List<String> namespaces() {
        return Owner.names(NAMESPACES);
    }

    @Override
    public void link(String one, String link, String other, String otherLink) {
        var add = List.of("ip", "-n", one, "link", "add", link, "type", "veth");
        var command = new ArrayList<>(add);
        command.addAll(List.of("peer", "name", otherLink, "netns", other));
        Command.run(command).orThrow();
    }

    @Override
    public Outcome exec(String namespace, List<String> command) {
        return Command.run(inside(namespace, command));
    }

    @Override
    public void delete(Path directory) {
        Command.run("rm", "-rf", "--one-file-system", "--", directory.toString()).orThrow();
    }

    private static List<String> inside(String namespace, List<String> command) {
        var inside = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
        inside.addAll(command);
        return inside;
    }

    @Override
    public Program start(String namespace, Launch launch) {
        var command = new ArrayList<>(List.of("setsid"));
        command.addAll(inside(namespace, command(launch)));
        try {
            // Each step of the command replaces the one before, hence the process is the program.
            // It is of a session of its own: ^C at a terminal is for who started it to act on.
            var process =
                    new ProcessBuilder(command)
                            .directory(launch.run().toFile())
                            .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                            .redirectErrorStream(true)
                            .redirectOutput(Redirect.appendTo(launch.log().toFile()))
                            .start();
            awaitInside(process.toHandle(), namespace);
            return new NativeProgram(process.toHandle(), launch.log());
        } catch (IOException e) {
            throw new IllegalStateException("cannot run: " + String.join(" ", command), e);
        }
    }

    /// A process begins in the namespace of who starts it: what is run where it runs would be run
    /// there, too.
    private static void awaitInside(ProcessHandle process, String namespace) {
        var its = Path.of("/proc", String.valueOf(process.pid()), "ns", "net");
        Waiting.until(
                PATIENCE,
                () -> {
                    try {
                        return Files.isSameFile(its, NAMESPACES.resolve(namespace));
                    } catch (IOException _) {
                        return !process.isAlive();
                    }
                });
    }

    private static List<String> command(Launch launch) {
        return switch (launch.root()) {
            case Root.Machine() -> launch.command();
            case Root.Directory(var root) -> {
                var command = new ArrayList<>(List.of("sh", "-c", INTO_ROOT, "into-root"));
                command.add(root.toString());
                command.add(launch.run().toString());
                command.addAll(launch.command());
                yield command;
            }
            case Root.Image image -> throw new IllegalStateException(refusal(image));
        };
    }
}
