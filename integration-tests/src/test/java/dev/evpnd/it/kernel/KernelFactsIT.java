package dev.evpnd.it.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.speaker.netlink.ForwardingEntry;
import dev.evpnd.speaker.netlink.Kernel.Table;
import dev.evpnd.speaker.netlink.KernelAnswer;
import dev.evpnd.speaker.netlink.KernelEvent;
import dev.evpnd.speaker.netlink.KernelEvent.ForwardingGone;
import dev.evpnd.speaker.netlink.KernelEvent.ForwardingIs;
import dev.evpnd.speaker.netlink.KernelEvent.LinkGone;
import dev.evpnd.speaker.netlink.KernelRequest;
import dev.evpnd.speaker.netlink.KernelRequest.How;
import dev.evpnd.speaker.netlink.NeighborEntry;
import dev.evpnd.speaker.netlink.NeighborFlags;
import dev.evpnd.speaker.netlink.NeighborState;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.util.List;

/// What the kernel does with entries, which whoever asks it for them stands on: docs/kernel.md says
/// the same. A bridge has a VXLAN device, and two ports with a host behind each; the first one's
/// address is the one that all is about.
@Timeout(120)
class KernelFactsIT {
    private static final String MAC = "02:00:00:00:00:01";
    private static final String VTEP = "198.51.100.2";
    private static final String OTHER_VTEP = "198.51.100.3";
    private static final MacAddress FLOOD = new MacAddress(0);

    private static final int SELF = NeighborFlags.SELF;
    private static final int LEARNED = NeighborFlags.EXTERNALLY_LEARNED;
    private static final int BOTH = SELF | NeighborFlags.MASTER;
    private static final int STICKY = NeighborFlags.STICKY;
    private static final int DYNAMIC = NeighborState.REACHABLE;
    private static final int STATIC = NeighborState.NOARP;
    private static final int PERMANENT = NeighborState.NOARP | NeighborState.PERMANENT;

    private KernelLab lab;
    private int bridge;
    private int vxlan;
    private int first;
    private int spoken;

    @BeforeEach
    void makesABridge() throws IOException {
        lab = KernelLab.open();
        lab.run(
                """
                ip link add bridge type bridge
                ip link add vxlan type vxlan id 100 local 198.51.100.1 dstport 4789 nolearning
                ip link set vxlan master bridge
                bridge link set dev vxlan learning off
                ip link set vxlan up
                ip link add first type veth peer name host1 address 02:00:00:00:00:01
                ip link add second type veth peer name host2
                ip link set host1 addrgenmode none
                ip link set host2 addrgenmode none
                ip link set first master bridge up
                ip link set second master bridge up
                ip link set host1 up
                ip link set host2 up
                ip link set bridge up
                ip address add 10.0.0.1/16 dev host1
                """);
        bridge = lab.index("bridge");
        vxlan = lab.index("vxlan");
        first = lab.index("first");
        lab.hearAll();
    }

    @AfterEach
    void leavesNothing() {
        lab.close();
    }

    private static ForwardingEntry entry(
            int index, int bridge, int state, int flags, @Nullable String remote) {
        var address = remote == null ? null : IpAddress.parse(remote);
        var mac = MacAddress.parse(MAC);
        return new ForwardingEntry(index, bridge, mac, 0, state, flags, address, 0, 0, 0);
    }

    private ForwardingEntry ofBridge(int port, int state, int flags) {
        return entry(port, bridge, state, flags, null);
    }

    private ForwardingEntry ofDevice(int state, int flags, String remote) {
        return entry(vxlan, 0, state, SELF | flags, remote);
    }

    private ForwardingEntry asked(int state, int flags, String remote) {
        return entry(vxlan, 0, state, flags, remote);
    }

    private ForwardingEntry flood(String remote) {
        var vtep = IpAddress.parse(remote);
        return new ForwardingEntry(vxlan, 0, FLOOD, 0, PERMANENT, SELF, vtep, 0, 0, 0);
    }

