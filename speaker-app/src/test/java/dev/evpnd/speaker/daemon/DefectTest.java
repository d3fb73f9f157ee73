package dev.evpnd.speaker.daemon;

import static dev.evpnd.speaker.daemon.TestSpeaker.await;
import static dev.evpnd.speaker.daemon.TestSpeaker.until;

import dev.evpnd.rib.Rib;
import dev.evpnd.rib.RibSettings;
import dev.evpnd.speaker.neighbor.ListenRange;
import dev.evpnd.speaker.neighbor.Neighbors;
import dev.evpnd.speaker.routing.RoutingLimits;
import dev.evpnd.speaker.routing.RoutingThread;
import dev.evpnd.speaker.transport.Transport;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.IpPrefix;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
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
                until(() -> routing.ask(Rib::size).join() == 1);
                broken.set(true);
                one.send(one.update(2));
                one.receiveEnd();
                until(() -> neighbors.statuses().join().size() == 1);
                other.send(other.update(3));
                until(() -> routing.ask(Rib::size).join() == 1);
            }
            await(neighbors.stop(false));
        }
    }
}
