package dev.evpnd.it.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.evpnd.speaker.netlink.DeviceVnis;
import dev.evpnd.speaker.netlink.ForwardingEntry;
import dev.evpnd.speaker.netlink.Kernel.Heard;
import dev.evpnd.speaker.netlink.Kernel.Table;
import dev.evpnd.speaker.netlink.KernelAnswer;
import dev.evpnd.speaker.netlink.KernelEvent;
import dev.evpnd.speaker.netlink.KernelEvent.AddressIs;
import dev.evpnd.speaker.netlink.KernelEvent.DeviceVnisAre;
import dev.evpnd.speaker.netlink.KernelEvent.DeviceVnisGone;
import dev.evpnd.speaker.netlink.KernelEvent.ForwardingIs;
import dev.evpnd.speaker.netlink.KernelEvent.LinkGone;
import dev.evpnd.speaker.netlink.KernelEvent.LinkIs;
import dev.evpnd.speaker.netlink.KernelEvent.NeighborIs;
import dev.evpnd.speaker.netlink.KernelEvent.RouteGone;
import dev.evpnd.speaker.netlink.KernelEvent.RouteIs;
import dev.evpnd.speaker.netlink.Link;
import dev.evpnd.speaker.netlink.LinkAddress;
import dev.evpnd.speaker.netlink.NeighborEntry;
import dev.evpnd.speaker.netlink.NeighborFlags;
import dev.evpnd.speaker.netlink.NeighborState;
import dev.evpnd.speaker.netlink.RouteEntry;
import dev.evpnd.speaker.netlink.RouteType;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.MacAddress;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// What the kernel says by netlink of what happens, beside what `ip` and `bridge` have done.
@Timeout(120)
class KernelNewsIT {
    @Test
    void vnisOfADeviceAreToldAsTheyAreAndAsTheyChange() throws IOException {
        try (var lab = KernelLab.open()) {
            lab.run(
                    """
                    ip link add left type veth peer name right
                    ip link add many type vxlan external vnifilter dstport 4790 dev left
                    bridge vni add vni 100 dev many
                    bridge vni add vni 200-203 dev many
                    bridge vni add vni 300 group 239.1.1.1 dev many
                    """);
            int many = lab.index("many");
            var group = new DeviceVnis(many, 300, 300, IpAddress.parse("239.1.1.1"));
            assertThat(lab.table(Table.DEVICE_VNIS))
                    .contains(
                            new DeviceVnisAre(new DeviceVnis(many, 100, 100, null)),
                            new DeviceVnisAre(new DeviceVnis(many, 200, 203, null)),
                            new DeviceVnisAre(group));
            assertThat(lab.hearAll()).contains(new DeviceVnisAre(group));
            lab.run("bridge vni delete vni 300 dev many");
            assertThat(lab.hearAll()).contains(new DeviceVnisGone(group));
            assertThat(lab.table(Table.DEVICE_VNIS)).doesNotContain(new DeviceVnisAre(group));
        }
    }

    @Test
    void aPortThatBridgeChangedIsToldWithItsWholeDevice() throws IOException {
        try (var lab = KernelLab.open()) {
            lab.run(Samples.BRIDGE_AND_VXLAN);
            lab.hearAll();
            lab.run("bridge link set dev vxlan learning off neigh_suppress on");
            var told =
                    lab.hearUntil(
                            it ->
                                    it instanceof LinkIs(var link)
                                            && link.port() != null
                                            && link.port().suppressesNeighbors());
            var link = ((LinkIs) told.getLast()).link();
            assertThat(link.port()).isEqualTo(new Link.BridgePort(false, true, false, true));
            assertThat(link.kind()).isInstanceOf(Link.Vxlan.class);
            assertThat(told).contains(lab.table(Table.PORT_VLANS).getLast());
        }
    }

