package dev.evpnd.rib.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

class DistinguisherIndexTest {
    private static final int DISTINGUISHERS = 12;

    private final DestinationTable destinations =
            new DestinationTable(RouteFamily.EVPN, new PathTable(), 0);
    private final DistinguisherIndex index = destinations.index();

    /// What is there, by distinguisher.
    private final Map<Octets, Set<Integer>> model = new HashMap<>();

    private static byte[] key(int distinguisher, int number) {
        boolean without = distinguisher == 0;
        var key = new OctetWriter();
        key.u8(without ? EvpnRoute.LEAF_AUTO_DISCOVERY : EvpnRoute.MAC_IP_ADVERTISEMENT);
        key.u64(without ? number : distinguisher);
        return key.u32(number).toOctets().toByteArray();
    }

    private static Octets distinguisher(int distinguisher) {
        return distinguisher == 0
                ? DistinguisherIndex.WITHOUT
                : new OctetWriter().u64(distinguisher).toOctets();
    }

    private int add(int distinguisher, int number) {
        var key = key(distinguisher, number);
        int destination = destinations.findOrAdd(key, 0, key.length);
        model.computeIfAbsent(distinguisher(distinguisher), _ -> new HashSet<>()).add(destination);
        return destination;
    }

    private void remove(int distinguisher, int destination) {
        destinations.remove(destination);
        var of = distinguisher(distinguisher);
        model.computeIfPresent(
                of,
                (_, there) -> {
                    there.remove(destination);
                    return there.isEmpty() ? null : there;
                });
    }

    private static List<Integer> rest(DistinguisherIndex.Chain chain) {
        var met = new ArrayList<Integer>();
        while (!chain.isDone()) {
            int destination = chain.next();
            if (destination != DestinationTable.NONE) {
                met.add(destination);
            }
        }
        return met;
    }

    private Map<Octets, Integer> counts() {
        var counts = new HashMap<Octets, Integer>();
        for (int row = 0; row < index.limit(); row++) {
            if (index.count(row) > 0) {
                counts.put(index.key(row), index.count(row));
            }
        }
        return counts;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void hasTheDestinationsOfEachDistinguisherUnderRandomAdditionsAndRemovals(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            int distinguisher = random.nextInt(DISTINGUISHERS);
            int number = random.nextInt(40 * distinguisher + 2);
            var key = key(distinguisher, number);
            int known = destinations.find(key, 0, key.length);
            // It grows and shrinks by turns, so that some have nothing left now and then.
            boolean grows = random.nextInt(100) < (i / 2_000 % 2 == 0 ? 70 : 20);
            if (grows) {
                add(distinguisher, number);
            } else if (known != DestinationTable.NONE) {
                remove(distinguisher, known);
            }
        }
        for (int each = 0; each < DISTINGUISHERS; each++) {
            assertThat(rest(index.chain(distinguisher(each))))
                    .containsExactlyInAnyOrderElementsOf(
                            model.getOrDefault(distinguisher(each), Set.of()));
        }
        var counts = new HashMap<Octets, Integer>();
        model.forEach((each, there) -> counts.put(each, there.size()));
        assertThat(counts()).isEqualTo(counts);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void meetsOnceWhatIsThereFromTheFirstToTheLast(long seed) {
        var random = new Random(seed);
        var there = new ArrayList<Integer>();
        for (int i = 0; i < 500; i++) {
            there.add(add(1, i));
        }
        var stay = new HashSet<>(there);
        var met = new ArrayList<Integer>();
        int next = there.size();
        for (var chain = index.chain(distinguisher(1)); !chain.isDone(); ) {
            int destination = chain.next();
            if (destination != DestinationTable.NONE && stay.contains(destination)) {
                met.add(destination);
            }
            int one = there.get(random.nextInt(there.size()));
            if (random.nextInt(3) > 0 && stay.remove(one)) {
                remove(1, one);
                met.removeIf(each -> each == one);
                // Its number may be given out again, and is another's then.
                stay.remove(add(random.nextInt(3), next++));
            }
        }
        assertThat(met).containsExactlyInAnyOrderElementsOf(stay);
    }

    @Test
    void aWalkEndsWhereAllItsDestinationsHaveGoneAndOthersHaveTheirPlaces() {
        var gone = new ArrayList<Integer>();
        for (int i = 0; i < 100; i++) {
            gone.add(add(1, i));
        }
        var chain = index.chain(distinguisher(1));
        chain.next();
        gone.forEach(each -> remove(1, each));
        for (int i = 0; i < 100; i++) {
            add(2, i);
        }
        assertThat(rest(chain)).isEmpty();
    }

    @Test
    void placesAreUsedAgain() {
        for (int i = 0; i < 1_000; i++) {
            add(1, i);
        }
        long octets = index.octets();
        var random = new Random(3);
        var there = new ArrayList<>(model.get(distinguisher(1)));
        for (int i = 0; i < 20_000; i++) {
            int at = random.nextInt(there.size());
            remove(1, there.get(at));
            there.set(at, add(1, 1_000 + i));
        }
        assertThat(index.octets()).isEqualTo(octets);
    }
}
