package dev.evpnd.speaker.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.wire.address.IpAddress;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/// In which order it is applied what waits.
@Timeout(30)
class InboxTest {
    private static final int CHUNK = 4096;
    private static final int CHUNKS_OF_A_VISIT = Inbox.OCTETS_OF_A_VISIT / CHUNK;

    private final Inbox inbox = new Inbox();
    private final List<String> applied = new ArrayList<>();

    private Inbox.Line join(int peer) {
        return inbox.join(IpAddress.parse("10.0.0." + peer));
    }

    private Inbox.Event event(String name, int octets) {
        return () -> {
            applied.add(name);
            return octets;
        };
    }

    private void flood(Inbox.Line line, String name, int chunks) {
        for (int i = 0; i < chunks; i++) {
            inbox.put(line, event(name, CHUNK));
        }
    }

    private void serveAll() {
        while (!inbox.isEmpty()) {
            inbox.serve(1 << 18);
        }
    }

    @Test
    void aPeerWaitsForATurnOfEachOtherAndNotForAllThatTheyHaveSent() {
        int floods = 16;
        for (int i = 1; i <= floods; i++) {
            flood(join(i), "flood", 1000);
        }
        inbox.put(join(200), event("healthy", CHUNK));
        serveAll();
        assertThat(applied).hasSize(floods * 1000 + 1);
        assertThat(applied.indexOf("healthy")).isEqualTo(floods * CHUNKS_OF_A_VISIT);
    }

    /// What one has in large pieces another may have in small ones.
    @Test
    void aTurnIsAsLongForWhoeverSendsMuchAtATimeAsForOthers() {
        int few = 100;
        var one = join(1);
        var other = join(2);
        flood(one, "small", few * CHUNKS_OF_A_VISIT);
        IntStream.range(0, few)
                .forEach(_ -> inbox.put(other, event("large", Inbox.OCTETS_OF_A_VISIT)));
        inbox.serve(10 * Inbox.OCTETS_OF_A_VISIT);
        assertThat(applied).hasSize(5 * CHUNKS_OF_A_VISIT + 5);
    }

    @Test
    void nothingIsOvertakenInALine() {
        var lines = List.of(join(1), join(2), join(3));
        for (int i = 0; i < 300; i++) {
            inbox.put(lines.get(i % 3), event(i % 3 + ":" + i, CHUNK));
        }
        serveAll();
        for (int line = 0; line < 3; line++) {
            var prefix = line + ":";
            var expected = IntStream.iterate(line, i -> i < 300, i -> i + 3);
            assertThat(applied.stream().filter(each -> each.startsWith(prefix)))
                    .containsExactlyElementsOf(expected.mapToObj(i -> prefix + i).toList());
        }
    }

    @Test
    void whatIsAboutNoPeerWaitsForATurnOfTheThreadAtMost() {
        flood(join(1), "flood", 1000);
        inbox.serve(CHUNK);
        inbox.put(event("other", 0));
        inbox.serve(CHUNK);
        assertThat(applied.indexOf("other")).isEqualTo(CHUNKS_OF_A_VISIT);
    }

    @Test
    void howeverMuchIsAboutNoPeerPeersHaveTheirTurn() {
        for (int i = 0; i < 10 * Inbox.MOST_OTHERS; i++) {
            inbox.put(event("other", 0));
        }
        inbox.put(join(1), event("peer", CHUNK));
        inbox.serve(CHUNK);
        assertThat(applied.indexOf("peer")).isEqualTo(Inbox.MOST_OTHERS);
    }

    /// Events that are about no octets at all take their time, too.
    @Test
    void aServingComesToAnEndWhateverEventsThereAre() {
        var line = join(1);
        IntStream.range(0, 10_000).forEach(_ -> inbox.put(line, event("empty", 0)));
        inbox.serve(CHUNK);
        assertThat(applied.size()).isLessThan(1000);
    }

    @Test
    void aSessionComesBehindWhatTheOneBeforeItHasLeft() {
        var address = IpAddress.parse("10.0.0.1");
        var before = inbox.join(address);
        flood(before, "before", 100);
        inbox.put(
                before,
                () -> {
                    inbox.leave(address);
                    return 0;
                });
        var next = inbox.join(address);
        inbox.put(next, event("next", 0));
        inbox.putBehind(address, event("behind", 0));
        serveAll();
        assertThat(applied.subList(100, 102)).containsExactly("next", "behind");
        assertThat(inbox.join(address)).isSameAs(next);
        inbox.leave(address);
        inbox.leave(address);
        assertThat(inbox.join(address)).isNotSameAs(next);
    }

    @Test
    void whatMayNotOvertakeAPeerWaitsForNobodyWhereThePeerHasNothing() {
        inbox.putBehind(IpAddress.parse("10.0.0.1"), event("behind", 0));
        inbox.serve(CHUNK);
        assertThat(applied).containsExactly("behind");
    }

    /// Each puts when its line has just been found empty, over and over.
    @Test
    void nothingIsLostOfWhatIsPutWhileItIsServed() {
        int each = 20_000;
        var count = new AtomicInteger();
        var putting = new ArrayList<Thread>();
        for (int i = 1; i <= 2; i++) {
            var line = join(i);
            putting.add(Thread.ofPlatform().daemon().start(() -> putOneByOne(line, count, each)));
        }
        while (putting.stream().anyMatch(Thread::isAlive)) {
            inbox.serve(CHUNK);
            // By the time limit.
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        }
        assertThat(count).hasValue(2 * each);
    }

    private void putOneByOne(Inbox.Line line, AtomicInteger count, int most) {
        var applied = new AtomicInteger();
        for (int put = 1; put <= most; put++) {
            inbox.put(
                    line,
                    () -> {
                        count.incrementAndGet();
                        return applied.incrementAndGet();
                    });
            while (applied.get() < put) {
                Thread.onSpinWait();
            }
        }
    }
}