    /// While a device is made, changed, and taken out of a bridge, whatever is told of it is told
    /// of a VXLAN device; that it leaves the bridge does not mean that it is gone.
    @Test
    void aDeviceIsAlwaysToldAsWhatItIs() throws IOException {
        try (var lab = KernelLab.open()) {
            lab.run(Samples.BRIDGE_AND_VXLAN);
            int vxlan = lab.index("vxlan");
            lab.run(
                    """
                    ip link set vxlan mtu 1400
                    ip link set vxlan nomaster
                    ip link set vxlan down
                    ip link set vxlan name renamed
                    ip link set renamed address 02:00:00:00:00:99
                    ip link delete renamed
                    """);
            var told =
                    lab.hearUntil(it -> it.equals(new LinkGone(vxlan))).stream()
                            .filter(it -> it instanceof LinkIs(var link) && link.index() == vxlan)
                            .map(it -> ((LinkIs) it).link())
                            .toList();
            assertThat(told)
                    .hasSizeGreaterThan(5)
                    .allSatisfy(it -> assertThat(it.kind()).isInstanceOf(Link.Vxlan.class));
            var last = told.getLast();
            assertThat(last.name()).isEqualTo("renamed");
            assertThat(last.address()).isEqualTo(MacAddress.parse("02:00:00:00:00:99"));
            assertThat(last.master()).isZero();
            assertThat(last.isUp()).isFalse();
        }
    }

    @Test
    void changesOfOthersAreHeard() throws IOException {
        try (var lab = KernelLab.open()) {
            lab.run(Samples.BRIDGE_AND_VXLAN);
            lab.hearAll();
            lab.run(
                    """
                    bridge fdb add 02:00:00:00:00:01 dev vxlan dst 198.51.100.2 self
                    ip neighbor add 198.51.100.7 lladdr 02:00:00:00:00:07 dev bridge nud permanent
                    ip address add 198.51.100.1/24 dev bridge
                    """);
            int bridge = lab.index("bridge");
            var address = new LinkAddress(bridge, IpAddress.parse("198.51.100.1"), 24);
            var told = lab.hearUntil(it -> it.equals(new AddressIs(address)));
            assertThat(told)
                    .contains(
                            new ForwardingIs(
                                    new ForwardingEntry(
                                            lab.index("vxlan"),
                                            0,
                                            MacAddress.parse("02:00:00:00:00:01"),
                                            0,
                                            NeighborState.NOARP | NeighborState.PERMANENT,
                                            NeighborFlags.SELF,
                                            IpAddress.parse("198.51.100.2"),
                                            0,
                                            0,
                                            0)),
                            new NeighborIs(
                                    new NeighborEntry(
                                            bridge,
                                            IpAddress.parse("198.51.100.7"),
                                            MacAddress.parse("02:00:00:00:00:07"),
                                            NeighborState.PERMANENT,
                                            0,
                                            0)));
        }
    }

    @Test
    void whatDoesNotFitIsAnOverrunAndTheTableIsCompleteBehindIt() throws IOException {
        try (var lab = KernelLab.open(4096)) {
            lab.run(Samples.BRIDGE_AND_VXLAN);
            int vxlan = lab.index("vxlan");
            assertThat(lab.kernel().listen(_ -> {}, 0)).isEqualTo(Heard.OVERRUN);
            assertThat(lab.kernel().listen(_ -> {}, 0)).isEqualTo(Heard.ALL);

            assertThat(lab.kernel().execute(Samples.puts(vxlan, 0, 2000)))
                    .containsOnly(KernelAnswer.DONE);
            assertThat(lab.kernel().listen(_ -> {}, 1000)).isEqualTo(Heard.OVERRUN);
            // What happens behind an overrun is heard again.
            assertThat(lab.kernel().execute(Samples.puts(vxlan, 2000, 2001)))
                    .containsOnly(KernelAnswer.DONE);
            var heard = new ArrayList<KernelEvent>();
            assertThat(lab.kernel().listen(heard::add, 1000)).isEqualTo(Heard.ALL);
            assertThat(heard).hasSize(1);
            assertThat(
                            lab.table(Table.FORWARDING).stream()
                                    .map(it -> ((ForwardingIs) it).entry())
                                    .filter(it -> it.hasFlags(NeighborFlags.EXTERNALLY_LEARNED)))
                    .hasSize(2001);
            assertThat(lab.kernel().counters().overruns()).isEqualTo(2);
        }
    }

