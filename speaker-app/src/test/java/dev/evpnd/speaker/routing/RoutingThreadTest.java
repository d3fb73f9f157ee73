package dev.evpnd.speaker.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evpnd.rib.Rib;
import dev.evpnd.rib.RibSettings;
import dev.evpnd.rib.in.SessionEnd;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.rib.peer.PeerSettings;
import dev.evpnd.speaker.transport.Outgoing;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.Label24;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.LocalPref;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.MpReachNlri;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.capability.Capability;
import dev.evpnd.wire.capability.GracefulRestart;
import dev.evpnd.wire.capability.Multiprotocol;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.evpn.EthernetSegmentId;
import dev.evpnd.wire.evpn.EthernetTag;
import dev.evpnd.wire.evpn.MacIpAdvertisement;
import dev.evpnd.wire.evpn.RouteDistinguisher;
import dev.evpnd.wire.message.BgpMessage;
import dev.evpnd.wire.message.MessageHeader;
import dev.evpnd.wire.message.Update;
import dev.evpnd.wire.nlri.EvpnNlri;
import dev.evpnd.wire.nlri.Nlri;
import dev.evpnd.wire.octets.OctetWriter;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// The routing thread, with sessions that are lists of what they were told.
@Timeout(30)
class RoutingThreadTest {
    private static final Asn AS = new Asn(65000);
    private static final int RESTART_SECONDS = 1;

    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final List<Told> servings = new CopyOnWriteArrayList<>();
    private final AtomicLong skipped = new AtomicLong();
    private final CountedBlocks blocks = new CountedBlocks();
    private final RoutingThread routing =
            new RoutingThread(
                    new Rib(RibSettings.of(AS, BgpIdentifier.parse("10.0.0.1")), blocks),
                    () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()) + skipped.get(),
                    RoutingLimits.DEFAULT,
                    _ -> {},
                    failures::add);

    @BeforeEach
    void start() {
        routing.start();
    }

    @AfterEach
    void stop() {
        routing.close();
        assertThat(failures).isEmpty();
        assertThat(blocks.inUse()).as("blocks of what waited for those who are gone").isZero();
    }

    /// A session that keeps what it was told.
    private final class Told implements Link.Session {
        final BlockingQueue<Update> sent = new LinkedBlockingQueue<>();
        final BlockingQueue<RouteReport> reports = new LinkedBlockingQueue<>();
        final BlockingQueue<Integer> applied = new LinkedBlockingQueue<>();
        final BlockingQueue<Integer> costs = new LinkedBlockingQueue<>();
        final Link link;

        Told(String address) {
            List<Capability> capabilities =
                    List.of(
                            new Multiprotocol(AddressFamily.L2VPN_EVPN),
                            new GracefulRestart(
                                    0,
                                    RESTART_SECONDS,
                                    List.of(
                                            new GracefulRestart.Entry(
                                                    AddressFamily.L2VPN_EVPN,
                                                    GracefulRestart.Entry.FORWARDING_STATE))));
            var negotiated = Negotiated.between(capabilities, capabilities, false);
            var identifier = BgpIdentifier.parse(address);
            var peer =
                    new Peer(IpAddress.parse(address), AS, identifier, PeerKind.CLIENT, negotiated);
            link = routing.link(peer, this);
        }

        @Override
        public void send(Outgoing messages) {
            int cost = messages.cost();
            byte[] octets = new byte[messages.length()];
            int end = 0;
            for (var piece : messages.pieces()) {
                int length = piece.readableBytes();
                piece.getBytes(0, octets, end, length);
                end += length;
            }
            messages.release();
            for (int i = 0; i < end; i += MessageHeader.length(octets, i)) {
                int each = MessageHeader.length(octets, i);
                var decoded = BgpMessage.decode(octets, i, each, link.peer().negotiated());
                if (decoded instanceof Decoded.Accepted<BgpMessage>(Update update, _)) {
                    sent.add(update);
                }
            }
            // Last: whoever sees it sees the rest.
            costs.add(cost);
        }

        @Override
        public void applied(int octets) {
            applied.add(octets);
            servings.add(this);
        }

        void awaitApplied() throws InterruptedException {
            assertThat(applied.poll(10, TimeUnit.SECONDS)).isNotNull();
        }

        @Override
        public void report(RouteReport report) {
            reports.add(report);
        }

        void await(Predicate<Update> wanted) throws InterruptedException {
            var update = sent.poll(10, TimeUnit.SECONDS);
            while (update != null && !wanted.test(update)) {
                update = sent.poll(10, TimeUnit.SECONDS);
            }
            assertThat(update).isNotNull();
        }
    }

    private Told up(String address) {
        var told = new Told(address);
        routing.up(told.link, PeerSettings.DEFAULT);
        return told;
    }

    private void received(Told from, BgpMessage... messages) {
        var writer = new OctetWriter();
        for (var message : messages) {
            message.encode(writer, from.link.peer().negotiated());
        }
        routing.received(from.link, writer.toByteArray(), writer.length());
    }

    private static Update update(int host) {
        var route =
                new MacIpAdvertisement(
                        RouteDistinguisher.parse("10.0.0.9:100"),
                        EthernetSegmentId.ZERO,
                        EthernetTag.ZERO,
                        new MacAddress(0x020000000000L + host),
                        null,
                        new Label24(100),
                        null);
        return Update.of(
                PathAttributes.of(
                        Origin.IGP,
                        AsPath.EMPTY,
                        new LocalPref(100),
                        new MpReachNlri(
                                MpNextHop.of(IpAddress.parse("10.0.0.9")),
                                new EvpnNlri(List.of(Nlri.of(route))))));
    }

    private int routes() throws Exception {
        return routing.ask(rib -> rib.view().size()).get(10, TimeUnit.SECONDS);
    }

    @Test
    void whatFollowsFromTimeAloneIsToldAtOnce() throws Exception {
        var one = up("10.0.0.2");
        var other = up("10.0.0.3");
        received(one, update(1), Update.endOfRib(AddressFamily.L2VPN_EVPN));
        other.await(Update::announces);
        // The time for which the routes are kept ends without any other event.
        routing.down(one.link, SessionEnd.CONNECTION_LOST);
        other.await(each -> each.mpUnreach().isPresent() && each.endOfRib().isEmpty());
    }

    @Test
    void whatHappensAfterALongSilenceHappensThen() throws Exception {
        var one = up("10.0.0.2");
        received(one, update(1));
        one.awaitApplied();
        skipAnHour();
        routing.down(one.link, SessionEnd.CONNECTION_LOST);
        // Nothing of it counts, but it stands behind the end.
        received(one, update(2));
        one.awaitApplied();
        assertThat(routes()).isEqualTo(1);
    }

    /// At the end of a turn: all that happens in one happens at the time of its beginning.
    private void skipAnHour() throws Exception {
        Function<Rib, Long> skip = _ -> skipped.addAndGet(TimeUnit.HOURS.toMillis(1));
        assertThat(routing.askInTurn(skip).get(10, TimeUnit.SECONDS)).isPositive();
    }

    @Test
    void aQuestionThatFailsConcernsWhoeverAskedIt() throws Exception {
        Function<Rib, Integer> faulty =
                _ -> {
                    throw new IllegalStateException("of the question");
                };
        for (var answer : List.of(routing.ask(faulty), routing.askInTurn(faulty))) {
            assertThatThrownBy(() -> answer.get(10, TimeUnit.SECONDS))
                    .hasRootCauseMessage("of the question");
        }
        assertThat(routes()).isZero();
    }

    @Test
    void behindAFaultThatEndsTheSessionNothingCounts() throws Exception {
        var one = up("10.0.0.2");
        var negotiated = one.link.peer().negotiated();
        var writer = new OctetWriter();
        int start = writer.length();
        update(1).encode(writer, negotiated);
        var faulty = writer.toByteArray();
        // More withdrawn routes than the message has octets.
        faulty[start + MessageHeader.LENGTH] = (byte) 0xff;
        routing.received(one.link, faulty, faulty.length);
        received(one, update(2));
        one.awaitApplied();
        one.awaitApplied();
        assertThat(one.reports.poll(10, TimeUnit.SECONDS)).isInstanceOf(RouteReport.Fatal.class);
        assertThat(routes()).isZero();
    }

    @Test
    void aPeerDoesNotWaitBehindAllThatAnotherHasSent() throws Exception {
        var flooding = up("10.0.0.2");
        var healthy = up("10.0.0.3");
        var released = new CountDownLatch(1);
        var blocked = new CountDownLatch(1);
        routing.change(
                _ -> {
                    blocked.countDown();
                    awaitQuietly(released);
                });
        blocked.await();
        var flood = IntStream.range(1, 200).mapToObj(RoutingThreadTest::update).toList();
        for (int i = 0; i < 100; i++) {
            received(flooding, flood.toArray(BgpMessage[]::new));
        }
        received(healthy, update(0));
        released.countDown();
        healthy.awaitApplied();
        // One chunk of the other's is as long as a turn.
        assertThat(servings.indexOf(healthy)).isLessThanOrEqualTo(1);
    }

    /// What is known of messages takes memory, too, and more than such that are small.
    @Test
    void aSocketThatTakesNothingIsHandedAFewMessagesHoweverSmall() throws Exception {
        var one = up("10.0.0.2");
        var stuck = up("10.0.0.3");
        int most = RoutingLimits.DEFAULT.outputOctetsPerPeer() / 1024;
        announceEachByItself(one, 2 * most);
        assertThat(routes()).isEqualTo(2 * most);
        assertThat(stuck.costs).hasSizeBetween(10, most);
        assertThat(announced(stuck)).isLessThan(2 * most);
        while (announced(stuck) < 2 * most) {
            routing.sent(stuck.link, stuck.costs.take());
        }
    }

    /// [#stop] looks whether it is.
    @Test
    void whatWaitsForASocketThatTakesNothingIsFreedAtTheEnd() throws Exception {
        var one = up("10.0.0.2");
        var stuck = up("10.0.0.3");
        announceEachByItself(one, RoutingLimits.DEFAULT.outputOctetsPerPeer() / 512);
        assertThat(stuck.costs).isNotEmpty();
        assertThat(blocks.inUse()).isPositive();
    }

    private void announceEachByItself(Told from, int hosts) throws Exception {
        for (int host = 0; host < hosts; host++) {
            received(from, update(host));
            from.awaitApplied();
            // Asked at the end of a turn, when what came before is told.
            routing.askInTurn(rib -> rib.view().size()).get(10, TimeUnit.SECONDS);
        }
    }

    private static int announced(Told told) {
        return told.sent.stream()
                .flatMap(update -> update.mpReach().stream())
                .mapToInt(reach -> ((EvpnNlri) reach.nlri()).routes().size())
                .sum();
    }

    private static void awaitQuietly(CountDownLatch released) {
        try {
            assertThat(released.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void countsItsTurnsAndWhatTheyWereSpentOn() {
        var before = routing.times().join();
        var after = before;
        for (int i = 0; i < 100; i++) {
            after = routing.times().join();
        }
        assertThat(after.turns()).isGreaterThan(before.turns());
        long spent = spent(after) - spent(before);
        assertThat(spent).isPositive();
        assertThat(after.takingNanos()).isGreaterThan(before.takingNanos());
    }

    private static long spent(TurnTimes.Snapshot times) {
        return times.takingNanos() + times.settlingNanos() + times.sendingNanos();
    }
}
