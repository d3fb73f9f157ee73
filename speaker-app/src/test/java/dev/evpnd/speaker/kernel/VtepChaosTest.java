package dev.evpnd.speaker.kernel;

import static dev.evpnd.speaker.kernel.DrivenVtep.BRIDGE;
import static dev.evpnd.speaker.kernel.DrivenVtep.DEVICE;
import static dev.evpnd.speaker.kernel.DrivenVtep.ELSEWHERE;
import static dev.evpnd.speaker.kernel.DrivenVtep.OTHER_PORT;
import static dev.evpnd.speaker.kernel.DrivenVtep.PORT;
import static dev.evpnd.speaker.kernel.DrivenVtep.THERE;
import static dev.evpnd.speaker.kernel.DrivenVtep.VNI;
import static dev.evpnd.speaker.kernel.DrivenVtep.flooded;
import static dev.evpnd.speaker.kernel.DrivenVtep.learnedBeyond;
import static dev.evpnd.speaker.kernel.DrivenVtep.learnedInBridge;
import static dev.evpnd.speaker.kernel.DrivenVtep.vxlan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.instance.InstanceChange;
import dev.evpnd.rib.instance.Intent;
import dev.evpnd.rib.instance.IntentKey;
import dev.evpnd.speaker.netlink.ForwardingEntry;
import dev.evpnd.speaker.netlink.KernelAnswer;
import dev.evpnd.speaker.netlink.NeighborFlags;
import dev.evpnd.speaker.netlink.NeighborState;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;

/// Whatever instances want, hosts do, and programs and operators do behind its back, and however
/// often it is killed: when all is quiet the kernel holds what is wanted, and the instances know
/// who is here.
class VtepChaosTest {
    private static final int STEPS = 200;
    private static final int MACS = 6;
    private static final int OTHER_DEVICE = 20;
    private static final List<IpAddress> VTEPS = List.of(THERE, ELSEWHERE);
    private static final IpAddress STRANGE = IpAddress.parse("192.168.33.99");
    private static final long LONG_ENOUGH = 600_000;

    private final Map<IntentKey, Intent> wanted = new TreeMap<>();
    private final DrivenVtep driven = DrivenVtep.ready();

    /// What another program has had lead elsewhere while nobody looked is his, with the entry of
    /// the bridge that it needs.
    private final Set<MacAddress> strange = new HashSet<>();

    private boolean hasStranger;

    /// As the instances have it from what they were told.
    private final Map<MacAddress, Integer> here = new HashMap<>();

    private static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void endsWithWhatIsWanted(long seed) {
        var random = new Random(seed);
        // Where there is another program, less is known of what is whose.
        hasStranger = seed % 3 == 0;
        for (int i = 0; i < STEPS; i++) {
            step(random);
            if (random.nextInt(3) == 0) {
                go();
            }
            if (random.nextInt(20) == 0) {
                driven.after(random.nextInt(3_000));
                learn();
            }
        }
        driven.kernel.refuse(_ -> KernelAnswer.DONE);
        driven.kernel.keep(Integer.MAX_VALUE);
        moveTo(false);
        driven.run().resync();
        driven.vtep.clean();
        driven.run();
        learn();
        decide();
        driven.after(LONG_ENOUGH);
        learn();
        assertHoldsWhatIsWanted();
        assertThat(driven.vtep.view().installed().values().stream().mapToInt(each -> each).sum())
                .isEqualTo(wanted.size());
        assertKnowsWhoIsHere();
        for (var each : List.copyOf(wanted.values())) {
            wanted.remove(each.key());
            driven.vtep.take(new InstanceChange.Drop(each), driven.now);
        }
        driven.after(LONG_ENOUGH);
        assertThat(driven.kernel.forwarding())
                .as("nothing is left of what was made; what another program made stays")
                .allMatch(
                        each ->
                                each.index() == PORT
                                        || each.index() == OTHER_PORT
                                        || STRANGE.equals(each.remote())
                                        || strange.contains(each.mac()));
        if (!hasStranger) {
            assertThat(driven.journal.entries().isEmpty()).isTrue();
        }
        assertThat(driven.vtep.view().installations(null, 1)).isEmpty();
    }

    /// The next life has all told again that it wants, or less, and may know when that is all.
    private void restart(Random random) {
        driven.kill(random.nextInt(4));
        here.clear();
        if (random.nextBoolean()) {
            go();
        }
        wanted.values().removeIf(_ -> random.nextInt(3) == 0);
        wanted.values()
                .forEach(each -> driven.vtep.take(new InstanceChange.Hold(each), driven.now));
        if (random.nextBoolean()) {
            go();
            driven.vtep.clean();
        }
    }

