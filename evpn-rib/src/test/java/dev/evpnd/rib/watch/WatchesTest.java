package dev.evpnd.rib.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evpnd.wire.octets.Octets;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/// Who reads changes, at whatever pace, is told all of them or that he has missed some.
class WatchesTest {
    private static final int MOST = 8;

    private final Shard first = new Shard();
    private final Shard second = new Shard();
    private boolean settled = true;
    private final Watches watches = new Watches(List.of(first, second), () -> settled, MOST);

    private static final class Shard implements Watches.Watched {
        @Nullable ChangeLog log;

        @Override
        public void writeTo(@Nullable ChangeLog given) {
            log = given;
        }

        void change(int... keys) {
            for (int key : keys) {
                if (log != null) {
                    log.add(WatchesTest.change(key));
                }
            }
        }
    }

    private static BestChange change(int key) {
        return new BestChange(Octets.copyOf(new byte[] {(byte) key}), null, null);
    }

    private static List<Integer> rest(LocRibReader reader) {
        var read = new ArrayList<Integer>();
        while (reader.hasMore()) {
            reader.read(3).forEach(each -> read.add(each.key().at(0)));
        }
        return read;
    }

    @Test
    void nothingIsWrittenWhileNobodyReads() {
        assertThat(first.log).isNull();
        try (var reader = watches.open()) {
            assertThat(reader.hasMore()).isFalse();
            assertThat(first.log).isNotNull();
        }
    }

    @Test
    void eachReadsFromWhereHeBegan() {
        try (var one = watches.open()) {
            first.change(1, 2);
            try (var other = watches.open()) {
                second.change(3);
                first.change(4);
                assertThat(rest(one)).containsExactly(1, 2, 4, 3);
                assertThat(rest(other)).containsExactly(4, 3);
            }
        }
    }

    @Test
    void whoHasReadAllIsAtRestOnceNothingWaitsToBeSettled() {
        try (var reader = watches.open()) {
            assertThat(reader.isAtRest()).isTrue();
            second.change(1);
            assertThat(reader.isAtRest()).isFalse();
            assertThat(rest(reader)).containsExactly(1);
            assertThat(reader.isAtRest()).isTrue();
            settled = false;
            assertThat(reader.isAtRest()).isFalse();
        }
    }

    @Test
    void whoIsTooSlowIsBehindAndMayPassOverWhatHeMissed() {
        try (var reader = watches.open()) {
            first.change(1, 2, 3, 4);
            assertThat(reader.isBehind()).isFalse();
            second.change(9);
            first.change(5);
            assertThat(reader.isBehind()).isTrue();
            assertThatThrownBy(() -> reader.read(1)).isInstanceOf(IllegalStateException.class);
            assertThat(reader.skip()).isEqualTo(6);
            assertThat(reader.hasMore()).isFalse();
            first.change(6);
            assertThat(rest(reader)).containsExactly(6);
        }
    }

    @Test
    void whoComesBackWithinAMinuteReadsOn() {
        watches.tick(1_000);
        var reader = watches.open();
        first.change(1, 2);
        reader.read(1);
        var position = reader.position();
        reader.close();
        first.change(3);
        assertThat(watches.nextDeadlineMillis()).isEqualTo(61_000);
        watches.tick(60_999);
        try (var again = watches.open(position).orElseThrow()) {
            assertThat(rest(again)).containsExactly(2, 3);
            assertThat(watches.nextDeadlineMillis()).isEqualTo(Long.MAX_VALUE);
        }
    }

    @Test
    void theLogsStayAsLongAsOneOfSeveralReads() {
        try (var one = watches.open()) {
            watches.open().close();
            assertThat(watches.nextDeadlineMillis()).isEqualTo(Long.MAX_VALUE);
            watches.tick(Watches.KEPT_MILLIS);
            first.change(1);
            assertThat(rest(one)).containsExactly(1);
        }
    }

    @Test
    void whoComesBackLaterIsToldThatItIsNotKnownWhatHasChanged() {
        var reader = watches.open();
        var position = reader.position();
        reader.close();
        watches.tick(Watches.KEPT_MILLIS);
        assertThat(first.log).isNull();
        assertThat(watches.open(position)).isEmpty();
        try (var other = watches.open()) {
            assertThat(other.hasMore()).isFalse();
            assertThat(watches.open(position)).isEmpty();
        }
    }

    @Test
    void aPlaceThatNobodyCouldHaveIsNone() {
        try (var reader = watches.open()) {
            first.change(1, 2, 3, 4, 5);
            assertThat(watches.open(List.of(0L, 0L))).isEmpty();
            assertThat(watches.open(List.of(6L, 0L))).isEmpty();
            assertThat(watches.open(List.of(-1L, 0L))).isEmpty();
            assertThat(watches.open(List.of(5L))).isEmpty();
            assertThat(watches.open(List.of(5L, 0L, 0L))).isEmpty();
            assertThat(watches.open(List.of(5L, 0L))).isPresent();
            assertThat(reader.isBehind()).isTrue();
        }
    }
}