    @Test
    void routesOfTheKernelsOwnAreToldAsTheyComeAndGo() throws IOException {
        try (var lab = KernelLab.open()) {
            lab.run(Samples.TWO_NETWORKS);
            lab.hearAll();
            int one = lab.index("one");
            lab.run("ip address add 10.0.77.1/24 dev one");
            lab.run("ip address add 2001:db8:77::1/64 dev one nodad");
            var connected = ofKernel(254, "10.0.77.0/24", RouteType.UNICAST, 0, one);
            var local = ofKernel(255, "10.0.77.1/32", RouteType.LOCAL, 0, one);
            var broadcast = ofKernel(255, "10.0.77.255/32", RouteType.BROADCAST, 0, one);
            var connected6 = ofKernel(254, "2001:db8:77::/64", RouteType.UNICAST, 256, one);
            var local6 = ofKernel(255, "2001:db8:77::1/128", RouteType.LOCAL, 0, one);
            assertThat(lab.hearAll())
                    .contains(
                            new RouteIs(connected, false),
                            new RouteIs(local, false),
                            new RouteIs(broadcast, false),
                            new RouteIs(connected6, false),
                            new RouteIs(local6, false));
            lab.run("ip address delete 10.0.77.1/24 dev one");
            lab.run("ip address delete 2001:db8:77::1/64 dev one");
            assertThat(lab.hearAll())
                    .contains(
                            new RouteGone(connected),
                            new RouteGone(local),
                            new RouteGone(broadcast),
                            new RouteGone(connected6),
                            new RouteGone(local6));
            assertThat(lab.table(Table.IPV4_ROUTES))
                    .as("lo has its own")
                    .contains(
                            new RouteIs(
                                    ofKernel(255, "127.0.0.0/8", RouteType.LOCAL, 0, 1), false));
        }
    }

    private static RouteEntry ofKernel(
            int table, String prefix, int type, long metric, int device) {
        var hop = new RouteEntry.Hop(device, null, false, 1);
        return new RouteEntry(table, IpPrefix.parse(prefix), 2, type, metric, 0, List.of(hop));
    }

    /// Linux 6.18 has too little room for an IPv4 route by 53 IPv6 gateways, says so to the log of
    /// the system, and gives an error to all who listen. Where a kernel does not, it is told.
    @Test
    void aRouteThatTheKernelHasNoRoomToTellIsAnOverrunAndInTheTable() throws IOException {
        boolean isEndedByAWarning =
                !Files.readString(Path.of("/proc/sys/kernel/panic_on_warn")).strip().equals("0");
        assumeFalse(isEndedByAWarning, "a warning would end this system");
        try (var lab = KernelLab.open()) {
            lab.run(Samples.TWO_NETWORKS);
            int one = lab.index("one");
            lab.hearAll();
            var hops = new RouteEntry.Hop[53];
            for (int i = 0; i < hops.length; i++) {
                hops[i] = Samples.onLink(one, "2001:db8:77::" + Integer.toHexString(i + 1));
            }
            var route = Samples.route("10.9.0.0/16", hops);
            assertThat(lab.put(route)).isEqualTo(KernelAnswer.DONE);
            var heard = new ArrayList<KernelEvent>();
            var how = lab.kernel().listen(heard::add, 10_000);
            assertThat(how == Heard.OVERRUN || heard.contains(new RouteIs(route, false))).isTrue();
            assertThat(lab.routes(route.prefix())).containsExactly(route);
        }
    }

    @Test
    void wakingEndsListeningNowAndTheNextTime() throws Exception {
        try (var lab = KernelLab.open()) {
            lab.hearAll();
            lab.kernel().wake();
            assertThat(lab.kernel().listen(_ -> {}, Long.MAX_VALUE)).isEqualTo(Heard.ALL);
            var listening = new CountDownLatch(1);
            var waker =
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        try {
                                            listening.await();
                                        } catch (InterruptedException e) {
                                            Thread.currentThread().interrupt();
                                        }
                                        lab.kernel().wake();
                                    });
            listening.countDown();
            assertThat(lab.kernel().listen(_ -> {}, Long.MAX_VALUE)).isEqualTo(Heard.ALL);
            waker.join();
        }
    }

    @Test
    void wakingWhatIsClosedIsNothing() throws IOException {
        try (var lab = KernelLab.open()) {
            lab.kernel().close();
            lab.kernel().wake();
        }
    }
}