    private void put(int state, int flags, String remote) throws IOException {
        assertThat(lab.put(asked(state, flags, remote), How.REPLACE)).isEqualTo(KernelAnswer.DONE);
    }

    private KernelAnswer remove(int flags, @Nullable String remote) throws IOException {
        return lab.execute(new KernelRequest.RemoveForwarding(entry(vxlan, 0, 0, flags, remote)));
    }

    /// What is heard of the address.
    private List<KernelEvent> heard() throws IOException {
        return lab.hearAll().stream()
                .filter(
                        it ->
                                it instanceof ForwardingIs(var entry) && isIt(entry)
                                        || it instanceof ForwardingGone(var gone) && isIt(gone))
                .toList();
    }

    private static boolean isIt(ForwardingEntry entry) {
        return entry.mac().equals(MacAddress.parse(MAC));
    }

    private List<ForwardingEntry> held() throws IOException {
        return lab.forwarding(MAC).toList();
    }

    /// Has the first host send a frame to all: it asks for a neighbor that it has not asked for
    /// yet.
    private void firstHostSpeaks() {
        lab.lab().host().exec("ping", "-c", "1", "-W", "0.1", "10.0.1." + ++spoken);
    }

    @Test
    void oneRequestForBothMakesTwoEntriesAndIsToldTwice() throws IOException {
        put(DYNAMIC, BOTH | LEARNED, VTEP);
        var ofBridge = ofBridge(vxlan, DYNAMIC, LEARNED);
        var ofDevice = ofDevice(DYNAMIC, LEARNED, VTEP);
        assertThat(held()).containsExactlyInAnyOrder(ofBridge, ofDevice);
        assertThat(heard()).containsExactly(new ForwardingIs(ofBridge), new ForwardingIs(ofDevice));
        put(DYNAMIC, BOTH | LEARNED, VTEP);
        assertThat(heard()).as("of what changes nothing").isEmpty();
        put(DYNAMIC, BOTH | LEARNED, OTHER_VTEP);
        assertThat(heard())
                .containsExactly(new ForwardingIs(ofDevice(DYNAMIC, LEARNED, OTHER_VTEP)));
        assertThat(remove(BOTH, OTHER_VTEP)).isEqualTo(KernelAnswer.DONE);
        assertThat(heard())
                .containsExactly(
                        new ForwardingGone(ofBridge),
                        new ForwardingGone(ofDevice(DYNAMIC, LEARNED, OTHER_VTEP)));
        assertThat(held()).isEmpty();
    }

    @Test
    void removalOfBothEndsWhereTheBridgeHasNoneForTheDevice() throws IOException {
        var ofDevice = ofDevice(DYNAMIC, LEARNED, VTEP);
        put(DYNAMIC, BOTH | LEARNED, VTEP);
        lab.run("bridge fdb del " + MAC + " dev vxlan master");
        assertThat(remove(BOTH, VTEP).error()).isEqualTo(KernelAnswer.NO_SUCH_ENTRY);
        assertThat(held()).containsExactly(ofDevice);

        put(DYNAMIC, BOTH | LEARNED, VTEP);
        firstHostSpeaks();
        assertThat(remove(BOTH, VTEP).error()).isEqualTo(KernelAnswer.NO_SUCH_ENTRY);
        assertThat(held()).containsExactlyInAnyOrder(ofDevice, ofBridge(first, DYNAMIC, 0));

        assertThat(remove(SELF, VTEP)).isEqualTo(KernelAnswer.DONE);
        assertThat(held()).containsExactly(ofBridge(first, DYNAMIC, 0));
    }

    @Test
    void removalWithAnotherRemoteLeavesTheDevicesEntryAndIsSaidToBeDone() throws IOException {
        put(DYNAMIC, BOTH | LEARNED, VTEP);
        assertThat(remove(BOTH, OTHER_VTEP)).isEqualTo(KernelAnswer.DONE);
        assertThat(held()).containsExactly(ofDevice(DYNAMIC, LEARNED, VTEP));
        assertThat(remove(SELF, OTHER_VTEP)).isEqualTo(KernelAnswer.DONE);
        assertThat(held()).containsExactly(ofDevice(DYNAMIC, LEARNED, VTEP));
        assertThat(remove(SELF, null)).as("whatever it is").isEqualTo(KernelAnswer.DONE);
        assertThat(held()).isEmpty();
    }

