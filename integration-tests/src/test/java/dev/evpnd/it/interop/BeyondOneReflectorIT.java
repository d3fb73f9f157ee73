package dev.evpnd.it.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.testbed.host.Waiting;
import dev.evpnd.testbed.peer.RunningPeer;
import dev.evpnd.testbed.route.EvpnKey;
import dev.evpnd.testbed.route.EvpnRoute;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/// What docs/beyond-one-reflector.md says of each shape, by its own files: every leaf has the
/// routes of every other; a reflector is killed, and no leaf is told by those that are left that
/// something is gone; it comes back, and everybody holds what he held before.
@Timeout(120)
class BeyondOneReflectorIT {
    /// A leaf of evpnd.
    private static final int LEAF = 17;

    private static final int OTHER_LEAF = 18;
    private static final int FRR = 19;

    /// Leaves of FRR with a session with one reflector alone.
    private static final int ONLY_FIRST = 20;

    private static final int ONLY_SECOND = 21;

    /// A leaf of FRR in the other pod.
    private static final int FAR = 33;

    /// What a leaf without Route Target constraint is to tell the first of three.
    private static final String ONLY_TARGETS_TO_FIRST =
            """
            bgp extcommunity-list standard PART-1 permit rt 65000:100
            bgp extcommunity-list standard PART-1 permit rt 65000:200
            route-map TO-RR1 permit 10
             match extcommunity PART-1
            exit
            router bgp 65000
             address-family l2vpn evpn
              neighbor 198.51.100.1 route-map TO-RR1 out
             exit-address-family
            exit""";

    private static EvpnKey multicast(int host, int vni) {
        var address = ManyReflectors.address(host);
        return EvpnKey.inclusiveMulticast(address + ":" + vni, 0, address);
    }

    private static EvpnKey prefix(int host) {
        return ManyReflectors.prefix(host, 0).key();
    }

    private static SequencedMap<String, Integer> reflectors(int first, String... names) {
        var reflectors = new LinkedHashMap<String, Integer>();
        for (var name : names) {
            reflectors.put(name, first + reflectors.size());
        }
        return reflectors;
    }

    private static ManyReflectors pair(String shape) {
        return new ManyReflectors(
                shape, reflectors(1, "rr1", "rr2"), ManyReflectors.leaf(LEAF, 1, 2));
    }

    @Test
    void ofAPairWithTwoClusterIdsEachHasFromTheOtherWhatItLacksOfItsLeaves() {
        try (var fabric = pair("two-clusters")) {
            var frr = fabric.frr(FRR, 1, 2);
            ManyReflectors.awaitFrom(fabric.leaf(), prefix(FRR), 1, 2);
            ManyReflectors.awaitFrom(fabric.reflector(1), prefix(FRR), 2, FRR);
            await(frr, multicast(LEAF, 100), 2);
            losesNothing(fabric, 1, marker(frr, FRR, 2));

            var only = fabric.frr(ONLY_SECOND, 2);
            fabric.frr(ONLY_FIRST, 1);
            await(only, multicast(LEAF, 100), 1);
            await(only, prefix(ONLY_FIRST), 1);
        }
    }

    @Test
    void ofAPairThatIsOneClusterALeafHasToHaveSessionsWithBoth() {
        try (var fabric = pair("one-cluster")) {
            var frr = fabric.frr(FRR, 1, 2);
            ManyReflectors.awaitFrom(fabric.leaf(), prefix(FRR), 1, 2);
            ManyReflectors.awaitFrom(fabric.reflector(1), prefix(FRR), FRR);
            await(frr, multicast(LEAF, 100), 2);
            losesNothing(fabric, 1, marker(frr, FRR, 2));

            var only = fabric.frr(ONLY_SECOND, 2);
            long before = clusterLoops(fabric.reflector(2));
            fabric.frr(ONLY_FIRST, 1);
            ManyReflectors.awaitFrom(fabric.leaf(), prefix(ONLY_FIRST), 1);
            await(only, multicast(LEAF, 100), 1);
            assertThat(Waiting.until(Star.LIMIT, () -> clusterLoops(fabric.reflector(2)) > before))
                    .as("the other was told and did not take it")
                    .isTrue();
            ManyReflectors.awaitFrom(fabric.reflector(2), prefix(ONLY_FIRST));
            await(only, prefix(ONLY_FIRST), 0);
        }
    }

    /// Of what the first of a pair has told.
    private static long clusterLoops(EvpndProgram second) {
        return second.received(ManyReflectors.address(1))
                .path("dropped")
                .path("cluster-loop")
                .asLong(0);
    }

    @Test
    void inTwoTiersEachTierIsInTheClusterListAndAnyOfBothMayGo() {
        var names = new String[] {"top1", "top2", "pod1a", "pod1b", "pod2a", "pod2b"};
        try (var fabric =
                new ManyReflectors(
                        "two-tiers", reflectors(1, names), ManyReflectors.leaf(LEAF, 3, 4))) {
            var near = fabric.frr(FRR, 3, 4);
            var far = fabric.frr(FAR, 5, 6);
            ManyReflectors.awaitFrom(fabric.leaf(), prefix(FRR), 3, 4);
            ManyReflectors.awaitFrom(fabric.leaf(), prefix(FAR), 3, 4);
            ManyReflectors.awaitFrom(fabric.reflector(1), prefix(FAR), 2, 5, 6);
            ManyReflectors.awaitFrom(fabric.reflector(3), prefix(FAR), 1, 2);
            await(near, prefix(FAR), 2);
            await(far, multicast(LEAF, 100), 2);
            assertThat(clusterLists(fabric.leaf(), prefix(FRR)))
                    .containsExactlyInAnyOrder(clusters(3), clusters(4));
            assertThat(clusterLists(fabric.leaf(), prefix(FAR)))
                    .containsExactlyInAnyOrder(clusters(3, 1, 5), clusters(4, 1, 5));

            losesNothing(fabric, 1, marker(far, FAR, 3, 4));
            losesNothing(fabric, 3, marker(far, FAR, 4));
        }
    }

