package dev.evpnd.speaker.query;

import dev.evpnd.rib.instance.Intent;
import dev.evpnd.rib.instance.IntentKey;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.speaker.kernel.Audit;
import dev.evpnd.speaker.kernel.BridgeDomain;
import dev.evpnd.speaker.kernel.Drift;
import dev.evpnd.speaker.kernel.HeldPort;
import dev.evpnd.speaker.kernel.InstallState;
import dev.evpnd.speaker.kernel.Installation;
import dev.evpnd.speaker.kernel.KernelThread;
import dev.evpnd.speaker.kernel.Tenure;
import dev.evpnd.speaker.kernel.UnusedDevice;
import dev.evpnd.speaker.kernel.VtepView;
import dev.evpnd.speaker.kernel.VxlanDevice;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.evpn.IpPrefixAdvertisement;
import dev.evpnd.wire.evpn.MacIpAdvertisement;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/// What a running daemon knows of the kernel that it is a VTEP on, if it is on one.
public final class KernelQueries {
    private static final int ROWS_AT_ONCE = 256;

    private final Optional<KernelThread> thread;

    KernelQueries(Optional<KernelThread> thread) {
        this.thread = thread;
    }

    public boolean isThere() {
        return thread.isPresent();
    }

    private <T> Optional<T> ask(Function<VtepView, T> question) {
        return thread.map(each -> RoutingQueries.await(each.ask(question)));
    }

    /// How much there is of what, and what is wrong.
    ///
    /// @param installed how many intents stand in which way
    /// @param unused VXLAN devices that are no bridge domains
    /// @param held ports of which what is learned is not told for now
    /// @param drifted how many entries somebody else has changed since the beginning
    /// @param resyncs how often all was asked for
    /// @param cleaned entries of an earlier life that nobody wanted
    /// @param journalFault why the next life will not know what this one has made, or nothing
    /// @param audits that looked whether the kernel holds what it has told
    public record Overview(
            int domains,
            Map<InstallState, Integer> installed,
            List<UnusedDevice> unused,
            List<HeldPort> held,
            long drifted,
            long resyncs,
            Tenure.Cleaned cleaned,
            String journalFault,
            Audit.Report audits) {

        static final Overview NONE =
                new Overview(
                        0,
                        Map.of(),
                        List.of(),
                        List.of(),
                        0,
                        0,
                        Tenure.Cleaned.NOTHING,
                        "",
                        Audit.Report.NONE);
    }

    public Optional<Overview> overview() {
        return ask(
                vtep ->
                        new Overview(
                                vtep.domains().size(),
                                vtep.installed(),
                                vtep.unused(),
                                vtep.heldPorts(),
                                vtep.drifted(),
                                vtep.resyncs(),
                                vtep.cleaned(),
                                thread.map(KernelThread::journalFault).orElse(""),
                                thread.map(KernelThread::audited).orElse(Audit.Report.NONE)));
    }

    /// The devices of each bridge domain.
    Map<Vni, VniDevices> devices() {
        return ask(vtep -> {
                    var devices = new HashMap<Vni, VniDevices>();
                    vtep.domains().forEach(each -> devices.put(each.vni(), named(vtep, each)));
                    return devices;
                })
                .orElseGet(HashMap::new);
    }

    private static VniDevices named(VtepView vtep, BridgeDomain domain) {
        return new VniDevices(
                domain.deviceName(),
                domain.device(),
                vtep.deviceName(domain.bridge()),
                vtep.deviceName(domain.routed()),
                domain.routed(),
                domain.vlan(),
                Optional.ofNullable(domain.group()));
    }

    /// What is known of a VXLAN device; nothing where there is none of the name.
    public Optional<VxlanDevice> vxlanDevice(String name) {
        return ask(vtep -> vtep.vxlanDevice(name)).flatMap(Function.identity());
    }

    /// The names of the VXLAN devices.
    public List<String> vxlanNames() {
        return ask(VtepView::vxlanNames).orElse(List.of());
    }

    /// The names of all devices, by their numbers.
    public Map<Integer, String> deviceNames() {
        return ask(VtepView::deviceNames).orElse(Map.of());
    }

    /// How it stands with what the kernel should hold; nothing where there is no kernel.
    public Optional<Installation> installation(Intent intent) {
        return installation(intent.key());
    }

    public Optional<Installation> installation(IntentKey key) {
        return ask(vtep -> vtep.installation(key)).flatMap(Function.identity());
    }

    /// How it stands with what it should hold of what a route says, in an instance that imports it:
    /// by this route, or by a better one.
    public List<Installation> installations(Vni vni, EvpnRoute route) {
        return ask(vtep ->
                        keys(vni, route).flatMap(each -> vtep.installation(each).stream()).toList())
                .orElse(List.of());
    }

    private static Stream<IntentKey> keys(Vni vni, EvpnRoute route) {
        return switch (route) {
            case IpPrefixAdvertisement it -> Stream.of(IntentKey.prefix(vni, it.prefix()));
            case MacIpAdvertisement it -> {
                var mac = IntentKey.mac(vni, it.macAddress());
                var address = it.ipAddress();
                yield address == null
                        ? Stream.of(mac)
                        : Stream.of(
                                mac,
                                IntentKey.of(IntentKey.Kind.NEIGHBOR, vni, address),
                                IntentKey.prefix(vni, new IpPrefix(address, address.bitLength())));
            }
            default -> Stream.empty();
        };
    }

    /// How it stands with all that it should, in the order of the keys.
    public void installations(Consumer<Installation> to) {
        IntentKey after = null;
        while (true) {
            var some = slice(after);
            some.forEach(to);
            if (some.size() < ROWS_AT_ONCE) {
                return;
            }
            after = some.getLast().intent().key();
        }
    }

    private List<Installation> slice(@Nullable IntentKey after) {
        return ask(vtep -> vtep.installations(after, ROWS_AT_ONCE)).orElse(List.of());
    }

    /// The latest entries that somebody else has changed, the first of them first.
    public List<Drift> drifts() {
        return ask(VtepView::drifts).orElse(List.of());
    }
}
