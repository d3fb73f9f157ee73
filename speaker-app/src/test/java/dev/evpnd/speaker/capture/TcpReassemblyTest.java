package dev.evpnd.speaker.capture;

import static dev.evpnd.speaker.capture.Captures.keepalive;
import static dev.evpnd.speaker.capture.Captures.message;
import static dev.evpnd.speaker.capture.Talk.CLIENT;
import static dev.evpnd.speaker.capture.Talk.SERVER;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.evpnd.wire.octets.Octets;

import org.assertj.core.api.ListAssert;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

final class TcpReassemblyTest {
    private static final byte[] FIRST = message(100, 1, 1);
    private static final byte[] SECOND = message(200, 2, 2);
    private static final byte[] THIRD = message(300, 2, 3);
    private static final byte[] ALL = Ip.concat(FIRST, SECOND, THIRD);
    private static final List<Octets> MESSAGES =
            List.of(Octets.copyOf(FIRST), Octets.copyOf(SECOND), Octets.copyOf(THIRD));

    private static byte[] part(int from, int to) {
        return Arrays.copyOfRange(ALL, from, to);
    }

    private static ListAssert<Tuple> losses(Captures read) {
        var losses = new ArrayList<Tuple>();
        for (var event : read.events()) {
            switch (event) {
                case Gap gap -> losses.add(tuple("gap", gap.offset(), gap.length()));
                case Skipped skipped ->
                        losses.add(tuple(skipped.reason(), skipped.offset(), skipped.length()));
                case CapturedMessage _ -> {}
                case MalformedCapture malformed -> losses.add(tuple(malformed));
            }
        }
        return assertThat(losses);
    }

    @Test
    void cutsAStreamIntoMessagesWithTheirOffsets() {
        var read = new Talk().opened().client(0, part(0, 150)).client(150, part(150, 600)).read();

        assertThat(read.messages()).isEqualTo(MESSAGES);
        assertThat(read.only(CapturedMessage.class))
                .extracting(CapturedMessage::offset)
                .containsExactly(0L, 100L, 300L);
        losses(read).isEmpty();
    }

    @Test
    void givesAMessageTheTimeOfThePacketThatCompletesIt() {
        var read =
                new Talk()
                        .opened()
                        .client(0, part(0, 50))
                        .client(100, part(100, 300))
                        .client(50, part(50, 100))
                        .read();

        assertThat(read.only(CapturedMessage.class))
                .extracting(CapturedMessage::timestamp)
                .containsExactly(
                        CaptureWriter.TIME.plusSeconds(4), CaptureWriter.TIME.plusSeconds(4));
    }

    @Test
    void tellsBothDirectionsInTheOrderOfCompletion() {
        var read =
                new Talk()
                        .opened()
                        .client(0, part(0, 50))
                        .server(0, SECOND)
                        .client(50, part(50, 100))
                        .read();

        assertThat(read.only(CapturedMessage.class))
                .extracting(m -> m.stream().id(), m -> m.stream().direction(), m -> m.offset())
                .containsExactly(
                        tuple(0, Direction.FROM_SERVER, 0L), tuple(0, Direction.FROM_CLIENT, 0L));
    }

    @Test
    void readsASegmentOfManyMessages() {
        assertThat(new Talk().opened().client(0, ALL).read().messages()).isEqualTo(MESSAGES);
    }

    @Test
    void readsSegmentsOfOneOctet() {
        var talk = new Talk().opened();
        for (int i = 0; i < ALL.length; i++) {
            talk.client(i, part(i, i + 1));
        }
        assertThat(talk.read().messages()).isEqualTo(MESSAGES);
    }

