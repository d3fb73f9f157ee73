package dev.evpnd.it.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.it.interop.TenantLeafConfiguration.Tenant;
import dev.evpnd.testbed.Lab;
import dev.evpnd.testbed.host.Host;
import dev.evpnd.testbed.host.NativeEngine;
import dev.evpnd.testbed.host.Waiting;
import dev.evpnd.testbed.junit.PeersCondition;
import dev.evpnd.testbed.peer.Neighbor;
import dev.evpnd.testbed.peer.PeerConfiguration;
import dev.evpnd.testbed.peer.PeerKind;
import dev.evpnd.testbed.peer.RunningPeer;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Leaves that route for tenants: each has bridges with a gateway for the tenants' subnets, and one
/// for the L3 VNI of each tenant. Each leaf has a session with each other one.
///
/// A tenant is a VRF of its name, or that without a name.
final class TenantFabric implements AutoCloseable {
    static final Duration LIMIT = Duration.ofSeconds(40);

    /// The tenant whose routes are in the main table.
    static final String DEFAULT = "default";

    private static final Pattern VIA = Pattern.compile(" via (\\S+)");

    /// What runs on a leaf.
    enum Seat {
        EVPND,
        FRR,
        /// Nothing but what a test starts.
        OTHER
    }

    /// What packets between the leaves are sent over.
    enum Underlay {
        IPV4,
        IPV6
    }

    private final Lab lab = Lab.open(PeersCondition.require("native", NativeEngine.find()));
    private final List<Leaf> leaves = new ArrayList<>();
    private final Underlay underlay;

    TenantFabric() {
        this(Underlay.IPV4);
    }

    TenantFabric(Underlay underlay) {
        this.underlay = underlay;
        lab.host().ip("link", "add", "underlay", "type", "bridge");
        lab.host().ip("link", "set", "underlay", "up");
    }

    @Override
    public void close() {
        lab.close();
    }

    /// A host that a test links with leaves by itself.
    Host host(String name) {
        return lab.addHost(name);
    }

    Leaf leaf(String name, Seat seat) {
        var leaf = new Leaf(name, seat, leaves.size() + 1);
        leaves.add(leaf);
        return leaf;
    }

    /// Starts what runs on each of the leaves.
    void start() {
        leaves.forEach(Leaf::start);
    }

    static void run(Host host, String line) {
        host.exec(line.split(" +", -1)).orThrow();
    }

    private static void set(Host host, String setting, int value) {
        run(host, "sysctl -q -w " + setting + "=" + value);
    }

    final class Leaf {
        private final Host host;
        private final Seat seat;
        private final int number;

        private final Map<String, Tenant> tenants = new LinkedHashMap<>();
        private TenantLeafDevices devices;

        private UnaryOperator<String> change = UnaryOperator.identity();
        private @Nullable EvpndProgram evpnd;
        private @Nullable RunningPeer frr;

        private Leaf(String name, Seat seat, int number) {
            this.seat = seat;
            this.number = number;
            host = lab.addHost(name);
            host.link("eth0", lab.host(), name);
            lab.host().ip("link", "set", name, "master", "underlay");
            host.address("eth0", address() + (underlay == Underlay.IPV4 ? "/24" : "/64"));
            set(host, "net.ipv4.ip_forward", 1);
            set(host, "net.ipv6.conf.all.forwarding", 1);
            set(host, "net.ipv4.conf.all.rp_filter", 0);
            set(host, "net.ipv4.conf.default.rp_filter", 0);
            devices = TenantLeafDevices.forEachVni(host, address());
        }

        Host host() {
            return host;
        }

        String address() {
            return underlay == Underlay.IPV4 ? routerId() : "2001:db8:ffff::" + number;
        }

        private String routerId() {
            return "192.0.2." + number;
        }

        EvpndProgram evpnd() {
            return Objects.requireNonNull(evpnd, "evpnd was not started here");
        }

        RunningPeer frr() {
            return Objects.requireNonNull(frr, "FRR was not started here");
        }

        private boolean isVrf(String tenant) {
            return !tenant.equals(DEFAULT);
        }

        /// Has one bridge and one VXLAN device for all VNIs, if it is said before all others.
        Leaf withOneDevice() {
            devices = TenantLeafDevices.forAllVnis(host, address());
            return this;
        }

