package dev.evpnd.rib.out;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.peer.ExportSettings;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.rib.route.Routes;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.octets.OctetWriter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

class GroupLogTest {
    private static final int PEERS = 3;
    private static final Audience EVERYBODY = new Audience(Source.NONE, null, null);

    private final CountedBlocks blocks = new CountedBlocks();
    private final GroupLog log = new GroupLog(blocks);
    private final Member member = member(0);

    /// Remembers where what it was given begins and ends.
    private static final class Pieces implements Outlet {
        final OctetWriter octets = new OctetWriter();
        final List<Integer> ends = new ArrayList<>();
        int messages;

        @Override
        public OctetWriter own() {
            return octets;
        }

        @Override
        public void shared(OctetBlock block, int offset, int length, int count) {
            block.copy(offset, length, octets);
            ends.add(octets.length());
            messages += count;
        }

        @Override
        public int length() {
            return octets.length();
        }

        byte[] all() {
            return Arrays.copyOf(octets.array(), octets.length());
        }
    }

    private static Member member(int number) {
        var identifier = BgpIdentifier.parse("192.0.2.1");
        var as = new Asn(65000);
        var peer =
                new Peer(
                        IpAddress.parse("192.0.2.1"),
                        as,
                        identifier,
                        PeerKind.CLIENT,
                        Negotiated.DEFAULT);
        var speaker = new Speaker(as, identifier, identifier, true);
        var view = View.of(RouteFamily.EVPN, peer, ExportSettings.DEFAULT, speaker);
        var exporter = new Exporter(Routes.create(RouteFamily.EVPN, 0), view);
        return new Member(number, new UpdateGroup(view, exporter, OctetBlock.Source.HEAP));
    }

    private static Audience allBut(int peer) {
        return new Audience(Source.of(peer, PeerKind.CLIENT), null, null);
    }

    private void append(int length, int fill, Audience audience) {
        byte[] message = new byte[length + 2];
        Arrays.fill(message, (byte) fill);
        log.append(message, 1, length, 0, audience);
    }

    @Test
    void givesWhatLiesTogetherAsOnePiece() {
        for (int i = 0; i < 40; i++) {
            append(100, i, EVERYBODY);
        }
        var pieces = new Pieces();
        assertThat(log.read(0, member, pieces, Integer.MAX_VALUE)).isEqualTo(40);
        assertThat(pieces.ends).containsExactly(4000);
        assertThat(pieces.messages).isEqualTo(40);
    }

    @Test
    void leavesOutWhatAMemberHasAnnouncedItself() {
        append(10, 1, EVERYBODY);
        append(10, 2, allBut(0));
        append(10, 3, EVERYBODY);
        var pieces = new Pieces();
        assertThat(log.read(0, member, pieces, Integer.MAX_VALUE)).isEqualTo(3);
        assertThat(pieces.ends).containsExactly(10, 20);
        assertThat(pieces.all()).contains(1, 3).doesNotContain(2);
    }

    @Test
    void endsWithTheMessageThatReachesTheBound() {
        for (int i = 0; i < 10; i++) {
            append(100, i, EVERYBODY);
        }
        var pieces = new Pieces();
        assertThat(log.read(0, member, pieces, 250)).isEqualTo(3);
        assertThat(pieces.length()).isEqualTo(300);
        assertThat(log.read(3, member, new Pieces(), 300)).isEqualTo(6);
    }

    @Test
    void needsNoBlockWhereNothingWaits() {
        append(100, 1, EVERYBODY);
        append(5000, 2, EVERYBODY);
        assertThat(blocks.inUse()).hasSize(2);
        log.dropFirst();
        assertThat(blocks.inUse()).hasSize(1);
        log.dropFirst();
        assertThat(blocks.inUse()).isEmpty();
    }

    @Test
    void needsNoBlockWhereNobodyReadsItAnyMore() {
        append(100, 1, EVERYBODY);
        append(5000, 2, EVERYBODY);
        log.abandon();
        assertThat(blocks.inUse()).isEmpty();
    }

    /// Against a list of messages that share nothing.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void givesEachMemberTheMessagesThatAreForIt(long seed) {
        var random = new Random(seed);
        var members = List.of(member(0), member(1), member(2));
        var expected = new ArrayList<OctetWriter>();
        var told = new ArrayList<Pieces>();
        for (int peer = 0; peer < PEERS; peer++) {
            expected.add(new OctetWriter());
            told.add(new Pieces());
        }
        long[] cursors = new long[PEERS];
        for (int step = 0; step < 2000; step++) {
            int peer = random.nextInt(PEERS);
            switch (random.nextInt(4)) {
                case 0, 1 -> {
                    byte[] message = new byte[random.nextInt(20) == 0 ? 6000 : 60];
                    random.nextBytes(message);
                    log.append(message, 0, message.length, step, allBut(peer));
                    for (int other = 0; other < PEERS; other++) {
                        if (other != peer) {
                            expected.get(other).bytes(message, 0, message.length);
                        }
                    }
                }
                case 2 ->
                        cursors[peer] =
                                read(
                                        members.get(peer),
                                        cursors[peer],
                                        told.get(peer),
                                        random.nextInt(9000));
                default -> drop(cursors);
            }
        }
        for (int peer = 0; peer < PEERS; peer++) {
            cursors[peer] =
                    read(members.get(peer), cursors[peer], told.get(peer), Integer.MAX_VALUE);
            var writer = expected.get(peer);
            assertThat(told.get(peer).all())
                    .isEqualTo(Arrays.copyOf(writer.array(), writer.length()));
        }
        drop(cursors);
        assertThat(blocks.inUse()).isEmpty();
    }

    private long read(Member reader, long from, Pieces to, int octets) {
        return log.read(
                from, reader, to, (int) Math.min(Integer.MAX_VALUE, to.length() + (long) octets));
    }

    private void drop(long[] cursors) {
        while (log.first() < Arrays.stream(cursors).min().orElseThrow()) {
            log.dropFirst();
        }
    }
}