    @Test
    void whatAProgramLearnedMovesWhatTheBridgeLearned() throws IOException {
        firstHostSpeaks();
        assertThat(held()).containsExactly(ofBridge(first, DYNAMIC, 0));
        heard();
        put(DYNAMIC, BOTH | LEARNED, VTEP);
        assertThat(heard())
                .startsWith(new ForwardingIs(ofBridge(vxlan, DYNAMIC, LEARNED)))
                .noneMatch(ForwardingGone.class::isInstance);
    }

    /// The flag tells the kernel that whoever asks knows better, even where it asks for a new one.
    @Test
    void whatAProgramLearnedMovesWhatAnOperatorMadeAndLeavesItsState() throws IOException {
        for (var how : List.of(How.REPLACE, How.CREATE)) {
            lab.run("bridge fdb replace " + MAC + " dev first master static");
            assertThat(held()).contains(ofBridge(first, STATIC, 0));
            assertThat(lab.put(asked(DYNAMIC, BOTH | LEARNED, VTEP), how))
                    .isEqualTo(KernelAnswer.DONE);
            assertThat(held()).contains(ofBridge(vxlan, STATIC, LEARNED));
            assertThat(remove(BOTH, VTEP)).isEqualTo(KernelAnswer.DONE);
        }
        lab.run("bridge fdb replace " + MAC + " dev first master permanent");
        put(DYNAMIC, BOTH | LEARNED, VTEP);
        assertThat(held())
                .as("the bridge still takes frames to it for its own")
                .contains(ofBridge(vxlan, NeighborState.PERMANENT, LEARNED));
    }

    @Test
    void withoutThatFlagWhatAnOperatorMadeCanBeSparedButForBothOrNone() throws IOException {
        lab.run("bridge fdb replace " + MAC + " dev first master static");
        assertThat(lab.put(asked(DYNAMIC, BOTH, VTEP), How.CREATE).error())
                .isEqualTo(KernelAnswer.EXISTS);
        assertThat(held()).containsExactly(ofBridge(first, STATIC, 0));
    }

    @Test
    void aStaticEntryOfTheDeviceGetsTheRemoteAndStaysAsItIs() throws IOException {
        lab.run("bridge fdb add " + MAC + " dev vxlan dst 198.51.100.9 self permanent");
        put(DYNAMIC, BOTH | LEARNED, VTEP);
        assertThat(held())
                .containsExactlyInAnyOrder(
                        ofBridge(vxlan, DYNAMIC, LEARNED), ofDevice(PERMANENT, 0, VTEP));
        assertThat(remove(BOTH, null)).isEqualTo(KernelAnswer.DONE);
        lab.run("bridge fdb add " + MAC + " dev vxlan dst 198.51.100.9 self permanent");
        assertThat(lab.put(asked(DYNAMIC, SELF | LEARNED, VTEP), How.CREATE).error())
                .isEqualTo(KernelAnswer.EXISTS);
    }

    @Test
    void aHostThatSpeaksTakesTheEntryWithItAndNothingIsToldToBeGone() throws IOException {
        put(DYNAMIC, BOTH | LEARNED, VTEP);
        heard();
        firstHostSpeaks();
        assertThat(heard()).containsExactly(new ForwardingIs(ofBridge(first, DYNAMIC, 0)));
        assertThat(held())
                .containsExactlyInAnyOrder(
                        ofBridge(first, DYNAMIC, 0), ofDevice(DYNAMIC, LEARNED, VTEP));
    }

