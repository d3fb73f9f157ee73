package dev.evpnd.rib.out;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.nlri.RouteTargetMembership;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// What a peer wants, by all that it announced.
class MembershipTest {
    private static final Asn AS = new Asn(65000);

    private static RouteTargetMembership prefix(int bits, long target) {
        return new RouteTargetMembership(32 + bits, AS, target);
    }

    /// Few of the bits differ, and among them the first and the last.
    private static long target(Random random) {
        return random.nextLong() & 0xc000_0100_0000_0003L;
    }

    private static List<RouteTargetMembership> memberships(Random random) {
        return IntStream.range(0, random.nextInt(5))
                .mapToObj(each -> prefix(random.nextInt(65), target(random)))
                .toList();
    }

    @Test
    void wantsTheTargetsThatOneOfItsMembershipsCovers() {
        for (int seed = 0; seed < 20_000; seed++) {
            var random = new Random(seed);
            var memberships = memberships(random);
            long target = target(random);
            boolean covered = memberships.stream().anyMatch(each -> each.covers(target));
            assertThat(Membership.of(memberships).wants(target))
                    .as("seed %d: %x by %s", seed, target, memberships)
                    .isEqualTo(covered);
        }
    }

    @Test
    void isTheSameInWhateverOrderAndHoweverOftenItIsSaid() {
        for (int seed = 0; seed < 1000; seed++) {
            var random = new Random(seed);
            var memberships = memberships(random);
            var others = new ArrayList<>(memberships);
            others.addAll(memberships);
            Collections.shuffle(others, random);
            assertThat(Membership.of(others))
                    .as("seed %d", seed)
                    .isEqualTo(Membership.of(memberships))
                    .hasSameHashCodeAs(Membership.of(memberships));
        }
    }

    @Test
    void isTheSameWithAMembershipThatAnotherHolds() {
        assertThat(Membership.of(List.of(prefix(8, 0x1234L << 48), prefix(0, 0))))
                .isEqualTo(Membership.of(List.of(prefix(0, 0))));
    }

    @Test
    void tellsWhoWantsAllTargetsFromWhoWantsEverything() {
        assertThat(Membership.of(List.of(prefix(0, 0)))).isNotEqualTo(Membership.EVERYTHING);
    }
}
