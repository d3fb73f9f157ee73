package dev.evpnd.speaker.demo.namespaces;

import dev.evpnd.speaker.admin.Door;
import dev.evpnd.speaker.demo.stage.Guest;
import dev.evpnd.speaker.demo.stage.Speaker;
import dev.evpnd.speaker.demo.stage.Speaker.Endpoint;
import dev.evpnd.speaker.demo.stage.Stage;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Each speaker and each host in a network namespace of its own, on the kernel of this machine.
/// Outside of them nothing is changed.
public final class NamespaceStage implements Stage {
    private static final int BGP_PORT = 179;
    private static final int LINES_AT_MOST = 10;
    private static final int STOP_SECONDS = 3;

    private final Path directory;
    private final List<String> arguments;
    private final List<Process> daemons = new ArrayList<>();
    private boolean closed;

    /// @param directory where what the speakers write is to be
    /// @param arguments those that this program was started with
    public NamespaceStage(Path directory, List<String> arguments) {
        this.directory = directory;
        this.arguments = List.copyOf(arguments);
    }

    /// Why it cannot be here, with what to do about it.
    public static Optional<String> missing() {
        return "root".equals(System.getProperty("user.name"))
                ? Tools.missing()
                : Optional.of("network namespaces are root's to make: call it with sudo");
    }

    /// Removes what one has left that did not come to its end.
    ///
    /// @return what was there
    public static List<String> removeLeftovers() throws IOException {
        return Namespaces.removeAll();
    }

    @Override
    public String description() {
        return "Each daemon and each host is in a network namespace of its own, on the kernel of"
                + " this machine. Nothing outside of them is touched.";
    }

    @Override
    public void raise(Consumer<String> step) throws IOException {
        try {
            make(step);
        } catch (IOException refused) {
            throw new IOException(
                    refused.getMessage() + "\nWith --in-memory, this kernel is not needed.",
                    refused);
        }
    }

    private void make(Consumer<String> step) throws IOException {
        step.accept("the network between the speakers is made, and a namespace for each");
        layNetwork();
        step.accept("two bridges are made with a VXLAN device each, and a host behind each");
        for (var speaker : Speaker.values()) {
            if (speaker.isVtep()) {
                layBridge(speaker);
            }
        }
        for (var guest : Guest.values()) {
            layHost(guest);
        }
        step.accept("three daemons begin: a reflector and two VTEPs");
        for (var speaker : Speaker.values()) {
            change(() -> start(speaker));
        }
    }

    /// Of what is made from now on, [#close] must know.
    @FunctionalInterface
    private interface Change {
        void make() throws IOException;
    }

    private synchronized void change(Change change) throws IOException {
        if (closed) {
            throw new IOException("the demonstration has ended");
        }
        change.make();
    }

    private void layNetwork() throws IOException {
        change(() -> Namespaces.addQuiet(Namespaces.UNDERLAY));
        change(() -> Namespaces.ip(Namespaces.UNDERLAY, "link add underlay type bridge"));
        change(() -> Namespaces.ip(Namespaces.UNDERLAY, "link set underlay up"));
        for (var speaker : Speaker.values()) {
            var name = speaker.text();
            change(() -> Namespaces.add(name));
            change(() -> Namespaces.link(name, "eth0", Namespaces.UNDERLAY, name));
            change(() -> Namespaces.ip(Namespaces.UNDERLAY, plug(name, "underlay")));
            change(() -> Namespaces.ip(name, "addr add " + speaker.address() + "/24 dev eth0"));
        }
    }

    private static String plug(String port, String bridge) {
        return "link set %s master %s".formatted(port, bridge);
    }

    private void layBridge(Speaker vtep) throws IOException {
        var name = vtep.text();
        var vxlan =
                "link add %s type vxlan id %d dstport 4789 local %s nolearning"
                        .formatted(VXLAN, VNI, vtep.address());
        change(() -> Namespaces.ip(name, "link add " + BRIDGE + " type bridge"));
        change(() -> Namespaces.ip(name, "link set " + BRIDGE + " up"));
        change(() -> Namespaces.ip(name, vxlan));
        change(() -> Namespaces.ip(name, plug(VXLAN, BRIDGE) + " up"));
        // What comes by VXLAN is behind another VTEP, which says so itself.
        change(() -> Namespaces.bridge(name, "link set dev " + VXLAN + " learning off"));
    }

