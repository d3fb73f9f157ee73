package dev.evpnd.speaker.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.speaker.netlink.KernelEvent.AddressGone;
import dev.evpnd.speaker.netlink.KernelEvent.AddressIs;
import dev.evpnd.speaker.netlink.KernelEvent.DeviceVnisAre;
import dev.evpnd.speaker.netlink.KernelEvent.DeviceVnisGone;
import dev.evpnd.speaker.netlink.KernelEvent.ForwardingGone;
import dev.evpnd.speaker.netlink.KernelEvent.ForwardingIs;
import dev.evpnd.speaker.netlink.KernelEvent.LinkGone;
import dev.evpnd.speaker.netlink.KernelEvent.LinkIs;
import dev.evpnd.speaker.netlink.KernelEvent.NeighborGone;
import dev.evpnd.speaker.netlink.KernelEvent.NeighborIs;
import dev.evpnd.speaker.netlink.KernelEvent.PortVlansAre;
import dev.evpnd.speaker.netlink.PortVlans.Tunnel;
import dev.evpnd.speaker.netlink.PortVlans.Vlan;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What kernels have sent is read as what they were told to do.
final class RecordedTest {
    private static final Recording KERNEL = Recording.of("linux-6.18.txt");

    /// A kernel that has VLAN-aware bridges.
    private static final Recording VLANS = Recording.of("linux-6.1-vlans.txt");

    private static final String OF_BOTH =
            "02:00:00:00:00:08 dev vxlan dst 198.51.100.8 vlan 10 src_vni 1010 self master";
    private static final String PUT = "bridge fdb replace " + OF_BOTH + " extern_learn";
    private static final String REMOVED = "bridge fdb del " + OF_BOTH;
    private static final String FLOODED =
            "bridge fdb append 00:00:00:00:00:00 dev vxlan dst 198.51.100.8 src_vni 1010 self"
                    + " permanent";

    /// Of these, Linux 6.1 tells more than it has done.
    private static final Set<String> TOLD_TWICE = Set.of(PUT, REMOVED, FLOODED);

    private static final int BRIDGE = 2;
    private static final int VXLAN = 3;
    private static final int PORT = 4;
    private static final int MANY = 5;

    private static ForwardingEntry entry(
            int index, int bridge, String mac, int state, int flags, @Nullable String remote) {
        var vtep = remote == null ? null : IpAddress.parse(remote);
        var address = MacAddress.parse(mac);
        return new ForwardingEntry(index, bridge, address, 0, state, flags, vtep, 0, 0, 0);
    }

    private static ForwardingEntry with(ForwardingEntry it, int vni, int sourceVni, int nextHop) {
        return new ForwardingEntry(
                it.index(),
                it.bridge(),
                it.mac(),
                it.vlan(),
                it.state(),
                it.flags(),
                it.remote(),
                vni,
                sourceVni,
                nextHop);
    }

    private static Link lastLink(Recording recording, String heading) {
        return recording.events(heading).stream()
                .filter(LinkIs.class::isInstance)
                .map(it -> ((LinkIs) it).link())
                .toList()
                .getLast();
    }

    @ParameterizedTest
    @ValueSource(strings = {"linux-6.18.txt", "linux-6.18-vtep.txt", "linux-6.1-vlans.txt"})
    void nothingInARecordingIsFaultyOrUnknown(String file) {
        var recording = Recording.of(file);
        for (var heading : recording.datagrams().keySet()) {
            assertThat(recording.told(heading))
                    .as(heading)
                    .doesNotHaveAnyElementsOfTypes(Told.Faulty.class);
            if (!TOLD_TWICE.contains(heading)) {
                assertThat(recording.told(heading))
                        .as(heading)
                        .doesNotHaveAnyElementsOfTypes(Told.Nothing.class);
            }
        }
    }

    @Test
    void linksAreOfTheirKinds() {
        var links = KERNEL.events("LINKS").stream().map(it -> ((LinkIs) it).link()).toList();
        assertThat(links)
                .extracting(Link::name)
                .containsExactly("lo", "bridge", "vxlan", "vxlan6", "many");
        assertThat(links)
                .extracting(Link::kind)
                .containsExactly(
                        new Link.Other(""),
                        new Link.Bridge(false),
                        new Link.Vxlan(
                                100,
                                IpAddress.parse("198.51.100.1"),
                                null,
                                4789,
                                false,
                                false,
                                false),
                        new Link.Vxlan(
                                16_777_215,
                                IpAddress.parse("2001:db8::1"),
                                IpAddress.parse("ff05::1"),
                                8472,
                                true,
                                false,
                                false),
                        new Link.Vxlan(0, null, null, 4790, false, true, true));
        assertThat(links).extracting(Link::lower).containsExactly(0, 0, 0, BRIDGE, BRIDGE);
        assertThat(links).extracting(Link::mtu).containsExactly(65536, 1500, 1500, 1430, 1450);
        assertThat(links)
                .extracting(Link::isRunning)
                .containsExactly(false, true, true, false, false);
    }

