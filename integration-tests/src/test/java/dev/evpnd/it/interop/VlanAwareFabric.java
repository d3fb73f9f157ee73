package dev.evpnd.it.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.testbed.Lab;
import dev.evpnd.testbed.host.Host;
import dev.evpnd.testbed.host.NativeEngine;
import dev.evpnd.testbed.host.Waiting;
import dev.evpnd.testbed.junit.PeersCondition;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Objects;
import java.util.stream.Collectors;

/// Two leaves with VLAN-aware bridges, a cable between them, and hosts in their VLANs. A VLAN is
/// the VNI ten times its number.
final class VlanAwareFabric implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /// The bridge of each leaf.
    static final String BRIDGE = "bridge";

    /// The VXLAN device of a leaf that has but one.
    static final String SINGLE = "vxlan";

    private final Lab lab = Lab.open(PeersCondition.require("native", NativeEngine.find()));
    private final Leaf left = new Leaf("left", 1);
    private final Leaf right = new Leaf("right", 2);

    VlanAwareFabric() {
        lab.link(left.host, "eth0", right.host, "eth0");
        left.host.address("eth0", left.address() + "/24");
        right.host.address("eth0", right.address() + "/24");
    }

    Leaf left() {
        return left;
    }

    Leaf right() {
        return right;
    }

    Lab lab() {
        return lab;
    }

    /// Starts evpnd on both leaves.
    VlanAwareFabric start() {
        left.start(right);
        right.start(left);
        return this;
    }

    @Override
    public void close() {
        lab.close();
    }

    /// A leaf: its bridge filters VLANs, and no port is in any by itself.
    final class Leaf {
        private final Host host;
        private final int number;
        private @Nullable EvpndProgram evpnd;

        private Leaf(String name, int number) {
            host = lab.addHost(name);
            this.number = number;
            run(
                    "ip link add %s type bridge vlan_filtering 1 vlan_default_pvid 0"
                            .formatted(BRIDGE));
            run("ip link set %s up".formatted(BRIDGE));
        }

        Host host() {
            return host;
        }

        EvpndProgram evpnd() {
            return Objects.requireNonNull(evpnd, "evpnd was not started here");
        }

        String address() {
            return "192.0.2." + number;
        }

        /// One VXLAN device for each VLAN.
        Leaf withDeviceForEach(int... vlans) {
            for (int vlan : vlans) {
                var device = "vxlan" + vlan;
                run(
                        "ip link add %s type vxlan id %d dstport 4789 local %s nolearning"
                                .formatted(device, vlan * 10, address()));
                run("ip link set %s master %s up".formatted(device, BRIDGE));
                run("bridge link set dev %s learning off".formatted(device));
                run("bridge vlan add dev %s vid %d pvid untagged".formatted(device, vlan));
            }
            return this;
        }

        /// One VXLAN device for all VLANs.
        ///
        /// @param options of the device, such as `vnifilter`
        Leaf withSingleDevice(String options, int... vlans) {
            run(
                    "ip link add %s type vxlan external %s dstport 4789 local %s nolearning"
                            .formatted(SINGLE, options, address()));
            run("ip link set %s master %s up".formatted(SINGLE, BRIDGE));
            run("bridge link set dev %s vlan_tunnel on learning off".formatted(SINGLE));
            for (int vlan : vlans) {
                if (options.contains("vnifilter")) {
                    run("bridge vni add dev %s vni %d".formatted(SINGLE, vlan * 10));
                }
                map(vlan, vlan * 10);
            }
            return this;
        }

        /// Makes a VLAN of the bridge a VNI of the single device.
        void map(int vlan, int vni) {
            run("bridge vlan add dev %s vid %d".formatted(SINGLE, vlan));
            run("bridge vlan add dev %s vid %d tunnel_info id %d".formatted(SINGLE, vlan, vni));
        }

        void unmap(int vlan, int vni) {
            run("bridge vlan del dev %s vid %d tunnel_info id %d".formatted(SINGLE, vlan, vni));
        }

        /// The leaf itself in a VLAN.
        Leaf in(int vlan, String prefix) {
            var device = BRIDGE + "." + vlan;
            run("bridge vlan add dev %s vid %d self".formatted(BRIDGE, vlan));
            run("ip link add %s link %s type vlan id %d".formatted(device, BRIDGE, vlan));
            run("ip link set %s up".formatted(device));
            host.address(device, prefix);
            return this;
        }

        void start(Leaf other) {
            evpnd =
                    EvpndProgram.start(
                            host,
                            """
                            as: 65000
                            router-id: %s
                            neighbors:
                              %s: {remote-as: internal, timers: {connect-retry: 1}}
                            vtep: {advertise-all-vni: true, kernel: {}}
                            """
                                    .formatted(address(), other.address()));
        }

        /// A host at a port of this leaf.
        Station host(String name, int vlan, int number) {
            var station = lab.addHost(name);
            var found = new Station(station, "02:00:00:00:00:%02x".formatted(number), number);
            found.plug(this, name, vlan);
            return found.address("10.0.0." + number);
        }

        void run(String line) {
            host.exec(line.split(" +", -1)).orThrow();
        }

        /// What the kernel has of an address, in the order of the text.
        String entries(String mac) {
            return host.exec("bridge", "-d", "fdb", "show")
                    .orThrow()
                    .lines()
                    .map(String::strip)
                    .filter(each -> each.startsWith(mac))
                    .sorted()
                    .collect(Collectors.joining("\n"));
        }

        void awaitDomains(int count) {
            var wanted = "Bridge domains: " + count + "\n";
            var seen =
                    Waiting.ask(
                            LIMIT,
                            () -> evpnd().shell("show evpn kernel"),
                            it -> it.contains(wanted));
            assertThat(seen).contains(wanted);
        }

        void awaitEntries(String mac, String... lines) {
            var wanted = String.join("\n", lines);
            var seen = Waiting.ask(LIMIT, () -> entries(mac), wanted::equals);
            assertThat(seen).as(() -> evpnd().shell("show evpn kernel entries")).isEqualTo(wanted);
        }
    }

    /// A host of a VLAN, which knows nothing of that.
    static final class Station {
        private final Host host;
        private final String mac;
        private final int number;

        private Station(Host host, String mac, int number) {
            this.host = host;
            this.mac = mac;
            this.number = number;
        }

        void plug(Leaf leaf, String port, int vlan) {
            host.link("eth0", leaf.host, port);
            host.ip("link", "set", "eth0", "address", mac);
            leaf.run("ip link set %s master %s".formatted(port, BRIDGE));
            leaf.run("bridge vlan add dev %s vid %d pvid untagged".formatted(port, vlan));
        }

        void unplug() {
            host.ip("link", "del", "eth0");
        }

        Station address(String address) {
            host.address("eth0", address + "/24");
            return this;
        }

        Host host() {
            return host;
        }

        String mac() {
            return mac;
        }

        String address() {
            return "10.0.0." + number;
        }

        boolean reaches(String address) {
            return host.exec("ping", "-c", "1", "-W", "1", address).succeeded();
        }

        void awaitReach(String address) {
            assertThat(Waiting.until(LIMIT, () -> reaches(address)))
                    .as(address + " is reached")
                    .isTrue();
        }
    }
}