    /// A host is plugged into a switch of its own, which has a link to each VTEP and is plugged
    /// into one of them: so a VTEP sees nothing of a host's leaving but that it is heard no more.
    private void layHost(Guest guest) throws IOException {
        var name = guest.text();
        change(() -> Namespaces.addQuiet(name));
        change(() -> Namespaces.link(name, "eth0", Namespaces.UNDERLAY, name));
        change(() -> Namespaces.ip(name, "link set eth0 address " + guest.mac()));
        change(() -> Namespaces.ip(name, "addr add " + guest.address() + "/24 dev eth0"));
        change(
                () ->
                        Namespaces.ip(
                                Namespaces.UNDERLAY,
                                "link add %s type bridge mcast_snooping 0".formatted(of(guest))));
        change(() -> Namespaces.ip(Namespaces.UNDERLAY, "link set " + of(guest) + " up"));
        change(() -> Namespaces.ip(Namespaces.UNDERLAY, plug(name, of(guest))));
        for (var speaker : Speaker.values()) {
            if (speaker.isVtep()) {
                var vtep = speaker.text();
                var port = port(guest, speaker);
                change(() -> Namespaces.link(vtep, name, Namespaces.UNDERLAY, port));
                change(() -> Namespaces.ip(vtep, plug(name, BRIDGE)));
            }
        }
        move(guest, guest.vtep());
    }

    /// The switch of a host.
    private static String of(Guest guest) {
        return guest.text() + "-switch";
    }

    /// Where it leads to a VTEP.
    private static String port(Guest guest, Speaker vtep) {
        return guest.text() + "-" + vtep.text();
    }

    @Override
    public void move(Guest guest, Speaker to) throws IOException {
        for (var speaker : Speaker.values()) {
            if (speaker.isVtep() && speaker != to) {
                var leave = "link set %s nomaster".formatted(port(guest, speaker));
                change(() -> Namespaces.ip(Namespaces.UNDERLAY, leave));
            }
        }
        change(() -> Namespaces.ip(Namespaces.UNDERLAY, plug(port(guest, to), of(guest))));
    }

    private void start(Speaker speaker) throws IOException {
        var file = directory.resolve(speaker.text() + ".yaml");
        var at = endpoint(speaker);
        Files.writeString(file, speaker.configuration(at, endpoint(Speaker.REFLECTOR)));
        var run = ThisProgram.with(arguments, List.of("run", "--config", file.toString()));
        var command = Tools.inOwnSession(Namespaces.inside(speaker.text(), run));
        var process =
                new ProcessBuilder(command)
                        .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                        .redirectErrorStream(true)
                        .redirectOutput(log(speaker).toFile());
        process.environment().put("EVPND_RUNTIME_DIR", runtime(speaker).toString());
        daemons.add(process.start());
    }

    @Override
    public synchronized void demandAll() throws IOException {
        for (var daemon : daemons) {
            if (!daemon.isAlive()) {
                throw new IOException("a daemon has ended with status " + daemon.exitValue());
            }
        }
    }

    private static Endpoint endpoint(Speaker speaker) {
        return new Endpoint(speaker.address(), BGP_PORT);
    }

    private Path log(Speaker speaker) {
        return directory.resolve(speaker.text() + ".log");
    }

    private Path runtime(Speaker speaker) {
        return directory.resolve(speaker.text());
    }

    @Override
    public Path socket(Speaker speaker) {
        return runtime(speaker).resolve(Door.ADMINISTRATORS.fileName());
    }

    @Override
    public Scene ping(Guest from, Guest to, int count) throws IOException {
        return scene(from.text(), "ping -n -c %d -i 0.3 -W 1 %s".formatted(count, to.address()));
    }

    @Override
    public Scene forwarding(Speaker vtep) throws IOException {
        return scene(vtep.text(), "bridge fdb show dev " + VXLAN);
    }

    private static Scene scene(String place, String words) throws IOException {
        var outcome = Tools.run(Namespaces.inside(place, List.of(words.split(" ", -1))));
        return new Scene(place + "$ " + words, outcome.output(), outcome.succeeded());
    }

    @Override
    public List<String> suggestions() {
        return List.of(
                "ip netns exec %s ping %s"
                        .formatted(Namespaces.name(Guest.HOST1.text()), Guest.HOST2.address()),
                "ip netns exec %s tcpdump -lni underlay   # BGP and VXLAN on the wire"
                        .formatted(Namespaces.name(Namespaces.UNDERLAY)),
                "ip netns exec %s bridge fdb show dev %s"
                        .formatted(Namespaces.name(Speaker.VTEP1.text()), VXLAN));
    }

    @Override
    public List<String> lastWords() {
        return Stream.of(Speaker.values()).flatMap(this::lastWords).toList();
    }

    private Stream<String> lastWords(Speaker speaker) {
        try {
            var lines = Files.readAllLines(log(speaker));
            return lines.subList(Math.max(0, lines.size() - LINES_AT_MOST), lines.size()).stream()
                    .map(line -> speaker.text() + ": " + line);
        } catch (IOException none) {
            // It was not yet started.
            return Stream.empty();
        }
    }

    /// They may be in the middle of something; that goes with their namespaces.
    @Override
    public synchronized void close() throws IOException {
        closed = true;
        daemons.forEach(Process::destroy);
        daemons.forEach(NamespaceStage::awaitEnd);
        daemons.clear();
        var _ = Namespaces.removeAll();
    }

    private static void awaitEnd(Process daemon) {
        try {
            if (daemon.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        daemon.destroyForcibly().onExit().join();
    }
}
