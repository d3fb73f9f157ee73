package dev.evpnd.it.interop;

import static org.assertj.core.api.Assertions.assertThat;

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

        /// The L3 VNIs of the tenants, by their names.
        private final Map<String, Integer> tenants = new LinkedHashMap<>();

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

        private void bridge(String tenant, int vni, String mac) {
            run(host, "ip link add br%d type bridge".formatted(vni));
            // A bridge without ports of hosts takes the address of whatever port comes.
            run(host, "ip link set br%d address %s".formatted(vni, mac));
            if (isVrf(tenant)) {
                run(host, "ip link set br%d master %s".formatted(vni, tenant));
            }
            run(host, "ip link set br%d up".formatted(vni));
            run(
                    host,
                    "ip link add vxlan%d type vxlan id %d dstport 4789 local %s nolearning"
                            .formatted(vni, vni, address()));
            run(host, "ip link set vxlan%d master br%d up".formatted(vni, vni));
        }

        /// The address of this leaf's own interface of an L3 VNI.
        String mac(int vni) {
            return "02:%02x:00:00:%02x:%02x".formatted(number, vni >> 8, vni & 0xff);
        }

        /// A tenant with its own table of routes.
        Leaf tenant(String name, int l3Vni) {
            if (isVrf(name)) {
                run(host, "ip link add %s type vrf table %d".formatted(name, l3Vni));
                run(host, "ip link set %s up".formatted(name));
            }
            tenants.put(name, l3Vni);
            bridge(name, l3Vni, mac(l3Vni));
            return this;
        }

        /// A subnet of a tenant, of which this leaf is a gateway, as any other leaf may be that has
        /// it: with one address, so that a host which moves finds the gateway that it knows.
        Leaf subnet(String tenant, int vni, String... gateways) {
            bridge(tenant, vni, "02:00:00:fe:%02x:%02x".formatted(vni >> 8, vni & 0xff));
            for (var each : gateways) {
                host.address("br" + vni, each);
            }
            return this;
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
            var text = new StringBuilder("as: 65000\nrouter-id: " + routerId() + "\nneighbors:\n");
            for (var each : others()) {
                text.append(
                        "  \"%s\": {remote-as: internal, timers: {connect-retry: 1}}\n"
                                .formatted(each));
            }
            text.append("vtep: {advertise-all-vni: true, kernel: {}}\nip-vrfs:\n");
            tenants.forEach(
                    (name, l3Vni) ->
                            text.append(
                                    ("  %s: {l3-vni: %d, advertise: {ipv4: [connected, kernel],"
                                                    + " ipv6: [connected, kernel]}}\n")
                                            .formatted(name, l3Vni)));
            return text.toString();
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
                            .onKernel(zebraLines())
                            .extra(change.apply(bgpLines())));
        }

        private String zebraLines() {
            var lines = new StringBuilder();
            tenants.forEach(
                    (name, l3Vni) ->
                            lines.append(
                                    isVrf(name)
                                            ? "vrf %s\n vni %d\nexit-vrf\n".formatted(name, l3Vni)
                                            : "vni %d\n".formatted(l3Vni)));
            return lines.toString();
        }

        private String bgpLines() {
            var lines = new StringBuilder();
            for (var name : tenants.keySet()) {
                lines.append("router bgp 65000%s\n".formatted(isVrf(name) ? " vrf " + name : ""));
                lines.append(" bgp router-id %s\n".formatted(routerId()));
                for (var family : List.of("ipv4", "ipv6")) {
                    lines.append(
                            """
                             address-family %s unicast
                              redistribute connected
                              redistribute kernel metric 0
                             exit-address-family
                            """
                                    .formatted(family));
                }
                lines.append(
                        """
                         address-family l2vpn evpn
                          advertise ipv4 unicast
                          advertise ipv6 unicast
                         exit-address-family
                        exit
                        """);
            }
            return lines.toString();
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

        /// Plugs it in elsewhere.
        void plug(Leaf leaf, int vni, String address, String address6, String gateway) {
            plug(leaf, vni);
            host.address("eth0", address);
            host.address("eth0", address6);
            host.ip("route", "add", "default", "via", gateway);
        }

        void plug(Leaf leaf, int vni) {
            host.link("eth0", leaf.host(), host.name());
            run(host, "ip link set eth0 address " + mac);
            run(leaf.host(), "ip link set %s master br%d".formatted(host.name(), vni));
        }
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
