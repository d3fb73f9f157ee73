package dev.evpnd.it.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.speaker.netlink.DeviceVnis;
import dev.evpnd.speaker.netlink.ForwardingEntry;
import dev.evpnd.speaker.netlink.Kernel.Table;
import dev.evpnd.speaker.netlink.KernelAnswer;
import dev.evpnd.speaker.netlink.KernelEvent;
import dev.evpnd.speaker.netlink.KernelRequest;
import dev.evpnd.speaker.netlink.KernelRequest.How;
import dev.evpnd.speaker.netlink.NeighborFlags;
import dev.evpnd.speaker.netlink.NeighborState;
import dev.evpnd.speaker.netlink.PortVlans;
import dev.evpnd.speaker.netlink.PortVlans.Tunnel;
import dev.evpnd.testbed.junit.InUserModeLinux;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;

/// What a kernel with VLAN-aware bridges does, as docs/kernel.md says it.
@InUserModeLinux
class VlanAwareKernelIT {
    private static final String MAC = "02:00:00:00:00:01";
    private static final IpAddress VTEP = IpAddress.parse("198.51.100.2");
    private static final int INVALID = 22;
    private static final int BOTH = NeighborFlags.SELF | NeighborFlags.MASTER;
    private static final int LEARNED = NeighborFlags.EXTERNALLY_LEARNED;

    private KernelLab lab;
    private int bridge;
    private int vxlan;

    @BeforeEach
    void open() throws IOException {
        lab =
                KernelLab.open()
                        .run(
                                """
                                ip link add bridge type bridge vlan_filtering 1 vlan_default_pvid 0
                                ip link set bridge up
                                ip link add vxlan type vxlan external vnifilter dstport 4789
                                ip link set vxlan master bridge up
                                bridge link set dev vxlan vlan_tunnel on
                                bridge vni add dev vxlan vni 100
                                bridge vlan add dev vxlan vid 10
                                bridge vlan add dev vxlan vid 10 tunnel_info id 100\
                                """);
        bridge = lab.index("bridge");
        vxlan = lab.index("vxlan");
        lab.hearAll();
    }

    @AfterEach
    void close() {
        lab.close();
    }

    private ForwardingEntry both() {
        return entry(0, 10, NeighborState.REACHABLE, BOTH | LEARNED, VTEP, 100);
    }

    private ForwardingEntry inBridge() {
        return entry(bridge, 10, NeighborState.REACHABLE, LEARNED, null, 0);
    }

    private ForwardingEntry ofDevice() {
        return entry(0, 0, NeighborState.REACHABLE, NeighborFlags.SELF | LEARNED, VTEP, 100);
    }

    private ForwardingEntry entry(
            int of, int vlan, int state, int flags, @Nullable IpAddress remote, int sourceVni) {
        var mac = MacAddress.parse(MAC);
        return new ForwardingEntry(vxlan, of, mac, vlan, state, flags, remote, 0, sourceVni, 0);
    }

    private List<PortVlans> told(int port) throws IOException {
        return lab.table(Table.PORT_VLANS).stream()
                .map(it -> ((KernelEvent.PortVlansAre) it).vlans())
                .filter(it -> it.index() == port)
                .toList();
    }

    @Test
    void aRequestOfBothIsAnEntryOfTheVlanAndOneOfTheVni() throws IOException {
        assertThat(lab.put(both(), How.REPLACE)).isEqualTo(KernelAnswer.DONE);
        assertThat(heardOfEntries())
                .as("and not the request itself, which Linux 6.1 tells, too")
                .containsExactly(
                        new KernelEvent.ForwardingIs(inBridge()),
                        new KernelEvent.ForwardingIs(ofDevice()));
        assertThat(lab.forwarding(MAC)).containsExactlyInAnyOrder(inBridge(), ofDevice());
        assertThat(lab.execute(new KernelRequest.RemoveForwarding(both())))
                .isEqualTo(KernelAnswer.DONE);
        assertThat(heardOfEntries())
                .containsExactly(
                        new KernelEvent.ForwardingGone(inBridge()),
                        new KernelEvent.ForwardingGone(ofDevice()));
    }

    /// Routes come and go with the link-local addresses of the devices.
    private List<KernelEvent> heardOfEntries() throws IOException {
        return lab.hearAll().stream()
                .filter(
                        it ->
                                it instanceof KernelEvent.ForwardingIs
                                        || it instanceof KernelEvent.ForwardingGone)
                .toList();
    }

    @Test
    void inAVlanThatThePortHasLeftNothingIsMadeAndNothingRemoved() throws IOException {
        lab.put(both(), How.REPLACE);
        lab.run("bridge vlan del dev vxlan vid 10");
        assertThat(lab.forwarding(MAC)).containsExactlyInAnyOrder(inBridge(), ofDevice());
        assertThat(lab.put(both(), How.REPLACE).error()).isEqualTo(INVALID);
        assertThat(lab.execute(new KernelRequest.RemoveForwarding(both())).error())
                .isEqualTo(INVALID);
        assertThat(lab.forwarding(MAC)).containsExactlyInAnyOrder(inBridge(), ofDevice());
        lab.execute(new KernelRequest.RemoveForwarding(ofDevice()));
        assertThat(lab.forwarding(MAC)).containsExactly(inBridge());
        lab.run("bridge vlan add dev vxlan vid 10");
        var inVlan = entry(0, 10, 0, NeighborFlags.MASTER, null, 0);
        assertThat(lab.execute(new KernelRequest.RemoveForwarding(inVlan)))
                .isEqualTo(KernelAnswer.DONE);
        assertThat(lab.forwarding(MAC)).isEmpty();
    }

    @Test
    void entriesStayWhereAVlanIsNoVniAnyMoreAndWhereTheDeviceTakesNoVni() throws IOException {
        lab.put(both(), How.REPLACE);
        lab.run("bridge vlan del dev vxlan vid 10 tunnel_info id 100");
        lab.run("bridge vni delete dev vxlan vni 100");
        assertThat(lab.forwarding(MAC)).containsExactlyInAnyOrder(inBridge(), ofDevice());
        assertThat(lab.hearAll())
                .contains(new KernelEvent.DeviceVnisGone(new DeviceVnis(vxlan, 100, 100, null)));
    }

    /// Of a port that has left its bridge, nothing is said where all ports are asked for.
    @Test
    void aPortWithoutVlansIsToldOfAndOneThatHasLeftIsNot() throws IOException {
        assertThat(told(vxlan))
                .extracting(PortVlans::tunnels)
                .containsExactly(List.of(new Tunnel(10, 100)));
        lab.run("bridge vlan del dev vxlan vid 10");
        assertThat(told(vxlan)).containsExactly(new PortVlans(vxlan, bridge, List.of(), List.of()));
        lab.run("ip link set vxlan nomaster");
        assertThat(told(vxlan)).isEmpty();
    }

    @Test
    void aVlanMayBeVni0Outside() throws IOException {
        lab.run("bridge vlan add dev vxlan vid 20");
        lab.run("bridge vlan add dev vxlan vid 20 tunnel_info id 0");
        assertThat(told(vxlan))
                .extracting(PortVlans::tunnels)
                .containsExactly(List.of(new Tunnel(10, 100), new Tunnel(20, 0)));
    }
}
