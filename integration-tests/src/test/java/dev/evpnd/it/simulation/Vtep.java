package dev.evpnd.it.simulation;

import dev.evpnd.rib.instance.DuplicateSettings;
import dev.evpnd.rib.instance.ImportTarget;
import dev.evpnd.rib.instance.InstanceChange;
import dev.evpnd.rib.instance.Instances;
import dev.evpnd.rib.instance.Intent;
import dev.evpnd.rib.instance.IntentKey;
import dev.evpnd.rib.instance.IpVrfSettings;
import dev.evpnd.rib.instance.MacVrfSettings;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.community.RouteTarget;
import dev.evpnd.wire.evpn.RouteDistinguisher;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// A VTEP: a node with a kernel, which hears hosts, and with what its operator configured.
final class Vtep extends Node {
    /// The L3 VNI of the one tenant.
    static final Vni TENANT = new Vni(5000);

    private static final int PORT = 7;
    private static final Ipv4Address EVERYBODY = Ipv4Address.parse("10.255.255.255");

    final Kernel kernel = new Kernel();

    /// How often what it should hold changed.
    private int changes;

    /// The bridge domains that are configured, and those of them that the tenant's VRF routes.
    final Set<Vni> vnis = new TreeSet<>();

    private final Design design;
    private final DuplicateSettings duplicates;
    private final Set<IpPrefix> prefixes = new LinkedHashSet<>();
    private boolean routing;

    Vtep(
            World world,
            String name,
            Ipv4Address address,
            Asn asn,
            Design design,
            DuplicateSettings duplicates) {
        super(world, name, address, asn);
        this.design = design;
        this.duplicates = duplicates;
    }

    @Override
    void begin(boolean graceful) {
        if (!graceful) {
            kernel.holdOnly(List.of());
        }
        if (routing) {
            configureTenant();
        }
        vnis.forEach(this::configureDomain);
    }

    @Override
    void reconcile() {
        kernel.holdOnly(instances().intents());
    }

    Instances instances() {
        return rib().instances();
    }

    RouteDistinguisher distinguisher(Vni vni) {
        boolean shared = design.oneDistinguisher() && !vni.equals(TENANT);
        return RouteDistinguisher.of(shared ? EVERYBODY : address, vni.number());
    }

    static RouteTarget target(Vni vni) {
        return RouteTarget.of(AS, vni.number());
    }

    MacAddress routerMac() {
        return new MacAddress(0x0200_0000_0000L + (address.bits() & 0xffff));
    }

    boolean has(Vni vni) {
        return vnis.contains(vni);
    }

    boolean isRouting() {
        return routing;
    }

    Set<IpPrefix> prefixes() {
        return prefixes;
    }

    void setDomain(Vni vni, boolean there) {
        world.tell(() -> this + (there ? " configures " : " unconfigures ") + vni);
        boolean changed = there ? vnis.add(vni) : vnis.remove(vni);
        if (!changed || !isRunning()) {
            return;
        }
        if (there) {
            configureDomain(vni);
        } else {
            rib().unconfigureMacVrf(vni);
        }
        touch();
    }

    private void configureDomain(Vni vni) {
        rib().configure(
                        MacVrfSettings.of(
                                        vni,
                                        distinguisher(vni),
                                        List.of(new ImportTarget.Exact(target(vni))),
                                        List.of(target(vni)),
                                        address)
                                .withL3Vni(routing ? TENANT : null)
                                .withDuplicates(duplicates));
        for (var entry : kernel.learned()) {
            if (entry.getKey().vni().equals(vni)) {
                pass(entry);
            }
        }
    }

    /// Tells the speaker of an entry that the kernel has.
    private void pass(Map.Entry<IntentKey, Kernel.Learned> entry) {
        var key = entry.getKey();
        var mac = entry.getValue().mac();
        boolean sticky = entry.getValue().fixed();
        if (key.kind() == IntentKey.Kind.MAC) {
            instances().macLearned(key.vni(), mac, PORT, sticky, world.now());
        } else {
            instances().neighborLearned(key.vni(), key.prefix().address(), mac, false, world.now());
        }
    }

