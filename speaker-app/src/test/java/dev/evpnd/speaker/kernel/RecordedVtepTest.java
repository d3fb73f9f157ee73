package dev.evpnd.speaker.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.instance.InstanceChange;
import dev.evpnd.rib.instance.Intent;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.speaker.netlink.KernelAnswer;
import dev.evpnd.speaker.netlink.KernelRequest;
import dev.evpnd.speaker.netlink.Recording;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;

import org.junit.jupiter.api.Test;

import java.util.List;

/// A VTEP on what a kernel has sent while a person did what evpnd does: it draws from it what it
/// should, and asks for what that person has asked for.
class RecordedVtepTest {
    private static final Recording KERNEL = Recording.of("linux-6.18-vtep.txt");
    private static final Vni VNI = new Vni(100);
    private static final IpAddress HERE = IpAddress.parse("198.51.100.1");
    private static final IpAddress THERE = IpAddress.parse("198.51.100.8");
    private static final MacAddress HOST = MacAddress.parse("02:00:00:00:00:01");
    private static final MacAddress MOVER = MacAddress.parse("02:00:00:00:00:08");
    private static final IpAddress HOST_IP = IpAddress.parse("10.0.0.1");

    private final Vtep vtep = new Vtep();
    private int line;
    private long now = 1_000_000;

    /// Hears what the kernel said of all commands up to one.
    private List<KernelFact> playUntil(String command) {
        var commands = List.copyOf(KERNEL.datagrams().keySet());
        int last = commands.indexOf(command);
        assertThat(last).isGreaterThanOrEqualTo(line);
        for (; line <= last; line++) {
            KERNEL.events(commands.get(line)).forEach(vtep::take);
            vtep.quiet();
            vtep.settle(++now);
        }
        return vtep.takeFacts(100);
    }

    private List<KernelRequest> requests() {
        vtep.quiet();
        var requests = vtep.requests(100, ++now);
        requests.forEach(each -> vtep.answered(each, KernelAnswer.DONE, now));
        return requests.stream().map(Vtep.Request::request).toList();
    }

    private InstallState state(Intent intent) {
        assertThat(requests()).isEmpty();
        return vtep.view().installation(intent.key()).orElseThrow().state();
    }

    @Test
    void drawsFromARecordedKernelWhatAPersonHasDoneToIt() {
        assertThat(playUntil("ip link set guest up")).isEmpty();
        assertThat(playUntil("ip link set vxlan100 up"))
                .singleElement()
                .isInstanceOfSatisfying(
                        KernelFact.DomainIs.class,
                        it ->
                                assertThat(it.domain())
                                        .returns(VNI, BridgeDomain::vni)
                                        .returns("vxlan100", BridgeDomain::deviceName)
                                        .returns(HERE, BridgeDomain::local));
        var learned =
                playUntil(
                        "ip neigh replace 10.0.0.1 lladdr 02:00:00:00:00:01 dev br1 nud reachable");
        assertThat(learned).hasSize(2);
        assertThat(learned.getFirst())
                .isInstanceOfSatisfying(
                        KernelFact.MacLearned.class,
                        it ->
                                assertThat(vtep.view().deviceName(it.port()) + " " + it.mac())
                                        .isEqualTo("guest " + HOST));
        assertThat(learned.getLast())
                .isEqualTo(new KernelFact.NeighborLearned(VNI, HOST_IP, HOST, false));

        // What evpnd asks for is what the person has asked for, and what the kernel says of that
        // is how it comes to know.
        var mac = new Intent.RemoteMac(VNI, MOVER, THERE, VNI, false, false);
        var flood = new Intent.FloodEntry(VNI, THERE, VNI);
        vtep.take(new InstanceChange.Hold(mac), now);
        vtep.take(new InstanceChange.Hold(flood), now);
        assertThat(requests())
                .hasSize(2)
                .allSatisfy(
                        each ->
                                assertThat(each)
                                        .isInstanceOfSatisfying(
                                                KernelRequest.PutForwarding.class,
                                                it ->
                                                        assertThat(it.entry().remote())
                                                                .isEqualTo(THERE)));
        assertThat(
                        playUntil(
                                "bridge fdb append 00:00:00:00:00:00 dev vxlan100 dst 198.51.100.8"
                                        + " self permanent"))
                .isEmpty();
        assertThat(state(mac)).isEqualTo(InstallState.IN_KERNEL);
        assertThat(state(flood)).isEqualTo(InstallState.IN_KERNEL);

        // The host moves here, and the instances let go of it.
        var moved = playUntil("bridge fdb replace 02:00:00:00:00:08 dev guest master dynamic use");
        assertThat(moved)
                .singleElement()
                .isInstanceOfSatisfying(
                        KernelFact.MacLearned.class, it -> assertThat(it.mac()).isEqualTo(MOVER));
        assertThat(state(mac)).isEqualTo(InstallState.HEARD_HERE);
        vtep.take(new InstanceChange.Drop(mac), now);
        assertThat(requests()).singleElement().isInstanceOf(KernelRequest.RemoveForwarding.class);
        assertThat(playUntil("bridge fdb del 02:00:00:00:00:08 dev vxlan100 self")).isEmpty();
        assertThat(requests()).isEmpty();
        assertThat(vtep.view().installation(mac.key())).isEmpty();

        assertThat(playUntil("ip neigh del 10.0.0.1 dev br1"))
                .containsExactly(
                        new KernelFact.MacGone(VNI, HOST),
                        new KernelFact.NeighborGone(VNI, HOST_IP));
        assertThat(playUntil("ip link set vxlan100 down"))
                .containsExactly(new KernelFact.DomainGone(VNI));
        playUntil("ip link del vxlan100");
        assertThat(state(flood)).isEqualTo(InstallState.NO_DEVICE);
        assertThat(vtep.view().drifts()).isEmpty();
    }
}
