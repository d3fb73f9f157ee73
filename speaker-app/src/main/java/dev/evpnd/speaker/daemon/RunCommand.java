package dev.evpnd.speaker.daemon;

import dev.evpnd.speaker.config.Configuration;
import dev.evpnd.speaker.config.ConfigurationFile;
import dev.evpnd.speaker.config.ListenAddress;
import dev.evpnd.speaker.config.Loaded;
import dev.evpnd.speaker.config.Machine;
import dev.evpnd.speaker.config.ShownConfiguration;
import dev.evpnd.speaker.supervision.Supervisor;
import dev.evpnd.speaker.telemetry.FileFault;
import dev.evpnd.speaker.telemetry.LogEvent;
import dev.evpnd.speaker.telemetry.LogOutput;
import dev.evpnd.speaker.transport.SocketAddresses;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// `evpnd run`: the daemon.
@Command(
        name = "run",
        description = "Runs the speaker until it is told to stop.",
        sortOptions = false,
        usageHelpAutoWidth = true,
        footer = {
            "",
            "Without a file it is a route reflector of EVPN in AS 65000, for clients on this"
                    + " machine's subnets, on port 179 as root and on 1790 otherwise.",
            "",
            "SIGHUP has it read the file again; a file with faults changes nothing. SIGTERM and"
                    + " SIGINT end the sessions in order.",
            "",
            "Exit status: 0 when it was told to stop; 1 when it could not start; 2 when the command"
                    + " line or the file has faults; 3 when another one uses the state directory;"
                    + " 70 after a defect of its own.",
            "",
            "Examples:",
            "  evpnd run",
            "  evpnd run --config /etc/evpnd/evpnd.yaml",
            "  evpnd run --listen 127.0.0.1:1790",
        })
public final class RunCommand implements Callable<Integer> {
    /// As many faults as somebody reads at a time.
    private static final int MOST_LINES = 100;

    /// What the daemon is told while it runs.
    private enum Order {
        STOP,
        RELOAD,
        FAIL
    }

