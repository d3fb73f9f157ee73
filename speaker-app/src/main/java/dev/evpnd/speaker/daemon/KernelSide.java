package dev.evpnd.speaker.daemon;

import dev.evpnd.rib.instance.InstanceChange;
import dev.evpnd.rib.instance.Notice;
import dev.evpnd.speaker.config.Configuration;
import dev.evpnd.speaker.config.KernelSettings;
import dev.evpnd.speaker.kernel.KernelFact;
import dev.evpnd.speaker.kernel.KernelThread;
import dev.evpnd.speaker.netlink.Kernel;
import dev.evpnd.speaker.netlink.LinuxKernel;
import dev.evpnd.speaker.netlink.NetworkNamespace;
import dev.evpnd.speaker.routing.InstanceChanges;
import dev.evpnd.speaker.routing.RoutingThread;
import dev.evpnd.speaker.telemetry.LogEvent;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Where the instances and the kernel meet: facts one way, intents the other.
final class KernelSide implements InstanceChanges, KernelThread.Listener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("evpnd.vtep");

    private final RoutingThread routing;
    private final LocalInstances instances;
    private final KernelThread thread;

    KernelSide(
            Kernel kernel,
            Configuration configuration,
            RoutingThread routing,
            Consumer<Throwable> failed) {
        this.routing = routing;
        instances = new LocalInstances(configuration);
        thread = new KernelThread(kernel, Speaker::millis, this, failed);
        holdPorts(configuration);
    }

    private void holdPorts(Configuration configuration) {
        thread.holdPortsAtMost(TimeUnit.SECONDS.toMillis(configuration.vtep().mostHoldSeconds()));
    }

    /// @throws IOException if the kernel cannot be read, with the reason
    static Kernel open(KernelSettings settings) throws IOException {
        var name = settings.networkNamespace();
        var namespace = name.isEmpty() ? new NetworkNamespace.Own() : namespace(name.get());
        return LinuxKernel.open(namespace, settings.receiveBuffer());
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
        routing.carryOut(this);
        thread.start();
    }

    /// Goes by another configuration from now on.
    void configure(Configuration changed) {
        routing.change(rib -> instances.reconfigure(rib, changed));
        holdPorts(changed);
        thread.tellAgain();
    }

    KernelThread thread() {
        return thread;
    }

    @Override
    public boolean isReady() {
        return thread.isReady();
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

    private static void tell(Notice notice) {
        LogEvent.warn(LOG, "vtep.notice").with("notice", notice).write();
    }

    /// The kernel keeps what it holds.
    @Override
    public void close() {
        thread.close();
    }
}
