package dev.evpnd.speaker.demo.memory;

import dev.evpnd.speaker.admin.Door;
import dev.evpnd.speaker.config.ConfigurationFile;
import dev.evpnd.speaker.config.Loaded;
import dev.evpnd.speaker.config.Machine;
import dev.evpnd.speaker.config.ShownConfiguration;
import dev.evpnd.speaker.daemon.Daemon;
import dev.evpnd.speaker.daemon.KernelSource;
import dev.evpnd.speaker.demo.stage.Guest;
import dev.evpnd.speaker.demo.stage.Speaker;
import dev.evpnd.speaker.demo.stage.Speaker.Endpoint;
import dev.evpnd.speaker.demo.stage.Stage;
import dev.evpnd.speaker.query.Software;
import dev.evpnd.speaker.telemetry.LogOutput;
import dev.evpnd.speaker.telemetry.RecentLines;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// All of it in this process: its speakers' sessions are over loopback, and their kernels are in
/// memory.
public final class MemoryStage implements Stage {
    private static final int LINES_AT_MOST = 20;

    private final Path directory;
    private final MemoryUnderlay underlay = new MemoryUnderlay();
    private final Map<Speaker, MemoryVtep> vteps = new EnumMap<>(Speaker.class);
    private final Map<Guest, MemoryHost> hosts = new EnumMap<>(Guest.class);
    private final Map<Guest, Map<Speaker, Integer>> ports = new EnumMap<>(Guest.class);
    private final List<Daemon> daemons = new ArrayList<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private boolean closed;

    /// @param directory an empty one, where the speakers' sockets are to be
    public MemoryStage(Path directory) {
        this.directory = directory;
    }

    @Override
    public String description() {
        return "The kernels of the VTEPs are in memory, and so are the hosts. The three daemons are"
                + " real, and speak BGP over loopback.";
    }

    @Override
    public synchronized void raise(Consumer<String> step) throws IOException {
        step.accept("two VTEPs and a host behind each are made in memory");
        for (var speaker : Speaker.values()) {
            if (speaker.isVtep()) {
                var mac = MacAddress.parse("02:00:00:00:01:" + lastOctet(speaker));
                var address = IpAddress.parse(speaker.address());
                vteps.put(speaker, new MemoryVtep(address, mac, underlay));
            }
        }
        for (var guest : Guest.values()) {
            hosts.put(guest, new MemoryHost(guest));
            var there = new EnumMap<Speaker, Integer>(Speaker.class);
            vteps.forEach((speaker, vtep) -> there.put(speaker, vtep.addPort(guest.text())));
            ports.put(guest, there);
            move(guest, guest.vtep());
        }
        step.accept("three daemons begin: a reflector and two VTEPs");
        // What it would say of sessions that begin and end is no part of what is shown.
        LogOutput.set("ERROR", false);
        var reflector = free(Speaker.REFLECTOR);
        start(Speaker.REFLECTOR, reflector, reflector);
        start(Speaker.VTEP1, free(Speaker.VTEP1), reflector);
        start(Speaker.VTEP2, free(Speaker.VTEP2), reflector);
    }

    private static String lastOctet(Speaker speaker) {
        return speaker.address().replaceFirst(".*\\.", "");
    }

    /// On loopback.
    private static Endpoint free(Speaker speaker) throws IOException {
        var address = "127.0.0." + lastOctet(speaker);
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral(address))) {
            return new Endpoint(address, socket.getLocalPort());
        } catch (IOException unusable) {
            throw new IOException(
                    "cannot listen on " + address + ": " + unusable.getMessage(), unusable);
        }
    }

    private void start(Speaker speaker, Endpoint at, Endpoint reflector) throws IOException {
        if (closed) {
            throw new IOException("the demonstration has ended");
        }
        var text = speaker.configuration(at, reflector);
        var machine =
                new Machine(
                        BgpIdentifier.parse(speaker.address()),
                        speaker.text(),
                        "evpnd " + Software.version(),
                        List.of(),
                        false);
        var loaded = ConfigurationFile.load(text.getBytes(StandardCharsets.UTF_8), machine);
        if (!(loaded instanceof Loaded.Valid(var configuration))) {
            throw new IllegalStateException(loaded.toString());
        }
        KernelSource kernel =
                _ -> Optional.ofNullable(vteps.get(speaker)).map(MemoryVtep::kernel).orElseThrow();
        var daemon =
                Daemon.start(
                        configuration,
                        Files.createDirectory(directory.resolve(speaker.text())),
                        kernel,
                        this::fail);
        daemon.onShow(() -> ShownConfiguration.of(text));
        daemons.add(daemon);
    }

    private void fail(Throwable defect) {
        failure.compareAndSet(null, defect);
    }

    @Override
    public void demandAll() throws IOException {
        var defect = failure.get();
        if (defect != null) {
            throw new IOException("a daemon has ended: " + defect, defect);
        }
    }

    @Override
    public Path socket(Speaker speaker) {
        return directory.resolve(speaker.text()).resolve(Door.ADMINISTRATORS.fileName());
    }

    @Override
    public synchronized Scene ping(Guest from, Guest to, int count) {
        var answers = new StringBuilder();
        int received = 0;
        for (int sequence = 1; sequence <= count; sequence++) {
            var took = host(from).ping(host(to).address());
            if (took.isPresent()) {
                received++;
                answers.append(answer(to, sequence, took.get()));
            }
        }
        answers.append("%d sent, %d answered%n".formatted(count, received));
        return new Scene(
                "%s looks for %s".formatted(from.text(), to.address()),
                answers.toString(),
                received == count);
    }

    private static String answer(Guest from, int sequence, Duration took) {
        return "answer from %s: number %d, after %d us%n"
                .formatted(from.address(), sequence, took.toNanos() / 1_000);
    }

    private MemoryHost host(Guest guest) {
        return Optional.ofNullable(hosts.get(guest)).orElseThrow();
    }

    @Override
    public synchronized Scene forwarding(Speaker vtep) {
        var kernel = Optional.ofNullable(vteps.get(vtep)).orElseThrow().kernel();
        return new Scene(
                "%s, in memory: bridge fdb show dev %s".formatted(vtep.text(), VXLAN),
                ForwardingText.of(kernel, VXLAN),
                true);
    }

    @Override
    public synchronized void move(Guest guest, Speaker to) {
        var vtep = Optional.ofNullable(vteps.get(to)).orElseThrow();
        int port = Optional.ofNullable(ports.get(guest)).map(each -> each.get(to)).orElseThrow();
        host(guest).plugInto(vtep, port);
    }

    @Override
    public List<String> suggestions() {
        return List.of();
    }

    @Override
    public List<String> lastWords() {
        return LogOutput.recent(LINES_AT_MOST).stream().map(RecentLines.Line::text).toList();
    }

    @Override
    public synchronized void close() {
        closed = true;
        // The VTEPs first, which would try again and again otherwise.
        daemons.reversed().forEach(Daemon::close);
        daemons.clear();
    }
}