        /// The address of this leaf's own interface of an L3 VNI.
        String mac(int vni) {
            return "02:%02x:00:00:%02x:%02x".formatted(number, vni >> 8, vni & 0xff);
        }

        /// A VRF without an L3 VNI.
        Leaf vrf(String name, int table) {
            run(host, "ip link add %s type vrf table %d".formatted(name, table));
            run(host, "ip link set %s up".formatted(name));
            return this;
        }

        /// A tenant with its own table of routes.
        Leaf tenant(String name, int l3Vni) {
            if (isVrf(name)) {
                vrf(name, l3Vni);
            }
            tenants.put(name, new Tenant(name, l3Vni, List.of()));
            devices.add(l3Vni, mac(l3Vni), isVrf(name) ? name : "");
            return this;
        }

        /// Has a tenant take the routes of another, too.
        Leaf leak(String to, int fromL3Vni) {
            var tenant = Objects.requireNonNull(tenants.get(to));
            var from = new ArrayList<>(tenant.from());
            from.add(fromL3Vni);
            tenants.put(to, new Tenant(to, tenant.l3Vni(), from));
            return this;
        }

        /// A subnet of a tenant, of which this leaf is a gateway, as any other leaf may be that has
        /// it: with one address, so that a host which moves finds the gateway that it knows.
        Leaf subnet(String tenant, int vni, String... gateways) {
            var mac = "02:00:00:fe:%02x:%02x".formatted(vni >> 8, vni & 0xff);
            devices.add(vni, mac, isVrf(tenant) ? tenant : "");
            for (var each : gateways) {
                host.address("br" + vni, each);
            }
            return this;
        }

        /// A VNI of which this leaf is no gateway.
        Leaf bridged(int vni) {
            devices.add(vni, mac(vni), "");
            return this;
        }

        /// A subnet of a tenant by its number, in all that it has: its VNI is 100 and that.
        Leaf numbered(String tenant, int number) {
            return subnet(
                    tenant,
                    100 + number,
                    "10.%d.0.254/24".formatted(number),
                    "2001:db8:%d::254/64".formatted(number));
        }

        /// A host of such a subnet.
        Station station(String name, int subnet, int number) {
            return station(
                    name,
                    100 + subnet,
                    number,
                    "10.%d.0.".formatted(subnet),
                    "2001:db8:%d::".formatted(subnet));
        }

        /// A host of the subnet of a VNI, which sends all else to the gateway.
        Station station(String name, int vni, int number, String subnet, String subnet6) {
            var station = lab.addHost(name);
            var found = new Station(station, "02:00:00:00:00:%02x".formatted(number));
            found.plug(this, vni);
            station.address("eth0", subnet + number + "/24");
            station.address("eth0", subnet6 + number + "/64");
            station.ip("route", "add", "default", "via", subnet + "254");
            station.ip("-6", "route", "add", "default", "via", subnet6 + "254");
            return found;
        }

        /// A host beyond a link of its own, with a network behind it that the leaf has a static
        /// route to.
        Host outside(String name, String tenant, String link, String link6, String network) {
            var outside = lab.addHost(name);
            outside.link("eth0", host, name);
            if (isVrf(tenant)) {
                run(host, "ip link set %s master %s".formatted(name, tenant));
            }
            host.address(name, link + "1/24");
            host.address(name, link6 + "1/64");
            outside.address("eth0", link + "2/24");
            outside.address("eth0", link6 + "2/64");
            outside.address("lo", network + "1/32");
            outside.ip("route", "add", "default", "via", link + "1");
            outside.ip("-6", "route", "add", "default", "via", link6 + "1");
            var vrf = isVrf(tenant) ? "vrf " + tenant + " " : "";
            run(host, "ip route add %s%s0/24 via %s2".formatted(vrf, network, link));
            return outside;
        }

        private List<String> others() {
            return leaves.stream()
                    .filter(each -> each != this)
                    .map(Leaf::address)
                    .collect(Collectors.toList());
        }

        /// What evpnd goes by here is another configuration than that of all, or FRR's bgpd.
        Leaf configured(UnaryOperator<String> by) {
            change = by;
            return this;
        }

        private void start() {
            switch (seat) {
                case EVPND -> evpnd = EvpndProgram.start(host, change.apply(configuration()));
                case FRR -> frr = startFrr();
                case OTHER -> {}
            }
        }

