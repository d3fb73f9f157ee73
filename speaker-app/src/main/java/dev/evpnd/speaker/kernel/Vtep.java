package dev.evpnd.speaker.kernel;

import dev.evpnd.rib.instance.InstanceChange;
import dev.evpnd.rib.instance.Intent;
import dev.evpnd.rib.instance.IntentKey;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.speaker.journal.OwnEntries;
import dev.evpnd.speaker.journal.OwnEntry;
import dev.evpnd.speaker.netlink.ForwardingEntry;
import dev.evpnd.speaker.netlink.Kernel;
import dev.evpnd.speaker.netlink.KernelAnswer;
import dev.evpnd.speaker.netlink.KernelEvent;
import dev.evpnd.speaker.netlink.KernelRequest;
import dev.evpnd.speaker.netlink.NeighborEntry;
import dev.evpnd.speaker.netlink.NeighborState;
import dev.evpnd.speaker.netlink.RouteEntry;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// A VTEP on a kernel: what is known of the kernel, what the instances are told of it, and what it
/// is asked for.
public final class Vtep {
    private final Devices devices = new Devices();
    private final Domains domains = new Domains(devices);
    private final ForwardingTable forwarding = new ForwardingTable();
    private final NeighborTable neighbors = new NeighborTable();
    private final RouteTable routes = new RouteTable();
    private final Earlier earlier = new Earlier(forwarding);
    private final List<OwnEntry> released = new ArrayList<>();
    private final Installer installer =
            new Installer(
                    domains,
                    forwarding,
                    neighbors,
                    routes,
                    earlier,
                    this::release,
                    this::tellAgain);
    private final Probes probes = new Probes(installer::isLeaving);
    private final Remains remains =
            new Remains(
                    devices,
                    domains,
                    forwarding,
                    neighbors,
                    routes,
                    earlier,
                    installer,
                    this::release);
    private final AuditedTables audited =
            new AuditedTables(domains, installer, forwarding, neighbors, routes, this::find);
    private final FlappingPorts ports = new FlappingPorts();
    private final LocalHosts hosts = new LocalHosts(devices, ports);
    private final ArrayDeque<KernelFact> facts = new ArrayDeque<>();
    private final Tenants tenants = new Tenants(domains, routes, facts::add);
    private final DomainChanges changes =
            new DomainChanges(
                    devices,
                    domains,
                    forwarding,
                    neighbors,
                    routes,
                    hosts,
                    installer,
                    remains,
                    facts::add);
    private boolean devicesChanged;

    private final List<Integer> goneDevices = new ArrayList<>();
    private long resyncs;
    private final VtepView view =
            new VtepView(domains, devices, installer, changes, ports, remains, () -> resyncs);
    private @Nullable Sighting sighting;
    private boolean isLooking;

    public Vtep() {
        this(new OwnEntries());
    }

    /// @param made forwarding entries that an earlier life of this program has made
    public Vtep(OwnEntries made) {
        earlier.entries().addAll(made);
    }

    // What the kernel says.

    /// The kernel says something.
    public void take(KernelEvent event) {
        if (sighting != null) {
            sighting.see(event);
        }
        audited.see(event);
        switch (event) {
            case KernelEvent.LinkIs(var link) -> {
                boolean isNews = devices.put(link);
                devicesChanged |= isNews;
                if (isNews) {
                    tenants.doubt(link.index());
                }
                ports.see(link);
            }
            case KernelEvent.LinkGone(int index) -> {
                devicesChanged |= devices.remove(index);
                ports.remove(index);
                goneDevices.add(index);
                tenants.doubt(index);
            }
            case KernelEvent.PortVlansAre(var vlans) -> devicesChanged |= devices.put(vlans);
            case KernelEvent.AddressIs(var address) -> devicesChanged |= devices.put(address);
            case KernelEvent.AddressGone(var address) -> {
                devicesChanged |= devices.remove(address);
                tenants.doubt(address.index());
            }
            case KernelEvent.DeviceVnisAre(var vnis) -> devicesChanged |= devices.put(vnis);
            case KernelEvent.DeviceVnisGone(var vnis) -> devicesChanged |= devices.remove(vnis);
            case KernelEvent.ForwardingIs(var entry) -> forwardingIs(entry);
            case KernelEvent.ForwardingGone(var entry) -> forwardingGone(entry);
            case KernelEvent.NeighborIs(var entry) -> neighborIs(entry);
            case KernelEvent.NeighborGone(var entry) -> neighborGone(entry);
            case KernelEvent.RouteIs(var route, boolean replaces) ->
                    touched(route, tenants.put(route, replaces));
            case KernelEvent.RouteGone(var route) -> touched(route, tenants.remove(route));
        }
    }

