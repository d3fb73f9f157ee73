package dev.evpnd.speaker.session;

import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.error.NotificationCode;
import dev.evpnd.wire.message.Open;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Random;

/// Anything may happen in any state, and of any connection, open or not: [CheckedPeering] looks at
/// what comes of it.
class GarbageTest {
    private static final int SEEDS = 1500;
    private static final int EVENTS = 150;

    private static final List<NotificationCode> CODES =
            List.of(
                    NotificationCode.UNSUPPORTED_VERSION_NUMBER,
                    NotificationCode.UNSUPPORTED_OPTIONAL_PARAMETER,
                    NotificationCode.UNSUPPORTED_CAPABILITY,
                    NotificationCode.CONNECTION_COLLISION_RESOLUTION,
                    NotificationCode.ADMINISTRATIVE_RESET);

    @Test
    void hasAnAnswerToEverything() {
        for (long seed = 0; seed < SEEDS; seed++) {
            try {
                play(new Random(seed));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    private static void play(Random random) {
        var session = new CheckedPeering(settings(random), random.nextLong());
        long now = random.nextInt(1_000_000);
        for (int i = 0; i < EVENTS; i++) {
            now += random.nextInt(random.nextInt(8) == 0 ? 100_000 : 500);
            if (random.nextInt(100) == 0) {
                session.change(settings(random));
                var reason = Samples.cease(NotificationCode.OTHER_CONFIGURATION_CHANGE);
                session.on(new PeeringEvent.Reset(reason, 0), now);
            }
            session.on(event(random, connection(random, session), 10 + i), now);
        }
    }

    /// Mostly one that is open.
    private static int connection(Random random, CheckedPeering session) {
        var open = List.copyOf(session.open());
        return open.isEmpty() || random.nextInt(6) == 0
                ? random.nextInt(9) - 4
                : open.get(random.nextInt(open.size()));
    }

    /// @param unused number of a connection
    private static PeeringEvent event(Random random, int connection, int unused) {
        var notification = Samples.cease(CODES.get(random.nextInt(CODES.size())));
        return switch (random.nextInt(24)) {
            case 0, 1 -> new PeeringEvent.Start();
            case 2 ->
                    random.nextInt(4) == 0
                            ? new PeeringEvent.Stop(notification)
                            : new PeeringEvent.Reset(notification, random.nextInt(5000));
            case 3 ->
                    new PeeringEvent.MalformedReceived(
                            connection, Samples.fault(NotificationCode.BAD_MESSAGE_TYPE));
            case 4 -> new PeeringEvent.NotificationReceived(connection, notification);
            case 5, 6 -> new PeeringEvent.Accepted(unused);
            case 7, 8, 9 -> new PeeringEvent.Connected(connection);
            case 10 -> new PeeringEvent.ConnectFailed(connection);
            case 11 -> new PeeringEvent.Lost(connection);
            case 12, 13, 14 -> new PeeringEvent.OpenReceived(connection, open(random));
            case 15, 16, 17 -> new PeeringEvent.KeepaliveReceived(connection);
            case 18 -> new PeeringEvent.RoutesReceived(connection);
            case 19 -> new PeeringEvent.SendProgress(connection, random.nextBoolean());
            case 20 -> new PeeringEvent.ReadingPaused(connection);
            case 21 -> new PeeringEvent.ReadingResumed(connection);
            default -> new PeeringEvent.Tick();
        };
    }

    private static Open open(Random random) {
        int hold = List.of(0, 3, 30, 90).get(random.nextInt(4));
        var identifier = random.nextBoolean() ? Samples.LOWER : Samples.HIGHER;
        var asn = random.nextInt(8) == 0 ? new Asn(64999) : Samples.AS;
        return random.nextBoolean()
                ? Samples.openOf(asn, hold, identifier)
                : Samples.openOf(asn, hold, identifier, Samples.EVPN, Samples.RESTARTS);
    }

    private static SessionSettings settings(Random random) {
        var settings =
                random.nextBoolean()
                        ? Samples.settings()
                        : Samples.settings(Samples.EVPN, Samples.IPV4);
        var timers =
                switch (random.nextInt(3)) {
                    case 0 -> SessionTimers.DEFAULT;
                    case 1 -> Samples.delayingOpen(3);
                    default -> new SessionTimers(0, 0, 0, 1, 0, 1, 0, 0, 1);
                };
        var changed = Samples.with(settings, timers);
        return random.nextInt(4) == 0 ? Samples.passive(changed) : changed;
    }
}