    @Test
    void readsTheLargestMessage() {
        var largest = message(65_535, 2, 7);
        var talk = new Talk().opened();
        for (int at = 0; at < largest.length; at += 1400) {
            talk.client(at, Arrays.copyOfRange(largest, at, Math.min(at + 1400, largest.length)));
        }
        assertThat(talk.client(largest.length, keepalive()).read().messages())
                .containsExactly(Octets.copyOf(largest), Octets.copyOf(keepalive()));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void putsOverlappingSegmentsOfAnyOrderTogether(long seed) {
        var random = new SplittableRandom(seed);
        int isn = -random.nextInt(1, 700);
        var talk = new Talk(CLIENT, SERVER, isn, 0, new ArrayList<>()).opened();
        var starts = new ArrayList<Integer>();
        for (int at = 0; at < ALL.length; at += 25) {
            starts.add(at);
        }
        starts.addAll(List.copyOf(starts));
        Collections.shuffle(starts, new Random(seed));
        for (int at : starts) {
            int end = Math.min(ALL.length, at + random.nextInt(25, 90));
            talk.client(at, part(at, end));
        }
        var read = talk.read();

        assertThat(read.messages()).isEqualTo(MESSAGES);
        losses(read).isEmpty();
    }

    @Test
    void keepsTheOctetsThatWereInOrderFirst() {
        var forged = ALL.clone();
        Arrays.fill(forged, 19, 300, (byte) 9);
        var read = new Talk().opened().client(0, part(0, 300)).client(0, forged).read();

        assertThat(read.messages()).isEqualTo(MESSAGES);
    }

    @Test
    void resynchronisesBehindAnAcknowledgedGap() {
        var talk =
                new Talk()
                        .opened()
                        .client(0, FIRST)
                        .client(150, part(150, 600))
                        .serverHas(600)
                        .client(600, keepalive());
        var read = talk.read();

        assertThat(read.messages())
                .containsExactly(MESSAGES.get(0), MESSAGES.get(2), Octets.copyOf(keepalive()));
        losses(read)
                .containsExactly(tuple("gap", 100L, 50L), tuple(SkipReason.AFTER_LOSS, 150L, 150L));
    }

    @Test
    void doesNotWaitForAHoleThatIsAcknowledged() {
        var read =
                new Talk()
                        .opened()
                        .client(0, FIRST)
                        .client(300, THIRD)
                        .serverHas(300)
                        .client(100, SECOND)
                        .read();

        assertThat(read.messages()).containsExactly(MESSAGES.get(0), MESSAGES.get(2));
        losses(read).containsExactly(tuple("gap", 100L, 200L));
    }

    @Test
    void waitsForAHoleThatIsNotAcknowledged() {
        var read =
                new Talk()
                        .opened()
                        .client(0, part(0, 150))
                        .client(300, THIRD)
                        .serverHas(150)
                        .client(150, part(150, 300))
                        .read();

        assertThat(read.messages()).isEqualTo(MESSAGES);
        losses(read).isEmpty();
    }

    @Test
    void tellsTheGapAtTheEndOfTheCapture() {
        var read = new Talk().opened().client(0, part(0, 150)).client(300, THIRD).read();

        assertThat(read.messages()).containsExactly(MESSAGES.get(0), MESSAGES.get(2));
        losses(read)
                .containsExactly(tuple(SkipReason.INCOMPLETE, 100L, 50L), tuple("gap", 150L, 150L));
    }

    @Test
    void tellsWhatIsMissingBeforeTheFin() {
        var read = new Talk().opened().client(0, FIRST).client(300, Ip.FIN, new byte[0]).read();

        assertThat(read.messages()).containsExactly(MESSAGES.get(0));
        losses(read).containsExactly(tuple("gap", 100L, 200L));
    }

    @Test
    void tellsAMessageCutOffByTheFin() {
        var read = new Talk().opened().client(0, Ip.FIN, part(0, 150)).read();

        losses(read).containsExactly(tuple(SkipReason.INCOMPLETE, 100L, 50L));
    }

    @Test
    void deliversWhatWaitedWhenTheConnectionIsReset() {
        var read =
                new Talk()
                        .opened()
                        .client(0, part(0, 100))
                        .client(300, THIRD)
                        .client(600, Ip.RST, new byte[0])
                        .server(0, keepalive())
                        .read();

        assertThat(read.messages())
                .containsExactly(MESSAGES.get(0), MESSAGES.get(2), Octets.copyOf(keepalive()));
        losses(read).containsExactly(tuple("gap", 100L, 200L));
    }

    @Test
    void tellsWhatTheSnapshotLengthCutOff() {
        var whole = Ip.segment(CLIENT, SERVER, 1, 0, 0, ALL);
        var next = Ip.segment(CLIENT, SERVER, 601, 0, 0, keepalive());
        var file =
                new CaptureWriter(ByteOrder.BIG_ENDIAN)
                        .pcapHeader(0xa1b2c3d4, 101)
                        .pcapPacket(0, 0, whole.length, Arrays.copyOf(whole, 40 + 120))
                        .pcapPacket(1, 0, next.length, next)
                        .bytes();

        var read = Captures.read(file);

        assertThat(read.messages()).containsExactly(MESSAGES.get(0), Octets.copyOf(keepalive()));
        losses(read)
                .containsExactly(tuple(SkipReason.INCOMPLETE, 100L, 20L), tuple("gap", 120L, 480L));
    }

    @Test
    void startsAStreamCapturedFromTheMiddleAtTheFirstMarker() {
        var read = new Talk().client(40, part(40, 300)).client(300, THIRD).read();

        assertThat(read.messages()).containsExactly(MESSAGES.get(1), MESSAGES.get(2));
        losses(read).containsExactly(tuple(SkipReason.STARTED_MIDWAY, 0L, 60L));
    }

    @Test
    void takesTheLastSixteenOctetsOfARunForTheMarker() {
        var run = new byte[40];
        Arrays.fill(run, (byte) 0xff);
        var read = new Talk().client(0, Ip.concat(run, message(300, 2, 5))).read();

        assertThat(read.messages()).containsExactly(Octets.copyOf(message(300, 2, 5)));
        losses(read).containsExactly(tuple(SkipReason.STARTED_MIDWAY, 0L, 40L));
    }

    @Test
    void findsAMarkerThatSegmentsCutAnywhere() {
        var octets = Ip.concat(new byte[20], keepalive(), keepalive());
        for (int cut = 1; cut < octets.length; cut++) {
            var read =
                    new Talk()
                            .client(0, Arrays.copyOf(octets, cut))
                            .client(cut, Arrays.copyOfRange(octets, cut, octets.length))
                            .read();
            assertThat(read.messages()).hasSize(2);
            losses(read).containsExactly(tuple(SkipReason.STARTED_MIDWAY, 0L, 20L));
        }
    }

    @Test
    void skipsAMessageWithABadMarker() {
        var bad = FIRST.clone();
        bad[3] = 0;
        var read = new Talk().opened().client(0, Ip.concat(bad, SECOND)).read();

        assertThat(read.messages()).containsExactly(MESSAGES.get(1));
        losses(read).containsExactly(tuple(SkipReason.BAD_MARKER, 0L, 100L));
        assertThat(read.only(Skipped.class))
                .extracting(Skipped::beginning)
                .containsExactly(Octets.copyOf(bad, 0, 32));
    }

    @Test
    void skipsAMessageWithABadLength() {
        var bad = FIRST.clone();
        bad[17] = 18;
        var read = new Talk().opened().client(0, Ip.concat(bad, SECOND)).read();

        assertThat(read.messages()).containsExactly(MESSAGES.get(1));
        losses(read).containsExactly(tuple(SkipReason.BAD_LENGTH, 0L, 100L));
    }

    @Test
    void framesAMessageOfAnyType() {
        var unknown = message(30, 128, 0);
        assertThat(new Talk().opened().client(0, unknown).read().messages())
                .containsExactly(Octets.copyOf(unknown));
    }

    @Test
    void beginsAnotherStreamAtANewSyn() {
        var talk = new Talk().opened().client(0, part(0, 150));
        var read = talk.and(CLIENT, SERVER, 77_000).opened().client(0, FIRST).read();

        assertThat(read.only(CapturedMessage.class))
                .extracting(m -> m.stream().id(), CapturedMessage::offset)
                .containsExactly(tuple(0, 0L), tuple(1, 0L));
        losses(read).containsExactly(tuple(SkipReason.INCOMPLETE, 100L, 50L));
        assertThat(read.summary().streams()).isEqualTo(2);
    }

    @Test
    void doesNotTakeARepeatedSynForAnother() {
        var read = new Talk().opened().opened().client(0, FIRST).opened().server(0, SECOND).read();

        assertThat(read.messages()).containsExactly(MESSAGES.get(0), MESSAGES.get(1));
        assertThat(read.summary().streams()).isEqualTo(1);
    }

    @Test
    void knowsBgpOnAnyPortByItsFirstMessage() {
        var server = Ip.endpoint("192.0.2.2", 1790);
        var talk = new Talk().and(CLIENT, server, 5).opened();
        var read = talk.client(0, part(0, 10)).client(10, part(10, 600)).server(0, SECOND).read();

        assertThat(read.messages()).hasSize(4);
    }

    @Test
    void knowsBgpOnAnyPortFromTheMiddleBySegmentsThatBeginWithAMessage() {
        var server = Ip.endpoint("192.0.2.2", 1790);
        var talk = new Talk().and(CLIENT, server, 5);
        var read =
                talk.client(40, part(40, 100))
                        .server(0, part(40, 100))
                        .client(100, SECOND)
                        .server(60, SECOND)
                        .read();

        assertThat(read.messages()).containsExactly(MESSAGES.get(1), MESSAGES.get(1));
        losses(read)
                .containsExactly(
                        tuple(SkipReason.UNRECOGNISED, 0L, 60L),
                        tuple(SkipReason.UNRECOGNISED, 0L, 60L));
    }

    @Test
    void tellsNothingOfConnectionsThatAreNotBgp() {
        var server = Ip.endpoint("192.0.2.2", 443);
        var talk = new Talk().and(CLIENT, server, 5).opened();
        var read =
                talk.client(0, new byte[500])
                        .client(900, ALL)
                        .server(0, Ip.concat(new byte[1], ALL))
                        .client(9000, Ip.FIN, new byte[3])
                        .read();

        assertThat(read.events().stream().filter(e -> !(e instanceof CapturedMessage))).isEmpty();
        assertThat(read.summary().streams()).isEqualTo(1);
    }

    @Test
    void doesNotUseASegmentBeyondAnyWindow() {
        var read =
                new Talk()
                        .opened()
                        .client(0, FIRST)
                        .client(1_500_000_000, THIRD)
                        .client(100, SECOND)
                        .read();

        assertThat(read.messages()).containsExactly(MESSAGES.get(0), MESSAGES.get(1));
        assertThat(read.summary().implausibleSegments()).isEqualTo(1);
    }
}
