package dev.evpnd.speaker.daemon;

import dev.evpnd.rib.RibSettings;
import dev.evpnd.speaker.admin.AdminAnswers;
import dev.evpnd.speaker.admin.AdminSocket;
import dev.evpnd.speaker.admin.Door;
import dev.evpnd.speaker.config.Configuration;
import dev.evpnd.speaker.config.ConfigurationDifference;
import dev.evpnd.speaker.config.ListenAddress;
import dev.evpnd.speaker.config.ShownConfiguration;
import dev.evpnd.speaker.kernel.KernelThread;
import dev.evpnd.speaker.neighbor.ListenRange;
import dev.evpnd.speaker.neighbor.Neighbor;
import dev.evpnd.speaker.neighbor.Neighbors;
import dev.evpnd.speaker.query.AbsentTenant;
import dev.evpnd.speaker.query.Host;
import dev.evpnd.speaker.query.Inspection;
import dev.evpnd.speaker.routing.RoutingLimits;
import dev.evpnd.speaker.supervision.Supervisor;
import dev.evpnd.speaker.telemetry.FileFault;
import dev.evpnd.speaker.telemetry.LogEvent;
import dev.evpnd.speaker.telemetry.LogOutput;
import dev.evpnd.speaker.transport.SocketAddresses;
import dev.evpnd.speaker.transport.Transport;
import dev.evpnd.wire.address.IpAddress;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// A speaker that does what a [Configuration] says, and what the next one says from then on.
public final class Daemon implements Host, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("evpnd.daemon");

    /// How long the end of all sessions may take.
    private static final int STOP_SECONDS = 5;

    private static final int HEARTBEAT_SECONDS = 10;
    private static final int MOST_IO_THREADS = 8;
    private static final int MOST_SHARDS_BY_PROCESSORS = 8;

    private final Speaker speaker;
    private final @Nullable StateDirectory state;
    private final @Nullable Path socketDirectory;
    private final KernelSource kernels;
    private final ScheduledExecutorService housekeeping =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("evpnd-files").daemon().factory());
    private final AtomicBoolean stopped = new AtomicBoolean();

    /// Whoever asks for it waits for no reload.
    private final Map<ListenAddress, InetSocketAddress> listening = new ConcurrentSkipListMap<>();

    private final Inspection inspection;
    private final OptionalHttp http;
    private final Consumer<Throwable> failed;
    private @Nullable KernelSide kernel;
    private @Nullable ScheduledFuture<?> heartbeat;
    private List<AdminSocket> sockets = List.of();
    private volatile Configuration configuration;
    private volatile Supplier<Optional<ShownConfiguration>> shown = Optional::empty;
    private volatile Supplier<List<String>> reloading =
            () -> List.of("there is nothing to read it from");

    private Daemon(
            Configuration configuration,
            @Nullable StateDirectory state,
            @Nullable Path socketDirectory,
            KernelSource kernels,
            Consumer<Throwable> failed)
            throws IOException {
        this.configuration = configuration;
        this.state = state;
        this.socketDirectory = socketDirectory;
        this.kernels = kernels;
        this.failed = failed;
        var awaited = state == null ? Set.<IpAddress>of() : awaited(configuration, state);
        speaker =
                new Speaker(
                        rib(configuration, awaited),
                        shards(configuration),
                        limits(configuration),
                        ioThreads(),
                        failed);
        inspection = new Inspection(speaker.neighbors(), speaker.routing(), Speaker::millis, this);
        http = new OptionalHttp(inspection);
        Transport.missing()
                .ifPresent(
                        why ->
                                LogEvent.warn(LOG, "transport.portable")
                                        .with("reason", why)
                                        .write());
        if (!awaited.isEmpty()) {
            LogEvent.info(LOG, "restart.begin").with("awaited", awaited.size()).write();
        }
    }

    /// Half of the processors is for the routes, and what else there is.
    private static int ioThreads() {
        int processors = Runtime.getRuntime().availableProcessors();
        return Math.clamp(processors / 2, 1, MOST_IO_THREADS);
    }

    /// The other half of the processors is for sockets.
    private static int shards(Configuration configuration) {
        int processors = Runtime.getRuntime().availableProcessors();
        return configuration
                .shards()
                .orElse(Math.clamp(processors / 2, 1, MOST_SHARDS_BY_PROCESSORS));
    }

    private static Set<IpAddress> awaited(Configuration configuration, StateDirectory state)
            throws IOException {
        var kept = Duration.ofSeconds(configuration.restart().restartSeconds());
        return state.gracefulPeers(kept, Instant.now());
    }

    private static RibSettings rib(Configuration configuration, Set<IpAddress> awaited) {
        var restart =
                new RibSettings.Restart(
                        awaited,
                        Speaker.millis()
                                + TimeUnit.SECONDS.toMillis(
                                        configuration.restart().selectDeferSeconds()));
        var settings = configuration.rib().withAddresses(ownAddresses(configuration));
        return awaited.isEmpty() ? settings : settings.withRestart(restart);
    }

    private static RoutingLimits limits(Configuration configuration) {
        var limits = configuration.limits();
        return new RoutingLimits(
                (int) limits.inputPerPeer(), limits.inputInAll(), (int) limits.outputPerPeer());
    }

    /// That it tells others to send to, and that it is known by. Another speaker on the same
    /// machine may have the rest.
    private static Set<IpAddress> ownAddresses(Configuration configuration) {
        var own = new HashSet<IpAddress>();
        configuration.macVrfs().forEach(each -> own.add(each.vtep()));
        configuration.listen().stream()
                .map(ListenAddress::address)
                .filter(each -> !each.isUnspecified())
                .forEach(own::add);
        return own;
    }

    /// Begins to listen, and to connect to the peers.
    ///
    /// @param socketDirectory where it is asked, if it is to be; no other daemon uses it
    /// @param failed is told why, if the daemon cannot go on
    /// @throws IOException if it cannot be, with the reason
    static Daemon start(
            Configuration configuration,
            @Nullable StateDirectory state,
            @Nullable Path socketDirectory,
            Consumer<Throwable> failed)
            throws IOException {
        return start(new Daemon(configuration, state, socketDirectory, KernelSide::open, failed));
    }

    /// The same on another kernel than that of this machine. Nothing of it outlasts it.
    ///
    /// @param kernels where it is had from, if the configuration wants one
    public static Daemon start(
            Configuration configuration,
            Path socketDirectory,
            KernelSource kernels,
            Consumer<Throwable> failed)
            throws IOException {
        return start(new Daemon(configuration, null, socketDirectory, kernels, failed));
    }

    private static Daemon start(Daemon daemon) throws IOException {
        try {
            daemon.begin();
        } catch (IOException | RuntimeException refused) {
            daemon.close();
            throw refused;
        }
        return daemon;
    }

    private void begin() throws IOException {
        speaker.neighbors().expect(configuration.neighbors(), configuration.ranges()).join();
        listen(configuration.listen());
        if (configuration.vtep().kernel().isEmpty()) {
            configuration
                    .macVrfs()
                    .forEach(each -> speaker.routing().change(rib -> rib.configure(each)));
            configuration
                    .ipVrfs()
                    .forEach(each -> speaker.routing().change(rib -> rib.configure(each)));
        }
        var settings = configuration.vtep().kernel();
        if (settings.isPresent()) {
            kernel =
                    KernelSide.open(
                            kernels,
                            settings.get(),
                            state == null ? null : state.path(),
                            configuration,
                            speaker.routing(),
                            failed);
            kernel.start();
        }
        speaker.neighbors()
                .apply(
                        new Neighbors.Change(
                                List.of(), configuration.neighbors(), configuration.ranges()))
                .join();
        if (state != null) {
            speaker.neighbors().onGracefulPeers(peers -> housekeeping.execute(() -> keep(peers)));
            heartbeat =
                    housekeeping.scheduleAtFixedRate(
                            this::touch, HEARTBEAT_SECONDS, HEARTBEAT_SECONDS, TimeUnit.SECONDS);
        }
        if (socketDirectory != null) {
            sockets = sockets(socketDirectory);
        }
        http.open(configuration.http());
    }

    /// How it is, for whoever watches over it.
    Supervisor.Vitals vitals() {
        return new DaemonVitals(inspection);
    }

    /// Routes are passed on whether or not anybody can ask about them. How many ask it by its
    /// sockets at this moment.
    int asking() {
        return sockets.stream().mapToInt(AdminSocket::connected).sum();
    }

    private List<AdminSocket> sockets(Path directory) {
        var opened = new ArrayList<AdminSocket>();
        try {
            for (var door : Door.values()) {
                opened.add(AdminSocket.open(directory, door, new AdminAnswers(inspection, door)));
            }
        } catch (IOException refused) {
            LogEvent.warn(LOG, "admin.unavailable").with("error", FileFault.text(refused)).write();
        }
        return List.copyOf(opened);
    }

    static InetSocketAddress socket(ListenAddress address) {
        return new InetSocketAddress(SocketAddresses.inet(address.address()), address.port());
    }

    private void keep(Set<IpAddress> peers) {
        if (state != null && !stopped.get()) {
            try {
                state.keep(peers);
            } catch (IOException failure) {
                LogEvent.warn(LOG, "state.unwritable")
                        .with("error", FileFault.text(failure))
                        .write();
            }
        }
    }

    private void touch() {
        if (state != null) {
            try {
                state.touch(Instant.now());
            } catch (IOException failure) {
                LogEvent.warn(LOG, "state.unwritable")
                        .with("error", FileFault.text(failure))
                        .write();
            }
        }
    }

    @Override
    public int dynamicLimit() {
        return configuration.ranges().stream().mapToInt(ListenRange::limit).sum();
    }

    @Override
    public Optional<KernelThread> kernel() {
        return Optional.ofNullable(kernel).map(KernelSide::thread);
    }

    @Override
    public List<AbsentTenant> absentTenants() {
        return kernel == null ? List.of() : kernel.absentTenants();
    }

    public Speaker speaker() {
        return speaker;
    }

    /// Whether it can be asked by its socket.
    public boolean isAsked() {
        return !sockets.isEmpty();
    }

    @Override
    public RibSettings settings() {
        return configuration.rib();
    }

    @Override
    public List<InetSocketAddress> listening() {
        return List.copyOf(listening.values());
    }

    /// Says how the configuration that holds is shown when somebody asks for it.
    public void onShow(Supplier<ShownConfiguration> shown) {
        this.shown = () -> Optional.of(shown.get());
    }

    @Override
    public Optional<ShownConfiguration> configuration() {
        return shown.get();
    }

    /// Says how the configuration is read again when somebody asks for it.
    ///
    /// @param reloading answers why it is not gone by, with nothing when it is
    public void onReload(Supplier<List<String>> reloading) {
        this.reloading = reloading;
    }

    @Override
    public List<String> reload() {
        return reloading.get();
    }

    /// Goes by another configuration from now on, if that can be without a restart. Sessions last
    /// where their own settings do.
    ///
    /// @return the keys for which it cannot be; then nothing has changed
    /// @throws IOException if an address cannot be listened on; then nothing has changed
    public synchronized List<String> reload(Configuration changed) throws IOException {
        var difference = ConfigurationDifference.between(configuration, changed);
        if (!difference.restart().isEmpty()) {
            return difference.restart();
        }
        http.open(changed.http());
        try {
            relisten(difference);
        } catch (IOException refused) {
            http.undo(configuration.http());
            throw refused;
        }
        http.keep(changed.http());
        var routing = speaker.routing();
        // First, for a neighbor's cluster id is one of this speaker's, too.
        var settings = rib(changed, Set.of());
        routing.change(rib -> rib.configure(settings));
        speaker.neighbors().setLimits(limits(changed));
        reconfigure(difference, changed);
        speaker.neighbors().apply(change(difference, changed)).join();
        if (difference.log()) {
            LogOutput.set(changed.log().level().name(), changed.log().isJson());
        }
        configuration = changed;
        return List.of();
    }

    private void reconfigure(ConfigurationDifference difference, Configuration changed) {
        var routing = speaker.routing();
        if (kernel != null) {
            kernel.configure(changed);
            return;
        }
        difference
                .ipVrfsUnconfigured()
                .forEach(vni -> routing.change(rib -> rib.unconfigureIpVrf(vni)));
        difference
                .macVrfsUnconfigured()
                .forEach(vni -> routing.change(rib -> rib.unconfigureMacVrf(vni)));
        difference.ipVrfs().forEach(each -> routing.change(rib -> rib.configure(each)));
        difference.macVrfs().forEach(each -> routing.change(rib -> rib.configure(each)));
    }

    private static Neighbors.Change change(
            ConfigurationDifference difference, Configuration changed) {
        var neighbors = new ArrayList<Neighbor>(difference.neighbors().added());
        neighbors.addAll(difference.neighbors().reset());
        neighbors.addAll(difference.neighbors().changed());
        var removed = difference.neighbors().removed().stream().map(Neighbor::address).toList();
        return new Neighbors.Change(removed, neighbors, changed.ranges());
    }

    /// What is listened on no more may be in the way of what is from now on.
    private void relisten(ConfigurationDifference difference) throws IOException {
        difference.listenersRemoved().forEach(this::unlisten);
        try {
            listen(difference.listenersAdded());
        } catch (IOException refused) {
            listen(difference.listenersRemoved());
            throw refused;
        }
    }

    private void listen(List<ListenAddress> added) throws IOException {
        var begun = new ArrayList<ListenAddress>();
        try {
            for (var address : added) {
                listening.put(address, speaker.neighbors().listen(socket(address)));
                begun.add(address);
            }
        } catch (IOException refused) {
            begun.forEach(this::unlisten);
            throw refused;
        }
    }

    private void unlisten(ListenAddress address) {
        listening.remove(address);
        speaker.neighbors().unlisten(socket(address)).join();
    }

    /// Ends all sessions in order, and then everything else.
    @Override
    public void close() {
        if (stopped.getAndSet(true)) {
            return;
        }
        sockets.forEach(AdminSocket::close);
        http.close();
        boolean restarting = configuration.restart().forwardingPreserved();
        try {
            if (kernel != null && !kernel.leaves()) {
                // First, for what goes with the sessions is to stay there.
                kernel.close();
            }
            speaker.neighbors()
                    .stop(restarting)
                    .completeOnTimeout(null, STOP_SECONDS, TimeUnit.SECONDS)
                    .join();
        } finally {
            if (kernel != null) {
                kernel.close();
            }
            speaker.close();
            housekeeping.close();
            release(restarting);
        }
    }

    private void release(boolean restarting) {
        if (state != null) {
            try (state) {
                if (restarting) {
                    // They keep our routes from now on, and not since the last heartbeat.
                    state.touch(Instant.now());
                } else if (heartbeat != null) {
                    // One that has not begun leaves what it has found.
                    state.forgetPeers();
                }
            } catch (IOException failure) {
                LogEvent.warn(LOG, "state.unwritable")
                        .with("error", FileFault.text(failure))
                        .write();
            }
        }
    }
}