    void setRouting(boolean changed) {
        world.tell(() -> this + (changed ? " routes" : " routes no more"));
        if (routing == changed) {
            return;
        }
        routing = changed;
        if (isRunning()) {
            if (routing) {
                configureTenant();
                vnis.forEach(this::configureDomain);
            } else if (world.once(2)) {
                vnis.forEach(this::configureDomain);
                rib().unconfigureIpVrf(TENANT);
            } else {
                rib().unconfigureIpVrf(TENANT);
                vnis.forEach(this::configureDomain);
            }
            touch();
        }
    }

    private void configureTenant() {
        rib().configure(
                        IpVrfSettings.of(
                                "tenant",
                                TENANT,
                                distinguisher(TENANT),
                                List.of(new ImportTarget.Exact(target(TENANT))),
                                List.of(target(TENANT)),
                                routerMac(),
                                address));
        prefixes.forEach(this::announce);
    }

    private void announce(IpPrefix prefix) {
        instances().announcePrefix(TENANT, prefix, PathAttributes.EMPTY);
    }

    void setPrefix(IpPrefix prefix, boolean there) {
        world.tell(() -> this + (there ? " has " : " has not ") + prefix);
        boolean changed = there ? prefixes.add(prefix) : prefixes.remove(prefix);
        if (changed && isRunning()) {
            if (there) {
                announce(prefix);
            } else {
                instances().withdrawPrefix(TENANT, prefix);
            }
            touch();
        }
    }

    /// A frame of the host comes in.
    ///
    /// @return whether that is news to the kernel
    boolean hear(Host host) {
        boolean fixed = host.sticky && host.isAt(this);
        return learn(Kernel.key(host.vni, host.mac), new Kernel.Learned(host.mac, fixed));
    }

    /// An ARP packet or Neighbor Advertisement of the host comes in.
    boolean hear(Host host, IpAddress ip) {
        return learn(Kernel.key(host.vni, ip), new Kernel.Learned(host.mac, false));
    }

    /// @return whether that is news to the kernel
    boolean learn(IntentKey key, Kernel.Learned entry) {
        if (!kernel.learn(key, entry)) {
            return false;
        }
        world.tell(() -> this + " learns " + text(key) + " " + entry);
        if (isRunning()) {
            ribNow();
            pass(Map.entry(key, entry));
            touch();
        }
        return true;
    }

    /// The kernel forgets what it learned.
    boolean age(IntentKey key) {
        if (!kernel.age(key)) {
            return false;
        }
        world.tell(() -> this + " forgets " + text(key));
        if (isRunning()) {
            lost(key);
        }
        return true;
    }

    private void lost(IntentKey key) {
        ribNow();
        if (key.kind() == IntentKey.Kind.MAC) {
            instances().macGone(key.vni(), new MacAddress(key.mac()), world.now());
        } else {
            instances().neighborGone(key.vni(), key.prefix().address(), world.now());
        }
        touch();
    }

    private static String text(IntentKey key) {
        return key.vni() + " " + (key.kind() == IntentKey.Kind.MAC ? "MAC" : key.prefix());
    }

    @Override
    void act(List<InstanceChange> changes) {
        for (var change : changes) {
            world.digest.add(change.toString());
            world.tell(() -> this + ": " + change);
            switch (change) {
                case InstanceChange.Hold(var intent) -> hold(intent);
                case InstanceChange.Drop(var intent) -> drop(intent);
                case InstanceChange.Probe probe -> {}
                case InstanceChange.Tell tell -> {}
                case InstanceChange.Announce announce -> throw new AssertionError(announce);
                case InstanceChange.Withdraw withdraw -> throw new AssertionError(withdraw);
            }
        }
    }

    private void drop(Intent intent) {
        changes++;
        kernel.drop(intent);
    }

    int changes() {
        return changes;
    }

    /// What the kernel loses by it, it says; a speaker that has long forgotten that takes no
    /// notice.
    private void hold(Intent intent) {
        changes++;
        if (kernel.hold(intent)) {
            lost(intent.key());
        }
    }
}