    /// What follows, up to [#complete], is all that there is in a table.
    public void begin(Kernel.Table table) {
        sighting = new Sighting(table, routes);
    }

    /// All of a table was told: what was not is gone.
    public void complete() {
        var seen = sighting;
        sighting = null;
        if (seen != null) {
            seen.missing(devices, forwarding, neighbors, routes).forEach(this::find);
        }
    }

    /// A table was not told whole.
    public void abandon() {
        sighting = null;
    }

    /// Something is otherwise than the kernel has said.
    private void find(KernelEvent event) {
        isLooking = true;
        take(event);
        isLooking = false;
    }

    private boolean isUnsaid() {
        return isLooking || sighting != null;
    }

    /// The IP-VRFs.
    Tenants tenants() {
        return tenants;
    }

    /// What it knows, for an audit.
    AuditedTables audited() {
        return audited;
    }

    private void forwardingIs(ForwardingEntry entry) {
        var before = forwarding.put(entry);
        var domain = domains.of(entry);
        if (domain != null) {
            hosts.changed(domain, before, entry, facts::add);
            installer.touched(key(domain, entry), isUnsaid());
        }
    }

    private void forwardingGone(ForwardingEntry entry) {
        var before = forwarding.remove(entry);
        var domain = domains.of(entry);
        if (domain != null) {
            hosts.changed(domain, before, null, facts::add);
            installer.touched(key(domain, entry), isUnsaid());
        }
    }

    /// Which intent would want an entry.
    static IntentKey key(BridgeDomain domain, ForwardingEntry entry) {
        var remote = entry.remote();
        return entry.mac().equals(FloodComparison.ANY) && remote != null
                ? IntentKey.of(IntentKey.Kind.FLOOD, domain.vni(), remote)
                : IntentKey.mac(domain.vni(), entry.mac());
    }

    private void neighborIs(NeighborEntry entry) {
        var before = neighbors.put(entry);
        var domain = domains.routedBy(entry.index());
        if (domain != null) {
            hosts.changed(domain, before, entry, facts::add);
            // It is asked before it is given up: one that says nothing of its own accord would
            // else be withdrawn though it is there.
            if (entry.state() == NeighborState.STALE && LocalHosts.isLocal(entry)) {
                probes.add(domain.vni(), entry.index(), entry.address());
            }
        }
        touched(entry);
    }

    private void neighborGone(NeighborEntry entry) {
        var before = neighbors.remove(entry);
        var domain = domains.routedBy(entry.index());
        if (domain != null) {
            hosts.changed(domain, before, null, facts::add);
        }
        touched(entry);
    }

    private void touched(NeighborEntry entry) {
        var domain = domains.of(entry);
        if (domain == null) {
            return;
        }
        var address = entry.address();
        for (var kind : List.of(IntentKey.Kind.NEIGHBOR, IntentKey.Kind.NEXT_HOP)) {
            installer.touched(IntentKey.of(kind, domain.vni(), address), isUnsaid());
        }
    }

    private void touched(RouteEntry route, List<Vni> l3Vnis) {
        for (var vni : l3Vnis) {
            installer.touched(IntentKey.prefix(vni, route.prefix()), isUnsaid());
        }
    }

    // What the instances say.

    /// The instances want something else of the kernel.
    public void take(InstanceChange change, long nowMillis) {
        switch (change) {
            case InstanceChange.Hold(var intent) -> installer.hold(intent, nowMillis);
            case InstanceChange.Drop(var intent) -> installer.drop(intent.key());
            case InstanceChange.Probe(var vni, var address, _) -> {
                var domain = domains.find(vni);
                if (domain != null && domain.routed() != 0) {
                    probes.add(vni, domain.routed(), address);
                }
            }
            // These are not the kernel's concern.
            case InstanceChange.Announce _, InstanceChange.Withdraw _, InstanceChange.Tell _ -> {}
        }
    }

    /// All that is wanted is known: what is left of an earlier life beyond that goes.
    void clean() {
        remains.clean();
    }

    /// Nothing is wanted any more, and nothing is to be left.
    ///
    /// @param made all forwarding entries that this program has made, as far as that is known
    void leave(OwnEntries made) {
        installer.dropAll();
        earlier.entries().addAll(made);
        remains.clean();
    }

    /// Whether nothing is left of that, as far as the kernel lets go of it.
    boolean isCleaned() {
        return remains.isDone();
    }

    /// Whether nothing is wanted, and nothing left.
    boolean isEmpty() {
        return installer.isEmpty() && remains.isDone();
    }

    private void release(OwnEntry entry) {
        earlier.entries().remove(entry);
        released.add(entry);
    }