    private void step(Random random) {
        var mac = new MacAddress(0x02_00_00_00_00_00L + random.nextInt(MACS));
        var vtep = VTEPS.get(random.nextInt(VTEPS.size()));
        switch (random.nextInt(14)) {
            case 0, 1 ->
                    hold(new Intent.RemoteMac(VNI, mac, vtep, VNI, random.nextInt(4) == 0, false));
            case 2 -> hold(DrivenVtep.flood(vtep));
            case 3, 4 -> drop(random);
            case 5, 6 ->
                    driven.kernel.hear(BRIDGE, 0, random.nextBoolean() ? PORT : OTHER_PORT, mac);
            case 7 -> takeAway(random);
            case 8 -> {
                if (!hasStranger) {
                    return;
                }
                strange.add(mac);
                driven.kernel.put(
                        DrivenVtep.beyond(
                                mac,
                                STRANGE,
                                NeighborState.REACHABLE,
                                NeighborFlags.EXTERNALLY_LEARNED));
            }
            case 9 -> driven.kernel.down(vxlan(DEVICE, BRIDGE, 100, random.nextBoolean()));
            case 10 ->
                    driven.kernel.refuse(
                            random.nextInt(3) == 0
                                    ? _ -> new KernelAnswer(105, "No buffer space available")
                                    : _ -> KernelAnswer.DONE);
            case 11 -> restart(random);
            case 12 -> moveTo(random.nextBoolean());
            default -> {
                driven.kernel.keep(random.nextInt(4) == 0 ? 2 : Integer.MAX_VALUE);
                driven.resync();
                learn();
            }
        }
    }

    /// The VNI is another device's.
    private void moveTo(boolean other) {
        int here = other ? OTHER_DEVICE : DEVICE;
        int there = other ? DEVICE : OTHER_DEVICE;
        driven.kernel.put(vxlan(here, BRIDGE, 100, true));
        driven.kernel.put(vxlan(there, 0, 100, true));
    }

    private void hold(Intent intent) {
        wanted.put(intent.key(), intent);
        driven.vtep.take(new InstanceChange.Hold(intent), driven.now);
    }

    private void drop(Random random) {
        if (!wanted.isEmpty()) {
            var all = List.copyOf(wanted.values());
            var intent = all.get(random.nextInt(all.size()));
            wanted.remove(intent.key());
            driven.vtep.take(new InstanceChange.Drop(intent), driven.now);
        }
    }

    private void takeAway(Random random) {
        var all = driven.kernel.forwarding();
        if (!all.isEmpty()) {
            driven.kernel.remove(all.get(random.nextInt(all.size())));
        }
    }

    private void go() {
        driven.run();
        learn();
    }

    private void learn() {
        for (var fact : driven.takeFacts()) {
            switch (fact) {
                case KernelFact.MacLearned learned -> here.put(learned.mac(), learned.port());
                case KernelFact.MacGone gone -> here.remove(gone.mac());
                case KernelFact.DomainGone _ -> here.clear();
                default -> {}
            }
        }
    }

    /// As the instances do: who is here is wanted nowhere else.
    private void decide() {
        for (var mac : List.copyOf(here.keySet())) {
            var intent = wanted.remove(IntentKey.mac(VNI, mac));
            if (intent != null) {
                driven.vtep.take(new InstanceChange.Drop(intent), driven.now);
            }
        }
    }

    private void assertHoldsWhatIsWanted() {
        var entries = new HashSet<ForwardingEntry>();
        for (var each : wanted.values()) {
            if (isGivenUp(each)) {
                continue;
            }
            switch (each) {
                case Intent.FloodEntry flood -> entries.add(flooded(flood.vtep()));
                case Intent.RemoteMac mac when mac.sticky() -> {
                    entries.add(
                            DrivenVtep.inBridge(
                                    DEVICE, mac.mac(), NeighborState.NOARP, NeighborFlags.STICKY));
                    entries.add(
                            DrivenVtep.beyond(
                                    mac.mac(),
                                    mac.vtep(),
                                    NeighborState.NOARP | NeighborState.REACHABLE,
                                    NeighborFlags.STICKY));
                }
                case Intent.RemoteMac mac -> {
                    entries.add(learnedInBridge(mac.mac()));
                    entries.add(learnedBeyond(mac.mac(), mac.vtep()));
                }
                default -> throw new AssertionError("not wanted here: " + each);
            }
            assertThat(driven.state(each)).as(each.toString()).isEqualTo(InstallState.IN_KERNEL);
        }
        assertThat(driven.kernel.forwarding()).containsAll(entries);
    }

    /// A sticky entry of the bridge that was another program's for a time is not evpnd's again.
    private boolean isGivenUp(Intent intent) {
        return intent instanceof Intent.RemoteMac mac
                && strange.contains(mac.mac())
                && driven.state(intent) == InstallState.SHADOWED;
    }

    private void assertKnowsWhoIsHere() {
        var heard = new HashMap<MacAddress, Integer>();
        driven.kernel.forwarding().stream()
                .filter(each -> Set.of(PORT, OTHER_PORT).contains(each.index()))
                .forEach(each -> heard.put(each.mac(), each.index()));
        assertThat(here).isEqualTo(heard);
    }
}