    @Test
    void aPortHasWhatTheBridgeDoesWithIt() {
        var joined = lastLink(KERNEL, "ip link set vxlan up");
        assertThat(joined)
                .isEqualTo(
                        new Link(
                                VXLAN,
                                "vxlan",
                                MacAddress.parse("02:00:00:00:01:00"),
                                1500,
                                1000,
                                true,
                                true,
                                BRIDGE,
                                0,
                                joined.kind(),
                                new Link.BridgePort(false, true, false, false)));
    }

    @Test
    void messagesOfABridgeAskForTheDeviceAndAreNotOfIt() {
        assertThat(KERNEL.told("bridge link set dev vxlan learning off neigh_suppress on"))
                .containsExactly(
                        new Told.Event(
                                new PortVlansAre(
                                        new PortVlans(VXLAN, BRIDGE, List.of(), List.of()))),
                        new Told.LinkChanged(VXLAN));
        assertThat(KERNEL.events("ip link set vxlan nomaster"))
                .doesNotHaveAnyElementsOfTypes(LinkGone.class)
                .contains(new PortVlansAre(new PortVlans(VXLAN, BRIDGE, List.of(), List.of())));
        assertThat(KERNEL.events("ip link delete over")).endsWith(new LinkGone(6));
    }

    @Test
    void forwardingEntriesHaveAllTheirFields() {
        assertThat(KERNEL.events("FORWARDING"))
                .contains(
                        new ForwardingIs(
                                with(entry(VXLAN, 0, "02:00:00:00:00:06", 0xc0, 2, null), 0, 0, 6)),
                        new ForwardingIs(
                                entry(VXLAN, 0, "00:00:00:00:00:00", 0xc0, 2, "198.51.100.3")),
                        new ForwardingIs(
                                entry(VXLAN, 0, "00:00:00:00:00:00", 0xc0, 2, "198.51.100.4")),
                        new ForwardingIs(
                                with(
                                        entry(
                                                VXLAN,
                                                0,
                                                "02:00:00:00:00:01",
                                                2,
                                                0x12,
                                                "198.51.100.2"),
                                        77,
                                        0,
                                        0)),
                        new ForwardingIs(entry(4, 0, "00:00:00:00:00:00", 0x82, 2, "ff05::1")));
        assertThat(KERNEL.events("bridge fdb add 02:00:00:00:00:01 dev vxlan master static sticky"))
                .containsExactly(
                        new ForwardingIs(
                                entry(VXLAN, BRIDGE, "02:00:00:00:00:01", 0x40, 0x40, null)));
        var rule = "02:00:00:00:00:07 dev many src_vni 200 dst 198.51.100.7 vni 300 self";
        var ofVni = with(entry(MANY, 0, "02:00:00:00:00:07", 0xc0, 2, "198.51.100.7"), 300, 200, 0);
        assertThat(KERNEL.events("bridge fdb add " + rule))
                .containsExactly(new ForwardingIs(ofVni));
        assertThat(KERNEL.events("bridge fdb del " + rule))
                .containsExactly(new ForwardingGone(ofVni));
    }

    @Test
    void neighborsHaveAllTheirFields() {
        var address = IpAddress.parse("198.51.100.8");
        assertThat(
                        KERNEL.events(
                                "ip neighbor add 198.51.100.8 lladdr 02:00:00:00:00:08 dev bridge"
                                        + " nud stale extern_learn protocol zebra"))
                .containsExactly(
                        new NeighborIs(
                                new NeighborEntry(
                                        BRIDGE,
                                        address,
                                        MacAddress.parse("02:00:00:00:00:08"),
                                        NeighborState.STALE,
                                        NeighborFlags.EXTERNALLY_LEARNED,
                                        11)));
        var failed = new NeighborEntry(BRIDGE, address, null, NeighborState.FAILED, 0, 11);
        assertThat(KERNEL.events("ip neighbor del 198.51.100.8 dev bridge"))
                .containsExactly(new NeighborIs(failed), new NeighborGone(failed));
    }

    @Test
    void anAddressIsTheDevicesOwnAndNotThatOfWhoIsAtTheOtherEnd() {
        var address = new LinkAddress(BRIDGE, IpAddress.parse("203.0.113.1"), 32);
        var peered = "203.0.113.1 peer 203.0.113.2/32 dev bridge";
        assertThat(KERNEL.events("ip address add " + peered))
                .containsExactly(new AddressIs(address));
        assertThat(KERNEL.events("ip address del " + peered)).contains(new AddressGone(address));
        assertThat(KERNEL.events("ADDRESSES"))
                .containsExactly(
                        new AddressIs(
                                new LinkAddress(BRIDGE, IpAddress.parse("2001:db8:1::1"), 64)));
    }

