package dev.evpnd.it.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.testbed.host.Host;
import dev.evpnd.testbed.host.Waiting;
import dev.evpnd.testbed.junit.InUserModeLinux;
import dev.evpnd.testbed.junit.NeedsPeers;
import dev.evpnd.testbed.peer.Neighbor;
import dev.evpnd.testbed.peer.PeerConfiguration;
import dev.evpnd.testbed.peer.PeerKind;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.regex.Pattern;

/// A tenant that also imports the networks of another VRF behind the same leaf, which takes their
/// packets with another VNI and at the same router MAC address. Each leaf has one VXLAN device for
/// all VNIs.
@InUserModeLinux(properties = "evpnd.jar")
@Timeout(240)
@SuppressWarnings("NullAway.Init") // by JUnit, before the tests
class DownstreamVniIT {
    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final int RED = 50;
    private static final int SHARED = 60;
    private static final Pattern ENCAPSULATED =
            Pattern.compile(
                    "encap ip id (500|600) src 192.0.2.1 dst 192.0.2.2 .*via (inet6 )?fe80::1f4:"
                            + ".* dev vxlan .*onlink");

    private VlanAwareFabric fabric;
    private EvpndProgram left;
    private Host red;
    private Host ofRed;
    private Host ofShared;

    @BeforeEach
    void start() {
        fabric = new VlanAwareFabric();
        fabric.left().withSingleDevice("", RED);
        fabric.right().withSingleDevice("", RED, SHARED);
        vrf(fabric.left(), "red", RED);
        vrf(fabric.right(), "red", RED);
        vrf(fabric.right(), "shared", SHARED);
        red = network(fabric.left(), "host1", "red", 1);
        ofRed = network(fabric.right(), "host5", "red", 5);
        ofShared = network(fabric.right(), "host6", "shared", 6);
        left = start(fabric.left(), fabric.right(), ipVrf("red", RED));
    }

    @AfterEach
    void close() {
        fabric.close();
    }

    private static void vrf(VlanAwareFabric.Leaf leaf, String name, int vlan) {
        leaf.run("ip link add %s type vrf table %d".formatted(name, vlan * 10));
        leaf.run("ip link set %s up".formatted(name));
        leaf.run("bridge vlan add dev bridge vid %d self".formatted(vlan));
        leaf.run("ip link add bridge.%1$d link bridge type vlan id %1$d".formatted(vlan));
        leaf.run("ip link set bridge.%d master %s up".formatted(vlan, name));
        leaf.run("sysctl -q -w net.ipv4.ip_forward=1");
        leaf.run("sysctl -q -w net.ipv6.conf.all.forwarding=1");
    }

    /// A network of a VRF, with one host.
    private Host network(VlanAwareFabric.Leaf leaf, String name, String vrf, int number) {
        var host = fabric.lab().addHost(name);
        host.link("eth0", leaf.host(), name);
        leaf.run("ip link set %s master %s".formatted(name, vrf));
        leaf.host().address(name, "10.%d.0.1/24".formatted(number));
        leaf.host().address(name, "2001:db8:%d::1/64".formatted(number));
        host.address("eth0", "10.%d.0.2/24".formatted(number));
        host.address("eth0", "2001:db8:%d::2/64".formatted(number));
        host.ip("route", "add", "default", "via", "10.%d.0.1".formatted(number));
        host.ip("-6", "route", "add", "default", "via", "2001:db8:%d::1".formatted(number));
        return host;
    }

    private static String ipVrf(String name, int vlan) {
        return """
                 %s:
                   l3-vni: %d
                   route-targets: {import: ["65000:500", "65000:600"]}
                   advertise: {ipv4: [connected], ipv6: [connected]}
               """
                .formatted(name, vlan * 10);
    }

    private static EvpndProgram start(
            VlanAwareFabric.Leaf leaf, VlanAwareFabric.Leaf other, String ipVrfs) {
        return EvpndProgram.start(
                leaf.host(),
                """
                as: 65000
                router-id: %s
                neighbors:
                  %s: {remote-as: internal, timers: {connect-retry: 1}}
                vtep: {advertise-all-vni: true, kernel: {}}
                ip-vrfs:
                %s"""
                        .formatted(leaf.address(), other.address(), ipVrfs));
    }

