package dev.evpnd.it.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.it.interop.TenantFabric.Leaf;
import dev.evpnd.it.interop.TenantFabric.Seat;
import dev.evpnd.it.interop.TenantFabric.Station;
import dev.evpnd.testbed.host.Waiting;
import dev.evpnd.testbed.junit.NeedsPeers;
import dev.evpnd.testbed.peer.PeerKind;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.regex.Pattern;

/// A network behind a host of a subnet that several leaves are in: the leaf where it is configured
/// announces it with that host for its gateway, and the others send to the host, wherever it is.
@NeedsPeers(PeerKind.FRR_10_7)
@Timeout(180)
class TenantGatewayIT {
    private static final String RED = TenantFabric.DEFAULT;
    private static final String NETWORK = "172.31.0.0/24";
    private static final String NETWORK_6 = "2001:db8:31::/64";

    private static final Pattern DISTINGUISHER =
            Pattern.compile(Pattern.quote("[24]:[172.31.0.0] RD ") + "(\\S+)");

    private final TenantFabric fabric = new TenantFabric();

    @AfterEach
    void close() {
        fabric.close();
    }

    private static String changed(String configuration) {
        return configuration
                .replace("advertise: {", "advertise: {gateway-ip: true, ")
                .replaceAll(" advertise ipv[46] unicast\n", "");
    }

    private static String withoutHostRoutes(String configuration) {
        return changed(configuration)
                .replace("l3-vni: 4001", "l3-vni: 4001, prefix-routes-only: true");
    }

    /// FRR is told to announce when it knows of the VNI and of the routes: what it is told before
    /// is lost at times.
    private static void advertise(Leaf frr) {
        awaitFrr(frr, "show evpn vni 4001", "State: Up");
        awaitFrr(frr, "show bgp ipv4 unicast", "172.31.0.0/24");
        awaitFrr(frr, "show bgp ipv6 unicast", "2001:db8:31::/64");
        frr.frr()
                .show(
                        "configure terminal",
                        "router bgp 65000",
                        "address-family l2vpn evpn",
                        "advertise ipv4 unicast gateway-ip",
                        "advertise ipv6 unicast gateway-ip")
                .orThrow();
    }

    private static void awaitFrr(Leaf frr, String command, String text) {
        var seen =
                Waiting.ask(
                        TenantFabric.LIMIT,
                        () -> frr.frr().show(command).output(),
                        it -> it.contains(text));
        assertThat(seen).contains(text);
    }

    private static void awaitBySubnet(Leaf leaf) {
        leaf.awaitRoute(RED, NETWORK + " via 10.1.0.9 dev br100");
        leaf.awaitRoute(RED, NETWORK_6 + " via 2001:db8:1::9 dev br100");
    }

    private static Leaf leaf(TenantFabric fabric, String name, Seat seat) {
        return fabric.leaf(name, seat)
                .tenant(RED, 4001)
                .subnet(RED, 100, "10.1.0.254/24", "2001:db8:1::254/64");
    }

    /// A host with a network behind it, which the leaf is told of.
    private static Station router(Leaf border) {
        var router = border.station("router", 100, 9, "10.1.0.", "2001:db8:1::");
        router.host().address("lo", "172.31.0.1/32").address("lo", "2001:db8:31::1/128");
        return router;
    }

    private static void route(Leaf border) {
        border.host().ip("route", "add", NETWORK, "via", "10.1.0.9");
        border.host().ip("-6", "route", "add", NETWORK_6, "via", "2001:db8:1::9");
    }

    /// Nobody asks for a host that is not known to be there.
    private void speak(Station router) {
        fabric.awaitReach(router.host(), "10.1.0.254");
        fabric.awaitReach(router.host(), "2001:db8:1::254");
    }

    private void awaitReachOfNetwork(Station from) {
        fabric.awaitReach(from.host(), "172.31.0.1");
        fabric.awaitReach(from.host(), "2001:db8:31::1");
    }

    @ParameterizedTest
    @EnumSource(
            value = Seat.class,
            names = {"FRR", "EVPND"})
    void isReachedByTheSubnetWhereverTheHostIs(Seat seat) {
        var border = leaf(fabric, "border", seat).configured(TenantGatewayIT::changed);
        var leaf = leaf(fabric, "leaf", Seat.EVPND);
        var router = router(border);
        route(border);
        leaf.subnet(RED, 200, "10.2.0.254/24", "2001:db8:2::254/64");
        var one = leaf.station("one", 200, 1, "10.2.0.", "2001:db8:2::");
        fabric.start();
        if (seat == Seat.FRR) {
            advertise(border);
        }
        speak(router);
        awaitBySubnet(leaf);
        awaitReachOfNetwork(one);

        router.move(border, leaf, 100);
        speak(router);
        awaitReachOfNetwork(one);
        awaitBySubnet(leaf);
        assertThat(leaf.evpnd().shell("show evpn kernel entries missing")).doesNotContain(NETWORK);

        router.host().ip("link", "set", "eth0", "down");
        leaf.awaitNoRoute(RED, NETWORK);
        leaf.awaitNoRoute(RED, NETWORK_6);
        assertThat(explained(leaf)).contains("its gateway 10.1.0.9 is in a subnet of VNI 100");
    }

    /// FRR looks gateways up where it is told to, and in the subnet alone: once it has a host route
    /// to the gateway, by the L3 VNI, it holds the gateway for out of reach.
    @Test
    void frrReachesItByTheSubnetToo() {
        var border =
                leaf(fabric, "border", Seat.EVPND).configured(TenantGatewayIT::withoutHostRoutes);
        var leaf = leaf(fabric, "leaf", Seat.FRR).configured(TenantGatewayIT::changed);
        var router = router(border);
        route(border);
        fabric.start();
        awaitFrr(leaf, "show evpn vni 4001", "State: Up");
        leaf.frr()
                .show(
                        "configure terminal",
                        "router bgp 65000",
                        "address-family l2vpn evpn",
                        "enable-resolve-overlay-index")
                .orThrow();
        speak(router);
        var prefixes = "show bgp l2vpn evpn route detail type prefix";
        awaitFrr(leaf, prefixes, "[172.31.0.0] VNI 4001 Gateway IP 10.1.0.9");
        awaitFrr(leaf, prefixes, "[2001:db8:31::] VNI 4001 Gateway IP 2001:db8:1::9");
        leaf.awaitRoute(RED, NETWORK + " via 10.1.0.9 dev br100");
    }

    private static String explained(Leaf leaf) {
        var all = leaf.evpnd().shell("show bgp l2vpn evpn route type prefix");
        var found = DISTINGUISHER.matcher(all);
        assertThat(found.find()).as(all).isTrue();
        return leaf.evpnd()
                .shell(
                        "show bgp l2vpn evpn route rd %s prefix %s explain"
                                .formatted(found.group(1), NETWORK));
    }
}
