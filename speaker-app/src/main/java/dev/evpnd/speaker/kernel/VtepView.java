package dev.evpnd.speaker.kernel;

import dev.evpnd.rib.instance.IntentKey;
import dev.evpnd.rib.instance.Vni;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/// What a [Vtep] knows, for whoever asks on the thread that owns it.
public final class VtepView {
    private final Domains domains;
    private final Devices devices;
    private final Installer installer;
    private final DomainChanges changes;
    private final FlappingPorts ports;
    private final Remains remains;
    private final LongSupplier resyncs;

    VtepView(
            Domains domains,
            Devices devices,
            Installer installer,
            DomainChanges changes,
            FlappingPorts ports,
            Remains remains,
            LongSupplier resyncs) {
        this.domains = domains;
        this.devices = devices;
        this.installer = installer;
        this.changes = changes;
        this.ports = ports;
        this.remains = remains;
        this.resyncs = resyncs;
    }

    /// The bridge domains, by their VNIs.
    public List<BridgeDomain> domains() {
        return List.copyOf(domains.all());
    }

    public Optional<BridgeDomain> domain(Vni vni) {
        return Optional.ofNullable(domains.find(vni));
    }

    /// How it stands with what the instances want, in the order of the keys, a slice at a time.
    public List<Installation> installations(@Nullable IntentKey after, int limit) {
        return installer.after(after, limit);
    }

    public Optional<Installation> installation(IntentKey key) {
        return installer.find(key);
    }

    /// How many stand in which way.
    public Map<InstallState, Integer> installed() {
        return installer.counts();
    }

    /// The latest entries that somebody else has changed.
    public List<Drift> drifts() {
        return installer.drifts();
    }

    /// How many were ever.
    public long drifted() {
        return installer.drifted();
    }

    /// The name of a device, empty where there is none.
    public String deviceName(int index) {
        var link = devices.find(index);
        return link == null ? "" : link.name();
    }

    /// What is known of a VXLAN device; nothing where there is none of the name.
    public Optional<VxlanDevice> vxlanDevice(String name) {
        return devices.vxlan(name);
    }

    /// The names of the VXLAN devices.
    public List<String> vxlanNames() {
        return devices.vxlanNames();
    }

    /// The names of all devices, by their numbers.
    public Map<Integer, String> deviceNames() {
        return devices.names();
    }

    /// Ports that go down and up again and again, so that what is learned there is not told of for
    /// now.
    public List<HeldPort> heldPorts() {
        return ports.held().stream()
                .map(
                        each ->
                                new HeldPort(
                                        deviceName(each.port()), each.flaps(), each.untilMillis()))
                .toList();
    }

    /// The VXLAN devices that are no bridge domains.
    public List<UnusedDevice> unused() {
        return changes.unused();
    }

    /// How often all that the kernel has was told.
    public long resyncs() {
        return resyncs.getAsLong();
    }

    /// How many entries of an earlier life were taken away.
    public Tenure.Cleaned cleaned() {
        return remains.cleaned();
    }
}