    @Test
    void stickyHoldsAndIsNotKeptOfWhatAProgramLearned() throws IOException {
        put(DYNAMIC, BOTH | LEARNED | STICKY, VTEP);
        assertThat(held()).contains(ofBridge(vxlan, DYNAMIC, LEARNED));
        firstHostSpeaks();
        assertThat(held()).contains(ofBridge(first, DYNAMIC, 0));

        int state = NeighborState.NOARP | DYNAMIC;
        put(state, BOTH | STICKY, VTEP);
        var ofBridge = ofBridge(vxlan, STATIC, STICKY);
        assertThat(held()).contains(ofBridge);
        firstHostSpeaks();
        assertThat(held()).contains(ofBridge);

        assertThat(lab.put(asked(STATIC, BOTH | STICKY, VTEP), How.REPLACE).error())
                .as("of a state that the device does not take, EINVAL")
                .isEqualTo(22);
        put(DYNAMIC, BOTH | LEARNED, VTEP);
        firstHostSpeaks();
        assertThat(held())
                .as("it stays sticky when a program has learned it by then")
                .contains(ofBridge(vxlan, STATIC, STICKY | LEARNED));
    }

    @Test
    void aDeviceThatGoesDownLosesItsOwnEntriesAndTheBridgeKeepsThem() throws IOException {
        put(DYNAMIC, BOTH | LEARNED, VTEP);
        assertThat(lab.put(flood(VTEP), How.APPEND)).isEqualTo(KernelAnswer.DONE);
        assertThat(lab.put(flood(OTHER_VTEP), How.APPEND)).isEqualTo(KernelAnswer.DONE);
        heard();
        var ofDevice = ofDevice(DYNAMIC, LEARNED, VTEP);
        lab.run("ip link set vxlan down");
        assertThat(heard()).containsExactly(new ForwardingGone(ofDevice));
        assertThat(held()).containsExactly(ofBridge(vxlan, DYNAMIC, LEARNED));
        assertThat(lab.forwarding(FLOOD.toString()))
                .containsExactlyInAnyOrder(flood(VTEP), flood(OTHER_VTEP));
        put(DYNAMIC, BOTH | LEARNED, VTEP);
        assertThat(heard()).containsExactly(new ForwardingIs(ofDevice));
        lab.run("ip link set vxlan up");
        assertThat(held())
                .as("what was put while it was down")
                .containsExactlyInAnyOrder(ofBridge(vxlan, DYNAMIC, LEARNED), ofDevice);
        lab.run("ip link set bridge down");
        assertThat(held()).hasSize(2);
    }

    @Test
    void aDeviceThatLeavesTheBridgeKeepsItsOwnEntries() throws IOException {
        put(DYNAMIC, BOTH | LEARNED, VTEP);
        heard();
        lab.run("ip link set vxlan nomaster");
        var ofDevice = ofDevice(DYNAMIC, LEARNED, VTEP);
        assertThat(heard()).containsExactly(new ForwardingGone(ofBridge(vxlan, DYNAMIC, LEARNED)));
        assertThat(held()).containsExactly(ofDevice);
        put(DYNAMIC, BOTH | LEARNED, OTHER_VTEP);
        assertThat(held())
                .as("of both, one is made, and nothing said")
                .containsExactly(ofDevice(DYNAMIC, LEARNED, OTHER_VTEP));
    }

    @Test
    void allThatADeviceHadIsToldToBeGoneBeforeItIs() throws IOException {
        put(DYNAMIC, BOTH | LEARNED, VTEP);
        assertThat(lab.put(flood(VTEP), How.APPEND)).isEqualTo(KernelAnswer.DONE);
        lab.hearAll();
        lab.run("ip link delete vxlan");
        var told = lab.hearAll();
        assertThat(told)
                .containsSubsequence(
                        new ForwardingGone(ofDevice(DYNAMIC, LEARNED, VTEP)),
                        new ForwardingGone(ofBridge(vxlan, DYNAMIC, LEARNED)),
                        new LinkGone(vxlan))
                .containsSubsequence(new ForwardingGone(flood(VTEP)), new LinkGone(vxlan));
    }

