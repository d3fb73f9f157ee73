package dev.evpnd.speaker.daemon;

import dev.evpnd.rib.Rib;
import dev.evpnd.rib.instance.InstanceChange;
import dev.evpnd.rib.instance.IpVrfSettings;
import dev.evpnd.rib.instance.Notice;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.speaker.config.Configuration;
import dev.evpnd.speaker.config.KernelSettings;
import dev.evpnd.speaker.journal.Journal;
import dev.evpnd.speaker.journal.KernelIdentity;
import dev.evpnd.speaker.kernel.KernelFact;
import dev.evpnd.speaker.kernel.KernelThread;
import dev.evpnd.speaker.kernel.Tenure;
import dev.evpnd.speaker.netlink.Kernel;
import dev.evpnd.speaker.netlink.LinuxKernel;
import dev.evpnd.speaker.netlink.NetworkNamespace;
import dev.evpnd.speaker.query.AbsentTenant;
import dev.evpnd.speaker.routing.InstanceChanges;
import dev.evpnd.speaker.routing.RoutingThread;
import dev.evpnd.speaker.telemetry.FileFault;
import dev.evpnd.speaker.telemetry.LogEvent;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Where the instances and the kernel meet: facts one way, intents the other.
final class KernelSide implements InstanceChanges, KernelThread.Listener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("evpnd.vtep");

    /// How long it may take until nothing is left.
    private static final long LEAVE_MILLIS = 10_000;

    private final RoutingThread routing;
    private final LocalInstances instances;
    private final FirstRoutes first;
    private final KernelThread thread;
    private final boolean leaves;
    private @Nullable CompletableFuture<Boolean> decided;

    private KernelSide(
            Kernel kernel,
            Journal journal,
            KernelSettings settings,
            Configuration configuration,
            RoutingThread routing,
            Consumer<Throwable> failed) {
        this.routing = routing;
        leaves = settings.atStop() == KernelSettings.AtStop.REMOVE;
        instances = new LocalInstances(configuration, this::tellPrefixesAgain);
        first = new FirstRoutes(configuration);
        long cleanAt = Speaker.millis() + TimeUnit.SECONDS.toMillis(settings.staleSeconds());
        var tenure = new Tenure(journal, cleanAt);
        long audit = TimeUnit.SECONDS.toMillis(settings.auditSeconds());
        thread = new KernelThread(kernel, tenure, audit, Speaker::millis, this, failed);
        holdPorts(configuration);
        thread.tenantsAre(instances.l3Vnis());
    }

    private void tellPrefixesAgain(Vni l3Vni) {
        thread.tellPrefixesAgain(l3Vni);
    }

    private void holdPorts(Configuration configuration) {
        thread.holdPortsAtMost(TimeUnit.SECONDS.toMillis(configuration.vtep().mostHoldSeconds()));
    }

    /// @param source where the kernel is had from
    /// @param state where the journal is, if anywhere
    /// @throws IOException if the kernel cannot be read, with the reason
    static KernelSide open(
            KernelSource source,
            KernelSettings settings,
            @Nullable Path state,
            Configuration configuration,
            RoutingThread routing,
            Consumer<Throwable> failed)
            throws IOException {
        var kernel = source.open(settings);
        var journal = journal(namespace(settings.networkNamespace()), state);
        return new KernelSide(kernel, journal, settings, configuration, routing, failed);
    }

    /// The kernel of this machine.
    ///
    /// @throws IOException if it cannot be read, with the reason
    static Kernel open(KernelSettings settings) throws IOException {
        return LinuxKernel.open(namespace(settings.networkNamespace()), settings.receiveBuffer());
    }

    static NetworkNamespace namespace(Optional<String> name) throws IOException {
        return name.isEmpty() ? new NetworkNamespace.Own() : namespace(name.get());
    }

    /// A VTEP without one is a VTEP all the same.
    private static Journal journal(NetworkNamespace namespace, @Nullable Path state) {
        if (state == null) {
            return Journal.inMemory("there is no state-directory");
        }
        try {
            var identity = KernelIdentity.of(namespace);
            return Journal.open(state.resolve(Journal.FILE), identity, Speaker.millis());
        } catch (IOException unknown) {
            var why = FileFault.text(unknown);
            LogEvent.warn(LOG, "journal.unavailable").with("error", why).write();
            return Journal.inMemory(why);
        }
    }

    private static NetworkNamespace namespace(String nameOrPath) throws IOException {
        try {
            return nameOrPath.contains("/")
                    ? new NetworkNamespace.At(Path.of(nameOrPath))
                    : NetworkNamespace.named(nameOrPath);
        } catch (IllegalArgumentException none) {
            throw new IOException("vtep.kernel.network-namespace: " + none.getMessage(), none);
        }
    }

    void start() {
        routing.change(Rib::awaitOwn);
        routing.carryOut(this);
        decided = routing.when(first::areDecided);
        thread.start();
    }

    /// Goes by another configuration from now on.
    void configure(Configuration changed) {
        routing.change(
                rib -> {
                    instances.reconfigure(rib, changed, Speaker.millis());
                    first.configure(changed);
                });
        holdPorts(changed);
        var l3Vnis =
                changed.ipVrfs().stream().map(IpVrfSettings::l3Vni).collect(Collectors.toSet());
        thread.tenantsAre(l3Vnis);
        thread.tellAgain();
    }

    KernelThread thread() {
        return thread;
    }

    /// For any thread.
    List<AbsentTenant> absentTenants() {
        return instances.absentTenants();
    }

    @Override
    public boolean isReady() {
        boolean isReady = thread.isReady();
        if (isReady && first.handingOver()) {
            thread.clean();
        } else if (isReady && first.isHanded()) {
            // It is asked again when that may have arrived, and by #ready if it has not by then.
            routing.change(_ -> {});
        }
        return isReady;
    }

    @Override
    public void take(List<InstanceChange> changes) {
        changes.forEach(
                each -> {
                    if (each instanceof InstanceChange.Tell(var notice)) {
                        tell(notice);
                    }
                });
        thread.take(changes);
    }

    @Override
    public void facts(List<KernelFact> facts, Runnable done) {
        routing.change(
                rib -> {
                    long now = Speaker.millis();
                    facts.forEach(each -> instances.take(rib, each, now));
                    done.run();
                });
    }

    @Override
    public void ready() {
        routing.change(_ -> {});
    }

    @Override
    public void told() {
        routing.change(
                rib -> {
                    first.kernelTold();
                    rib.ownIsKnown();
                    instances.kernelTold(rib);
                });
    }

    private static void tell(Notice notice) {
        LogEvent.warn(LOG, "vtep.notice").with("notice", notice).write();
    }

    /// Whether the kernel keeps nothing at the end.
    boolean leaves() {
        return leaves;
    }

    /// The kernel keeps what it holds, or nothing.
    @Override
    public void close() {
        if (decided != null) {
            decided.cancel(false);
        }
        if (leaves) {
            thread.leave(LEAVE_MILLIS);
        }
        thread.close();
    }
}