    private static List<String> clusters(int... hosts) {
        return IntStream.of(hosts).mapToObj(ManyReflectors::address).toList();
    }

    private static List<List<String>> clusterLists(EvpndProgram holder, EvpnKey key) {
        return holder.routes().stream()
                .filter(each -> each.key().equals(key))
                .map(EvpnRoute::clusterList)
                .toList();
    }

    @Test
    void ofThreeEachServesSomeRouteTargetsAndEachTargetIsServedByTwo() {
        var leaf = ManyReflectors.example("partition/leaf");
        var other = leaf.replace(ManyReflectors.address(LEAF), ManyReflectors.address(OTHER_LEAF));
        try (var fabric =
                new ManyReflectors(
                        "partition",
                        reflectors(1, "rr1", "rr2", "rr3"),
                        quick(leaf),
                        quick(other))) {
            var frr = fabric.frr(FRR, ONLY_TARGETS_TO_FIRST, 1, 2, 3);
            ManyReflectors.awaitFrom(fabric.leaf(), multicast(OTHER_LEAF, 100), 1, 3);
            ManyReflectors.awaitFrom(fabric.leaf(), multicast(OTHER_LEAF, 200), 1, 2);
            ManyReflectors.awaitFrom(fabric.leaf(), multicast(OTHER_LEAF, 300), 2, 3);
            ManyReflectors.awaitFrom(fabric.reflector(1), multicast(LEAF, 100), LEAF);
            ManyReflectors.awaitFrom(fabric.reflector(1), multicast(LEAF, 200), LEAF);
            ManyReflectors.awaitFrom(fabric.reflector(1), multicast(LEAF, 300));
            // What it announces has no route target.
            ManyReflectors.awaitFrom(fabric.reflector(2), prefix(FRR), FRR);
            ManyReflectors.awaitFrom(fabric.reflector(1), prefix(FRR));
            for (int vni : List.of(100, 200, 300)) {
                await(frr, multicast(LEAF, vni), 2);
            }
            losesNothing(fabric, 1, ofAllParts(fabric.otherLeaf(), quick(other)));
        }
    }

    private static String quick(String leaf) {
        return leaf + "peer-defaults: {timers: {connect-retry: 1}}\n";
    }

    // The loss of a reflector.

    /// A route that comes behind all that the loss of a reflector has others say.
    ///
    /// @param tellers who tell the first leaf of it
    private record Marker(
            EvpnKey key, List<Integer> tellers, Runnable announce, Runnable withdraw) {
        int[] hosts() {
            return tellers.stream().mapToInt(Integer::intValue).toArray();
        }
    }

    private static Marker marker(RunningPeer leaf, int host, Integer... tellers) {
        var route = ManyReflectors.prefix(host, 1);
        return new Marker(
                route.key(),
                List.of(tellers),
                () -> leaf.announce(route),
                () -> leaf.withdraw(route));
    }

    /// That of a bridge domain whose routes go to all reflectors.
    private static Marker ofAllParts(EvpndProgram leaf, String configuration) {
        var domain =
                "  400: {route-targets: {import: 65000:100, export: [65000:100, 65000:300]}}\n";
        var vrfs = "mac-vrfs:\n";
        return new Marker(
                multicast(OTHER_LEAF, 400),
                List.of(2, 3),
                () -> leaf.reload(configuration.replace(vrfs, vrfs + domain)),
                () -> leaf.reload(configuration));
    }

    private static void losesNothing(ManyReflectors fabric, int lost, Marker marker) {
        var before = fabric.state();
        var keys = fabric.leafKeys();
        var withdrawn = fabric.withdrawn(marker.hosts());
        fabric.kill(lost);
        marker.announce().run();
        ManyReflectors.awaitFrom(fabric.leaf(), marker.key(), marker.hosts());
        assertThat(fabric.withdrawn(marker.hosts())).isEqualTo(withdrawn);
        var left = fabric.leafKeys();
        for (int i = 0; i < keys.size(); i++) {
            assertThat(left.get(i)).containsAll(keys.get(i));
        }
        marker.withdraw().run();
        ManyReflectors.awaitFrom(fabric.leaf(), marker.key());

        fabric.reflector(lost).restart();
        fabric.awaitState(before);
    }

    /// Waits until a leaf of FRR has so many paths to a route.
    private static void await(RunningPeer leaf, EvpnKey key, int paths) {
        var seen =
                Waiting.ask(Star.LIMIT, () -> leaf.evpnRoutes(key).size(), each -> each == paths);
        assertThat(seen).as("paths to %s", key).isEqualTo(paths);
    }
}