    @Spec private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Print this and exit.")
    @SuppressWarnings("UnusedVariable") // picocli alone looks at it
    private boolean help;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The configuration; docs/configuration.md describes it.")
    private @Nullable Path file;

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS:PORT",
            description = "Where to listen, in place of what the file says. May be repeated.")
    private List<String> listen = new ArrayList<>();

    @Option(
            names = "--state-dir",
            paramLabel = "DIR",
            description =
                    "Where to keep what has to outlast the daemon, in place of what the file says.")
    private @Nullable Path stateDirectory;

    private final BlockingQueue<Order> orders = new LinkedBlockingQueue<>();

    /// The file that is gone by.
    private volatile String held = "";

    /// A file, and what it says with what the command line says.
    private record Read(String text, Configuration configuration) {}

    @Override
    public Integer call() throws InterruptedException {
        var machine = LocalMachine.read(software());
        var read = load(machine, err()::println);
        if (read.isEmpty()) {
            return ExitStatus.FAULTY_CONFIGURATION;
        }
        held = read.get().text();
        return run(read.get().configuration(), machine);
    }

    private String software() {
        return spec.root().version()[0];
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /// The configuration with what the command line says; nothing where there are faults.
    ///
    /// @param faults takes a line for each
    private Optional<Read> load(Machine machine, Consumer<String> faults) {
        if (file == null) {
            var text = ConfigurationFile.textWithoutFile(machine);
            var configuration = overridden(ConfigurationFile.withoutFile(machine));
            return Optional.of(new Read(text, configuration));
        }
        try {
            var octets = ConfigurationFile.octets(file);
            return switch (ConfigurationFile.load(octets, machine)) {
                case Loaded.Valid(var configuration) ->
                        Optional.of(
                                new Read(
                                        new String(octets, StandardCharsets.UTF_8),
                                        overridden(configuration)));
                case Loaded.Faulty faulty -> {
                    faulty.lines(file.toString(), MOST_LINES).forEach(faults);
                    yield Optional.empty();
                }
            };
        } catch (IOException unreadable) {
            faults.accept("cannot read " + file + ": " + FileFault.reason(unreadable));
            return Optional.empty();
        }
    }

    private Configuration overridden(Configuration read) {
        var configuration = read;
        if (!listen.isEmpty()) {
            configuration = configuration.withListen(listen.stream().map(this::address).toList());
        }
        return stateDirectory == null
                ? configuration
                : configuration.withStateDirectory(Optional.of(stateDirectory));
    }

    /// The same as it is shown.
    private ShownConfiguration shown() {
        var shown = ShownConfiguration.of(held);
        if (!listen.isEmpty()) {
            shown = shown.withListen(listen);
        }
        return stateDirectory == null ? shown : shown.withStateDirectory(stateDirectory.toString());
    }

    private ListenAddress address(String text) {
        try {
            return ListenAddress.parse(text);
        } catch (IllegalArgumentException malformed) {
            throw new ParameterException(
                    spec.commandLine(), "--listen: " + malformed.getMessage(), malformed);
        }
    }

    private int run(Configuration configuration, Machine machine) throws InterruptedException {
        Signals.on("TERM", () -> order(Order.STOP));
        Signals.on("INT", () -> order(Order.STOP));
        Signals.on("HUP", () -> order(Order.RELOAD));
        LogOutput.set(configuration.log().level().name(), configuration.log().isJson());
        try {
            var state = stateDirectory(configuration);
            if (state.isEmpty() && configuration.stateDirectory().isPresent()) {
                err().println(
                                "another evpnd uses "
                                        + configuration.stateDirectory().get()
                                        + ": stop it, or give this one another --state-dir");
                return ExitStatus.LOCKED;
            }
            return run(configuration, machine, state);
        } catch (IOException refused) {
            err().println("evpnd cannot start: " + FileFault.text(refused));
            return ExitStatus.CANNOT_START;
        }
    }

    private int run(Configuration configuration, Machine machine, Optional<StateDirectory> state)
            throws IOException, InterruptedException {
        try (var supervisor = supervisor();
                var place = SocketPlace.of(state);
                var daemon =
                        Daemon.start(
                                configuration,
                                state.orElse(null),
                                place.directory(),
                                this::failed)) {
            Supplier<List<String>> reloading = () -> reload(daemon, machine, supervisor);
            daemon.onReload(reloading);
            daemon.onShow(this::shown);
            greet(daemon, configuration, place);
            supervisor.ready(daemon.vitals());
            int status = obey(reloading);
            supervisor.stopping();
            return status;
        }
    }

    /// A daemon does its work whether or not anybody is told of it.
    private static Supervisor supervisor() {
        try {
            return Supervisor.ofThisProcess();
        } catch (IOException unreachable) {
            LogEvent.warn(log(), "supervisor.unreachable")
                    .with("error", FileFault.text(unreachable))
                    .write();
            return Supervisor.none();
        }
    }

    private static Optional<StateDirectory> stateDirectory(Configuration configuration)
            throws IOException {
        var directory = configuration.stateDirectory();
        return directory.isEmpty() ? Optional.empty() : StateDirectory.take(directory.get());
    }

    /// Asked for when it is known how to log, and not before.
    private static Logger log() {
        return LoggerFactory.getLogger("evpnd.daemon");
    }

    private void failed(Throwable defect) {
        LogEvent.error(log(), "daemon.defect").write(defect);
        order(Order.FAIL);
    }

    /// An order that waits already is carried out once.
    private void order(Order order) {
        if (!orders.contains(order)) {
            orders.add(order);
        }
    }

    private void greet(Daemon daemon, Configuration configuration, SocketPlace place) {
        var out = spec.commandLine().getOut();
        out.println(
                software()
                        + ": AS "
                        + configuration.rib().localAs()
                        + ", router id "
                        + configuration.rib().identifier());
        daemon.listening().forEach(each -> out.println("listening on " + text(each)));
        configuration.http().listen().forEach(each -> out.println("answering HTTP on " + each));
        if (!configuration.ranges().isEmpty()) {
            out.println(
                    "taking peers from "
                            + String.join(
                                    ", ",
                                    configuration.ranges().stream()
                                            .map(each -> each.range().toString())
                                            .toList()));
        }
        // Where it has no socket though it has a place for one, the log has said why.
        if (daemon.isAsked() || place.directory() == null) {
            out.println(place.asked());
        }
        out.flush();
    }

    private static String text(InetSocketAddress address) {
        var host = SocketAddresses.address(address.getAddress());
        return new ListenAddress(host, address.getPort()).toString();
    }

    private int obey(Supplier<List<String>> reloading) throws InterruptedException {
        while (true) {
            switch (orders.take()) {
                case STOP -> {
                    LogEvent.info(log(), "daemon.stop").write();
                    return ExitStatus.STOPPED;
                }
                case FAIL -> {
                    return ExitStatus.DEFECT;
                }
                case RELOAD -> {
                    var _ = reloading.get();
                }
            }
        }
    }

    /// Goes by the configuration as it is now, and the addresses of the machine.
    ///
    /// @return why it does not, a line for each fault; nothing when it does
    private synchronized List<String> reload(
            Daemon daemon, Machine machine, Supervisor supervisor) {
        supervisor.reloading();
        try {
            return reload(daemon, machine);
        } finally {
            supervisor.reloaded();
        }
    }

    private List<String> reload(Daemon daemon, Machine machine) {
        var faults = new ArrayList<String>();
        var changed = load(machine.withAddressesOf(LocalMachine.read(software())), faults::add);
        if (changed.isEmpty()) {
            faults.forEach(err()::println);
            err().flush();
            return refuse("the file has faults", faults);
        }
        try {
            var restart = daemon.reload(changed.get().configuration());
            if (!restart.isEmpty()) {
                var reason = "needs a restart: " + String.join(", ", restart);
                return refuse(reason, List.of(reason));
            }
            held = changed.get().text();
            LogEvent.info(log(), "reload.done").write();
            return List.of();
        } catch (IOException unavailable) {
            var reason = FileFault.text(unavailable);
            return refuse(reason, List.of(reason));
        }
    }

    private static List<String> refuse(String reason, List<String> faults) {
        LogEvent.error(log(), "reload.refused").with("reason", reason).write();
        return faults;
    }
}