        String configuration() {
            return told().evpnd();
        }

        private TenantLeafConfiguration told() {
            return new TenantLeafConfiguration(routerId(), others(), List.copyOf(tenants.values()));
        }

        private RunningPeer startFrr() {
            var others =
                    others().stream()
                            .map(each -> Neighbor.of(each, 65000))
                            .toArray(Neighbor[]::new);
            return lab.start(
                    host,
                    PeerKind.FRR_10_7,
                    PeerConfiguration.of(65000, routerId(), others)
                            .listen(179, address())
                            .onKernel(told().zebra())
                            .extra(change.apply(told().bgpd())));
        }

        /// The routes of a tenant that are made by what runs here, one a line.
        String routes(String tenant) {
            var vrf = isVrf(tenant) ? " vrf " + tenant : "";
            var protocol = seat == Seat.EVPND ? "222" : "bgp";
            var shown = "route show%s proto %s".formatted(vrf, protocol);
            return (host.ip(shown.split(" ")) + host.ip(("-6 " + shown).split(" ")))
                    // FRR has next hops as objects.
                    .replaceAll("nhid [0-9]+ ", "");
        }

        /// The gateways of the routes to a prefix that are made by what runs here, in their order.
        List<String> gateways(String prefix) {
            var family = prefix.contains(":") ? "-6" : "-4";
            var protocol = seat == Seat.EVPND ? "222" : "bgp";
            var shown = host.ip(family, "route", "show", prefix, "proto", protocol);
            return VIA.matcher(shown).results().map(it -> it.group(1)).sorted().toList();
        }

        void awaitGateways(String prefix, String... gateways) {
            var wanted = List.of(gateways);
            var seen = Waiting.ask(LIMIT, () -> gateways(prefix), wanted::equals);
            assertThat(seen).as(this::state).isEqualTo(wanted);
        }

        void awaitRoute(String tenant, String text) {
            var seen = Waiting.ask(LIMIT, () -> routes(tenant), it -> it.contains(text));
            assertThat(seen).as(this::state).contains(text);
        }

        void awaitNoRoute(String tenant, String text) {
            var seen = Waiting.ask(LIMIT, () -> routes(tenant), it -> !it.contains(text));
            assertThat(seen).as(this::state).doesNotContain(text);
        }

        /// What an engineer would look at.
        String state() {
            if (seat == Seat.OTHER) {
                return "";
            }
            if (seat == Seat.EVPND && !evpnd().program().isAlive()) {
                return evpnd().program().lastWords(60);
            }
            return seat == Seat.EVPND
                    ? evpnd().shell("show evpn kernel entries")
                            + evpnd().shell("show bgp l2vpn evpn route")
                            + evpnd().program().lastWords(30)
                    : frr().show("show bgp l2vpn evpn").output()
                            + frr().show("show evpn vni").output();
        }
    }

    /// A host of a subnet.
    static final class Station {
        private final Host host;
        private final String mac;

        private Station(Host host, String mac) {
            this.host = host;
            this.mac = mac;
        }

        Host host() {
            return host;
        }

        private void plug(Leaf leaf, int vni) {
            host.link("eth0", leaf.host(), host.name());
            run(host, "ip link set eth0 address " + mac);
            leaf.devices.plug(host.name(), vni);
        }

        /// Takes the other end of its cable to another leaf: the host sees that its carrier goes
        /// and comes, and nothing else.
        void move(Leaf from, Leaf to, int vni) {
            var namespace = to.host().namespace();
            run(from.host(), "ip link set %s netns %s".formatted(host.name(), namespace));
            to.devices.plug(host.name(), vni);
        }
    }

    /// The `ttl` of an answer tells how many have routed it.
    static String ping(Host from, String address) {
        return from.exec("ping", "-n", "-c", "1", "-W", "1", address).output();
    }

    static boolean reaches(Host from, String address) {
        return from.exec("ping", "-c", "1", "-W", "1", address).succeeded();
    }

    void awaitReach(Host from, String address) {
        boolean is = Waiting.until(LIMIT, () -> reaches(from, address));
        assertThat(is)
                .as(
                        () ->
                                from.name()
                                        + " does not reach "
                                        + address
                                        + leaves.stream()
                                                .map(each -> "\n" + each.host.name() + each.state())
                                                .collect(Collectors.joining()))
                .isTrue();
    }
}