    private void startRight() {
        start(fabric.right(), fabric.left(), ipVrf("red", RED) + ipVrf("shared", SHARED));
        awaitAll();
    }

    private void startFrrOnTheRight() {
        fabric.lab()
                .start(
                        fabric.right().host(),
                        PeerKind.FRR_10_7,
                        PeerConfiguration.of(
                                        65000,
                                        fabric.right().address(),
                                        Neighbor.of(fabric.left().address(), 65000))
                                .listen(179, fabric.right().address())
                                .onKernel(
                                        """
                                        vrf red
                                         vni 500
                                        exit-vrf
                                        vrf shared
                                         vni 600
                                        exit-vrf
                                        """)
                                .extra(frrVrf("red") + frrVrf("shared")));
        awaitAll();
    }

    private static String frrVrf(String name) {
        return """
               router bgp 65000 vrf %s
                bgp router-id 192.0.2.2
                address-family ipv4 unicast
                 redistribute connected
                exit-address-family
                address-family ipv6 unicast
                 redistribute connected
                exit-address-family
                address-family l2vpn evpn
                 advertise ipv4 unicast
                 advertise ipv6 unicast
                 route-target import 65000:500
                 route-target import 65000:600
                exit-address-family
               exit
               """
                .formatted(name);
    }

    private void awaitAll() {
        awaitReach("10.5.0.2");
        awaitReach("10.6.0.2");
        awaitReach("2001:db8:5::2");
        awaitReach("2001:db8:6::2");
    }

    private static boolean reaches(Host from, String address) {
        return from.exec("ping", "-c", "1", "-W", "1", address).succeeded();
    }

    private void awaitReach(String address) {
        assertThat(Waiting.until(LIMIT, () -> reaches(red, address)))
                .as(
                        () ->
                                address
                                        + fabric.left().host().ip("route", "show", "vrf", "red")
                                        + left.shell("show evpn kernel entries")
                                        + left.shell("show bgp l2vpn evpn route"))
                .isTrue();
    }

    private String routes() {
        var host = fabric.left().host();
        return host.ip("route", "show", "vrf", "red", "proto", "222")
                + host.ip("-6", "route", "show", "vrf", "red", "proto", "222");
    }

    private String neighbors() {
        return fabric.left().host().ip("-6", "neigh", "show", "dev", "vxlan", "nud", "noarp");
    }

    /// The routes of one of the VRFs, of both families.
    private void assertOneVniIsInTheRoutes() {
        var routes =
                Waiting.ask(
                        LIMIT, this::routes, it -> ENCAPSULATED.matcher(it).results().count() == 2);
        assertThat(ENCAPSULATED.matcher(routes).results()).as(routes).hasSize(2);
        assertThat(neighbors()).contains("fe80::1f4:");
        assertThat(reaches(ofShared, "10.1.0.2")).isTrue();
        assertThat(reaches(ofRed, "2001:db8:1::2")).isTrue();
        var kernel =
                Waiting.ask(
                        LIMIT,
                        () -> left.shell("show evpn kernel"),
                        it -> it.contains("  pending       0\n"));
        assertThat(kernel).contains("  pending       0\n", "  refused       0\n");
    }

    @Test
    void whatHasAnotherVniThanTheRouterMacSaysItItselfAsLongAsItIsThere() {
        startRight();
        assertOneVniIsInTheRoutes();

        // The other one of the two may be the first after that.
        left.program().signal("KILL");
        assertThat(Waiting.until(LIMIT, () -> !left.program().isAlive())).isTrue();
        left.restart();
        awaitAll();
        assertOneVniIsInTheRoutes();

        fabric.right().run("ip link del host5");
        fabric.right().run("ip link del host6");
        assertThat(Waiting.until(LIMIT, () -> routes().isEmpty())).as(this::routes).isTrue();
        assertThat(Waiting.until(LIMIT, () -> !neighbors().contains("fe80::1f4:")))
                .as(this::neighbors)
                .isTrue();
    }

    @Test
    @NeedsPeers(PeerKind.FRR_10_7)
    void soItDoesWithFrrOnTheOtherLeaf() {
        startFrrOnTheRight();
        assertOneVniIsInTheRoutes();
    }
}