    @Test
    void destinationsOfOneAddressAreAppendedOnceAndNotReplaced() throws IOException {
        for (var vtep : List.of(VTEP, OTHER_VTEP, OTHER_VTEP)) {
            assertThat(lab.put(flood(vtep), How.APPEND)).isEqualTo(KernelAnswer.DONE);
        }
        assertThat(lab.put(flood(VTEP), How.REPLACE))
                .isEqualTo(new KernelAnswer(95, "Cannot replace non-unicast fdb entries"));
        assertThat(lab.forwarding(FLOOD.toString()))
                .containsExactlyInAnyOrder(flood(VTEP), flood(OTHER_VTEP));
        assertThat(lab.execute(new KernelRequest.RemoveForwarding(flood(VTEP))))
                .isEqualTo(KernelAnswer.DONE);
        assertThat(lab.forwarding(FLOOD.toString())).containsExactly(flood(OTHER_VTEP));
    }

    /// An audit finds by that what is gone.
    @Test
    void aDestinationThatIsThereIsAppendedWithoutAWord() throws IOException {
        for (var vtep : List.of(VTEP, OTHER_VTEP)) {
            lab.put(flood(vtep), How.APPEND);
        }
        assertThat(heardOfFlood())
                .containsExactly(
                        new ForwardingIs(flood(VTEP)), new ForwardingIs(flood(OTHER_VTEP)));
        lab.put(flood(VTEP), How.APPEND);
        assertThat(heardOfFlood()).isEmpty();
        lab.execute(new KernelRequest.RemoveForwarding(flood(VTEP)));
        lab.put(flood(VTEP), How.APPEND);
        assertThat(heardOfFlood())
                .containsExactly(new ForwardingGone(flood(VTEP)), new ForwardingIs(flood(VTEP)));
    }

    private List<KernelEvent> heardOfFlood() throws IOException {
        return lab.hearAll().stream()
                .filter(
                        it ->
                                it instanceof ForwardingIs(var entry) && entry.mac().equals(FLOOD)
                                        || it instanceof ForwardingGone(var gone)
                                                && gone.mac().equals(FLOOD))
                .toList();
    }

    /// Of forwarding entries it keeps none, for which reason they have no such field.
    @Test
    void ofNeighborsTheKernelKeepsWhoMadeThem() throws IOException {
        var neighbor =
                new NeighborEntry(
                        bridge,
                        IpAddress.parse("2001:db8::9"),
                        MacAddress.parse(MAC),
                        NeighborState.NOARP,
                        LEARNED | NeighborFlags.ROUTER,
                        186);
        assertThat(lab.execute(new KernelRequest.PutNeighbor(neighbor)))
                .isEqualTo(KernelAnswer.DONE);
        assertThat(lab.table(Table.NEIGHBORS)).contains(new KernelEvent.NeighborIs(neighbor));
        assertThat(lab.hearAll()).contains(new KernelEvent.NeighborIs(neighbor));
        assertThat(lab.execute(new KernelRequest.RemoveNeighbor(neighbor)))
                .isEqualTo(KernelAnswer.DONE);
        assertThat(lab.table(Table.NEIGHBORS)).doesNotContain(new KernelEvent.NeighborIs(neighbor));
    }

    /// The kernel takes away what belongs to a device's address, however it came to be there.
    @Test
    void neighborsAreGoneWhenTheirDevicesAddressChangesAndWhenItGoesDown() throws IOException {
        var neighbor =
                new NeighborEntry(
                        bridge,
                        IpAddress.parse("198.51.100.9"),
                        MacAddress.parse(MAC),
                        NeighborState.NOARP,
                        LEARNED,
                        186);
        for (var change : List.of("address 02:00:00:00:0b:01", "down")) {
            assertThat(lab.execute(new KernelRequest.PutNeighbor(neighbor)))
                    .isEqualTo(KernelAnswer.DONE);
            lab.hearAll();
            lab.run("ip link set bridge " + change);
            assertThat(lab.hearAll()).as(change).contains(new KernelEvent.NeighborGone(neighbor));
            assertThat(lab.table(Table.NEIGHBORS))
                    .doesNotContain(new KernelEvent.NeighborIs(neighbor));
        }
    }
}
