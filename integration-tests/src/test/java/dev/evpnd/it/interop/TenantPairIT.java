package dev.evpnd.it.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.it.interop.TenantFabric.Leaf;
import dev.evpnd.it.interop.TenantFabric.Seat;
import dev.evpnd.testbed.junit.NeedsPeers;
import dev.evpnd.testbed.peer.PeerKind;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A leaf that shares its VTEP address and its router MAC address with another: what is behind it
/// alone is sent to its own.
@NeedsPeers(PeerKind.FRR_10_7)
@Timeout(180)
class TenantPairIT {
    private static final String RED = TenantFabric.DEFAULT;
    private static final String SHARED = "192.0.2.100";
    private static final String SHARED_ROUTER = "02:99:00:00:0f:a1";

    private final TenantFabric fabric = new TenantFabric();

    @AfterEach
    void close() {
        fabric.close();
    }

    /// One of two leaves that are at the shared address; the other is not there.
    private Leaf half() {
        var half = fabric.leaf("half", Seat.EVPND).tenant(RED, 4001);
        half.subnet(RED, 100, "10.1.0.254/24", "2001:db8:1::254/64");
        half.host().address("eth0", SHARED + "/24");
        TenantFabric.run(
                half.host(),
                "ip link add shared link br4001 address %s type macvlan mode bridge"
                        .formatted(SHARED_ROUTER));
        TenantFabric.run(half.host(), "ip link set shared up");
        var own =
                "vtep: %s, router-mac: \"%s\", primary: {vtep: %s, router-mac: \"%s\"}"
                        .formatted(SHARED, SHARED_ROUTER, half.address(), half.mac(4001));
        return half.configured(
                text ->
                        text.replace("l3-vni: 4001,", "l3-vni: 4001, " + own + ",")
                                .replace(
                                        "ip-vrfs:",
                                        "mac-vrfs: {100: {vtep: %s}}\nip-vrfs:".formatted(SHARED)));
    }

    @ParameterizedTest
    @EnumSource(
            value = Seat.class,
            names = {"EVPND", "FRR"})
    void prefixesAreAtItsOwnAddressAndHostsAtThatOfBoth(Seat seat) {
        var half = half();
        var other = fabric.leaf("other", seat).tenant(RED, 4001);
        var one = half.station("one", 100, 1, "10.1.0.", "2001:db8:1::");
        other.subnet(RED, 200, "10.2.0.254/24", "2001:db8:2::254/64");
        var two = other.station("two", 200, 2, "10.2.0.", "2001:db8:2::");
        fabric.start();
        fabric.awaitReach(one.host(), "10.1.0.254");
        other.awaitRoute(RED, "10.1.0.0/24 via " + half.address() + " dev br4001");
        other.awaitRoute(RED, "10.1.0.1 via " + SHARED + " dev br4001");
        fabric.awaitReach(two.host(), "10.1.0.1");
        // A host that is known by its subnet alone.
        one.host().address("eth0", "10.1.0.77/24");
        fabric.awaitReach(two.host(), "10.1.0.77");
        assertThat(half.evpnd().shell("show bgp l2vpn evpn vni 4001"))
                .contains(
                        "Advertise-pip: Yes",
                        "System-IP: " + half.address(),
                        "System-MAC: " + half.mac(4001),
                        "Router-MAC: " + SHARED_ROUTER);
    }
}
