package dev.evpnd.speaker.demo.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.speaker.demo.stage.Guest;
import dev.evpnd.speaker.netlink.ForwardingEntry;
import dev.evpnd.speaker.netlink.KernelRequest;
import dev.evpnd.speaker.netlink.NeighborFlags;
import dev.evpnd.speaker.netlink.NeighborState;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;

/// Frames go where the tables say, and nowhere else.
class MemoryVtepTest {
    private static final int VXLAN = 3;
    private static final IpAddress LEFT = IpAddress.parse("192.0.2.1");
    private static final IpAddress RIGHT = IpAddress.parse("192.0.2.2");
    private static final IpAddress NOBODY = IpAddress.parse("192.0.2.3");
    private static final MacAddress EVERYBODY = MacAddress.parse("00:00:00:00:00:00");

    private final MemoryUnderlay underlay = new MemoryUnderlay();
    private final MemoryVtep left =
            new MemoryVtep(LEFT, MacAddress.parse("02:00:00:00:01:01"), underlay);
    private final MemoryVtep right =
            new MemoryVtep(RIGHT, MacAddress.parse("02:00:00:00:01:02"), underlay);
    private final MemoryHost one = new MemoryHost(Guest.HOST1);
    private final MemoryHost two = new MemoryHost(Guest.HOST2);
    private int twoAtLeft;

    @BeforeEach
    void plug() {
        one.plugInto(left, left.addPort("host1"));
        twoAtLeft = left.addPort("host2");
        two.plugInto(right, right.addPort("host2"));
    }

    private static void put(MemoryVtep vtep, MacAddress mac, IpAddress remote) {
        boolean isForAll = mac.equals(EVERYBODY);
        var entry =
                new ForwardingEntry(
                        VXLAN,
                        0,
                        mac,
                        0,
                        isForAll ? NeighborState.PERMANENT : NeighborState.REACHABLE,
                        NeighborFlags.SELF | (isForAll ? 0 : NeighborFlags.MASTER),
                        remote,
                        0,
                        0,
                        0);
        assertThat(
                        vtep.kernel()
                                .execute(
                                        List.of(
                                                new KernelRequest.PutForwarding(
                                                        entry, KernelRequest.How.REPLACE))))
                .allMatch(each -> each.isDone());
    }

    private void flood() {
        put(left, EVERYBODY, RIGHT);
        put(right, EVERYBODY, LEFT);
    }

    @Test
    void nobodyBeyondIsReachedWhereTheKernelWasToldOfNobody() {
        assertThat(one.ping(two.address())).isEmpty();
    }

    @Test
    void whatIsForEverybodyGoesToTheVtepsThatTheKernelWasToldOf() {
        flood();
        assertThat(one.ping(two.address())).isPresent();
    }

    @Test
    void oneWayIsNotEnough() {
        put(left, EVERYBODY, RIGHT);
        assertThat(one.ping(two.address())).isEmpty();
    }

    @Test
    void whatIsForAHostGoesWhereTheKernelHasIt() {
        flood();
        assertThat(one.ping(two.address())).isPresent();
        put(left, MacAddress.parse(Guest.HOST2.mac()), NOBODY);
        assertThat(one.ping(two.address())).isEmpty();
        put(left, MacAddress.parse(Guest.HOST2.mac()), RIGHT);
        assertThat(one.ping(two.address())).isPresent();
    }

    @Test
    void hostsOfOneVtepReachEachOtherWithoutTheOthers() {
        two.plugInto(left, twoAtLeft);
        assertThat(one.ping(two.address())).isPresent();
        assertThat(right.kernel().forwarding()).isEmpty();
    }

    @Test
    void aHostThatIsHeardElsewhereIsThere() {
        flood();
        assertThat(one.ping(two.address())).isPresent();
        put(left, MacAddress.parse(Guest.HOST2.mac()), RIGHT);
        two.plugInto(left, twoAtLeft);
        assertThat(two.ping(one.address())).isPresent();
        assertThat(left.kernel().forwarding(2, 0, MacAddress.parse(Guest.HOST2.mac())))
                .hasValueSatisfying(entry -> assertThat(entry.index()).isEqualTo(twoAtLeft));
    }

    @Test
    void tablesReadAsOnesOfTheRealKernelDo() {
        flood();
        put(left, MacAddress.parse(Guest.HOST2.mac()), RIGHT);
        assertThat(ForwardingText.of(left.kernel(), "vxlan100").lines())
                .containsExactlyInAnyOrder(
                        "00:00:00:00:00:00 dst 192.0.2.2 self permanent",
                        "02:00:00:00:00:02 master br1",
                        "02:00:00:00:00:02 dst 192.0.2.2 self");
    }
}