    /// Forwarding entries that are gone since the last call, or are another's.
    List<OwnEntry> takeReleased() {
        var taken = List.copyOf(released);
        released.clear();
        return taken;
    }

    /// Devices that are gone since the last call.
    List<Integer> takeGoneDevices() {
        var taken = List.copyOf(goneDevices);
        goneDevices.clear();
        return taken;
    }

    // What follows.

    /// Draws from devices that changed which bridge domains there are, and which ports are held.
    public void settle(long nowMillis) {
        devices.settle(nowMillis);
        ports.settle(nowMillis, this::hold, this::release);
        if (!devicesChanged) {
            return;
        }
        devicesChanged = false;
        changes.draw(nowMillis);
        tenants.settle();
    }

    /// An instance has forgotten what the kernel had learned here, for something else was to be in
    /// its place; that was given up before it was there.
    private void tellAgain(BridgeDomain domain, Intent givenUp) {
        if (!domain.equals(domains.find(domain.vni()))) {
            return;
        }
        switch (givenUp) {
            case Intent.RemoteMac mac ->
                    hosts.changed(domain, null, forwarding.inBridge(domain, mac.mac()), facts::add);
            case Intent.RemoteNeighbor neighbor ->
                    hosts.changed(
                            domain,
                            null,
                            neighbors.find(domain.routed(), neighbor.address()),
                            facts::add);
            default -> {}
        }
    }

    private void hold(int port) {
        facts.add(new KernelFact.PortHeld(view.deviceName(port)));
        domains.all().forEach(each -> hosts.hold(each, port, forwarding, facts::add));
    }

    private void release(int port) {
        facts.add(new KernelFact.PortReleased(view.deviceName(port)));
        domains.all().forEach(each -> hosts.release(each, port, forwarding, facts::add));
    }

    /// What the instances have to be told next, at most so many.
    public List<KernelFact> takeFacts(int most) {
        var taken = new ArrayList<KernelFact>();
        while (taken.size() < most && !facts.isEmpty()) {
            taken.add(facts.remove());
        }
        return taken;
    }

    /// How much the instances have yet to be told.
    public int factsWaiting() {
        return facts.size();
    }

    /// What the kernel is to be asked next, at most so many.
    public List<Request> requests(int most, long nowMillis) {
        installer.tick(nowMillis);
        remains.tick(nowMillis);
        var requests = new ArrayList<Request>();
        add(requests, most, probes::next);
        add(requests, most, changes::next);
        while (requests.size() < most) {
            var next = installer.next(nowMillis);
            if (next == null) {
                break;
            }
            requests.add(new Request(next.request(), next));
        }
        // Of those that have waited, for which something has gone by now.
        add(requests, most, probes::next);
        add(requests, most, () -> remains.next(nowMillis));
        return requests;
    }

    /// Adds requests on which nothing depends.
    private static void add(
            List<Request> to, int most, Supplier<@Nullable KernelRequest> requests) {
        while (to.size() < most) {
            var next = requests.get();
            if (next == null) {
                return;
            }
            to.add(new Request(next, null));
        }
    }

    /// @param planned what it is for; null where nothing depends on what becomes of it
    public record Request(KernelRequest request, Installer.@Nullable Planned planned) {}

    /// The kernel answered to a request.
    ///
    /// @return whether that is news for an operator: it did not do it, nor had it refused before
    public boolean answered(Request request, KernelAnswer answer, long nowMillis) {
        return request.planned() != null
                && installer.answered(request.planned(), answer, nowMillis);
    }

    /// The kernel was listened to until it had nothing more to say: what became of all that it was
    /// asked for is known, and what it changed by itself it has changed.
    public void quiet() {
        installer.quiet();
        remains.quiet();
    }

    /// When [#requests] has something to be tried again or [#settle] something to do,
    /// [Long#MAX_VALUE] if never.
    public long nextDeadlineMillis() {
        return Math.min(
                Math.min(installer.nextDeadlineMillis(), remains.nextDeadlineMillis()),
                ports.nextDeadlineMillis());
    }

    // What somebody asks.

    /// What is known, for whoever asks.
    VtepView view() {
        return view;
    }

    /// All that the kernel has was told.
    void resynced() {
        resyncs++;
    }

    /// Tells the instances of all bridge domains and hosts again: there are instances that were not
    /// there when it was told.
    public void tellAgain() {
        for (var domain : domains.all()) {
            facts.add(new KernelFact.DomainIs(domain));
            hosts.enter(domain, forwarding, neighbors, facts::add);
        }
        tenants.tellAgain();
    }

    /// Holds no port for longer than this because it flaps; 0 holds none.
    public void holdPortsAtMost(long millis) {
        ports.holdAtMost(millis);
    }
}