    @Test
    void vnisOfADeviceAreFromOneToAnother() {
        var group = IpAddress.parse("239.1.1.1");
        assertThat(KERNEL.events("DEVICE_VNIS"))
                .containsExactly(
                        new DeviceVnisAre(new DeviceVnis(MANY, 200, 203, null)),
                        new DeviceVnisAre(new DeviceVnis(MANY, 300, 300, group)));
        assertThat(KERNEL.events("bridge vni delete vni 100 dev many"))
                .containsExactly(new DeviceVnisGone(new DeviceVnis(MANY, 100, 100, null)));
    }

    private static List<Vlan> vlans(int from, int to) {
        var vlans = new ArrayList<Vlan>();
        for (int id = from; id <= to; id++) {
            vlans.add(new Vlan(id, false, false));
        }
        return vlans;
    }

    @Test
    void vlansOfAPortAreUnrolled() {
        var expected = new ArrayList<>(List.of(new Vlan(1, false, true), new Vlan(10, true, true)));
        expected.addAll(vlans(20, 29));
        expected.addAll(vlans(4094, 4094));
        assertThat(VLANS.events("bridge vlan add dev port vid 4094"))
                .contains(new PortVlansAre(new PortVlans(PORT, BRIDGE, expected, List.of())));
    }

    @Test
    void vlansThatAreVnisOutsideAreUnrolled() {
        var expected =
                new ArrayList<>(List.of(new Vlan(1, true, true), new Vlan(10, false, false)));
        expected.addAll(vlans(20, 29));
        assertThat(VLANS.events("bridge vlan add dev vxlan vid 20-22 tunnel_info id 1020-1022"))
                .contains(
                        new PortVlansAre(
                                new PortVlans(
                                        VXLAN,
                                        BRIDGE,
                                        expected,
                                        List.of(
                                                new Tunnel(10, 1010),
                                                new Tunnel(20, 1020),
                                                new Tunnel(21, 1021),
                                                new Tunnel(22, 1022)))));
        assertThat(lastLink(VLANS, "LINKS").kind()).isEqualTo(new Link.Vrf(1001));
        assertThat(VLANS.events("LINKS"))
                .filteredOn(it -> it instanceof LinkIs(var link) && link.name().equals("vxlan"))
                .extracting(it -> ((LinkIs) it).link().port())
                .containsExactly(new Link.BridgePort(true, false, true, false));
    }

    @Test
    void aBridgeIsAPortOfItselfAndSaysOfOneVlanThatItIsToBeAsked() {
        assertThat(VLANS.told("bridge vlan add dev bridge vid 10 self"))
                .contains(
                        new Told.VlansChanged(),
                        new Told.Event(
                                new PortVlansAre(
                                        new PortVlans(
                                                BRIDGE,
                                                BRIDGE,
                                                List.of(
                                                        new Vlan(1, true, true),
                                                        new Vlan(10, false, false)),
                                                List.of()))));
        assertThat(lastLink(VLANS, "ip link add link bridge name svi10 type vlan id 10"))
                .extracting(Link::kind, Link::lower)
                .containsExactly(new Link.Vlan(10), BRIDGE);
        assertThat(lastLink(VLANS, "ip link set svi10 master tenant").master()).isEqualTo(6);
        assertThat(VLANS.events("bridge fdb add 02:00:00:00:00:01 dev port vlan 10 master static"))
                .extracting(it -> ((ForwardingIs) it).entry().vlan())
                .containsExactly(10);
    }

    /// Behind its own words the kernel sends the request, as an entry of the device in that VLAN
    /// which leads nowhere.
    @Test
    void aRequestThatIsToldBehindWhatCameOfItIsNoEntry() {
        var inBridge = ofVlan10(entry(VXLAN, BRIDGE, "02:00:00:00:00:08", 2, 0x10, null));
        var beyond =
                with(entry(VXLAN, 0, "02:00:00:00:00:08", 0xc0, 0x12, "198.51.100.8"), 0, 1010, 0);
        assertThat(VLANS.events(PUT))
                .containsExactly(new ForwardingIs(inBridge), new ForwardingIs(beyond));
        assertThat(VLANS.told(PUT)).endsWith(new Told.Nothing());
        assertThat(VLANS.events(REMOVED))
                .containsExactly(new ForwardingGone(inBridge), new ForwardingGone(beyond));
        var flooded =
                with(entry(VXLAN, 0, "00:00:00:00:00:00", 0xc0, 2, "198.51.100.8"), 0, 1010, 0);
        assertThat(VLANS.events(FLOODED)).containsExactly(new ForwardingIs(flooded));
    }

    private static ForwardingEntry ofVlan10(ForwardingEntry it) {
        return new ForwardingEntry(
                it.index(),
                it.bridge(),
                it.mac(),
                10,
                it.state(),
                it.flags(),
                it.remote(),
                it.vni(),
                it.sourceVni(),
                it.nextHop());
    }
}
