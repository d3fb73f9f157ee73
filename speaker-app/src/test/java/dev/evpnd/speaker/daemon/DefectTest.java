package dev.evpnd.speaker.daemon;

import static dev.evpnd.speaker.Eventually.until;
import static dev.evpnd.speaker.daemon.TestSpeaker.await;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.Rib;
import dev.evpnd.rib.RibSettings;
import dev.evpnd.rib.peer.ExportSettings;
import dev.evpnd.rib.peer.ImportSettings;
import dev.evpnd.rib.peer.PeerSettings;
import dev.evpnd.rib.policy.AttributeMatch;
import dev.evpnd.rib.policy.Clause;
import dev.evpnd.rib.policy.Policy;
import dev.evpnd.rib.policy.PrefixList;
import dev.evpnd.speaker.neighbor.ListenRange;
import dev.evpnd.speaker.neighbor.Neighbors;
import dev.evpnd.speaker.routing.RoutingLimits;
import dev.evpnd.speaker.routing.RoutingThread;
import dev.evpnd.speaker.transport.Transport;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.error.NotificationCode;
import dev.evpnd.wire.message.Notification;
import dev.evpnd.wire.message.Update;
import dev.evpnd.wire.octets.Octets;

import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// What this program does wrong itself.
@Timeout(60)
class DefectTest {
    private final AtomicBoolean broken = new AtomicBoolean();

    /// A clock that fails once.
    private long millis() {
        if (broken.getAndSet(false)) {
            throw new IllegalStateException("a clock that does not go");
        }
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    @Test
    void aDefectInASessionEndsItAndNoOther() throws Exception {
        var settings = RibSettings.of(TestSpeaker.AS, BgpIdentifier.parse("127.0.0.1"));
        try (var transport = new Transport(1);
                var model = new TestSpeaker("127.0.0.1");
                var routing =
                        new RoutingThread(
                                new Rib(settings),
                                () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()),
                                RoutingLimits.DEFAULT,
                                _ -> {},
                                _ -> {})) {
            routing.start();
            var neighbors =
                    new Neighbors(transport, routing, RoutingLimits.DEFAULT, this::millis, () -> 1);
            var range =
                    new ListenRange(
                            IpPrefix.parse("127.0.0.0/8"),
                            10,
                            model.settings(true, true, model.transport(179, Optional.empty())));
            await(neighbors.apply(new Neighbors.Change(List.of(), List.of(), List.of(range))));
            var loopback = InetAddress.getLoopbackAddress();
            int port = neighbors.listen(new InetSocketAddress(loopback, 0)).getPort();
            try (var one = RawPeer.connect("127.0.0.9", "127.0.0.1", port).establish();
                    var other = RawPeer.connect("127.0.0.10", "127.0.0.1", port).establish()) {
                one.send(one.update(1));
                until(() -> routing.ask(rib -> rib.view().size()).join() == 1);
                broken.set(true);
                one.send(one.update(2));
                one.receiveEnd();
                until(() -> neighbors.statuses().join().size() == 1);
                other.send(other.update(3));
                until(() -> routing.ask(rib -> rib.view().size()).join() == 1);
            }
            await(neighbors.stop(false));
        }
    }

    /// Routes are taken into their shards when their messages have been read, and together with
    /// those of others: what fails there fails in nobody's message.
    @Test
    void aDefectInTakingTheRoutesOfAPeerEndsItsSessionAndNoOther() throws Exception {
        try (var speaker = new TestSpeaker("127.0.0.1");
                var log = SessionLines.keep()) {
            speaker.routes = passing(policyThatFailsForIncompleteOrigins());
            int port = speaker.reflect("127.0.0.0/8", 10, Optional.empty());
            try (var one = RawPeer.connect("127.0.0.9", "127.0.0.1", port).establish();
                    var other = RawPeer.connect("127.0.0.10", "127.0.0.1", port).establish()) {
                one.send(one.update(1));
                other.send(other.update(2));
                until(() -> speaker.routes() == 2);

                one.send(incomplete(one.update(3)));

                assertThat(one.receiveEnd())
                        .isEqualTo(
                                new Notification(NotificationCode.OUT_OF_RESOURCES, Octets.EMPTY));
                until(() -> speaker.routes() == 1);
                other.send(other.update(4));
                until(() -> speaker.routes() == 2);
                assertThat(speaker.isEstablished("127.0.0.10")).isTrue();
                assertThat(log.errors)
                        .singleElement()
                        .satisfies(
                                event -> {
                                    assertThat(event.getMessage().getFormattedMessage())
                                            .isEqualTo("session.defect peer=127.0.0.9");
                                    assertThat(event.getThrown())
                                            .isInstanceOf(NullPointerException.class);
                                });
            }
            assertThat(speaker.failures).isEmpty();
        }
    }

    private static PeerSettings passing(Policy policy) {
        return new PeerSettings(ImportSettings.DEFAULT.withPolicy(policy), ExportSettings.DEFAULT);
    }

    /// A policy that was made wrong: it asks a list that is not there. Only routes that come to the
    /// first clause with such an origin find out.
    @SuppressWarnings("NullAway")
    private static Policy policyThatFailsForIncompleteOrigins() {
        PrefixList missing = null;
        return new Policy(
                "wrong",
                List.of(
                        Clause.deny(
                                10,
                                List.of(
                                        new AttributeMatch.Origin(Origin.INCOMPLETE),
                                        new AttributeMatch.NextHop(missing))),
                        Clause.permit(20, List.of(), List.of())));
    }

    private static Update incomplete(Update update) {
        return Update.of(update.pathAttributes().with(Origin.INCOMPLETE));
    }

    /// The lines of the log about sessions, as far as they are written in tests.
    private static final class SessionLines extends AbstractAppender implements AutoCloseable {
        final List<LogEvent> errors = new CopyOnWriteArrayList<>();

        private SessionLines() {
            super("session lines", null, null, true, Property.EMPTY_ARRAY);
        }

        static SessionLines keep() {
            var lines = new SessionLines();
            lines.start();
            logger().addAppender(lines);
            return lines;
        }

        private static Logger logger() {
            return (Logger) LogManager.getLogger("evpnd.session");
        }

        @Override
        public void append(LogEvent event) {
            errors.add(event.toImmutable());
        }

        @Override
        public void close() {
            logger().removeAppender(this);
        }
    }
}
