package dev.evpnd.it.bounds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.wire.message.BgpMessage;
import dev.evpnd.wire.message.Keepalive;
import dev.evpnd.wire.message.Update;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// evpnd does not run for longer than some of its peers wait: a machine that was overloaded, or
/// that was moved.
@Timeout(120)
@Isolated("memory and latency are measured")
class StoppedIT {
    private static final int SHORT_HOLD = 3;

    private static final String CONFIGURATION =
            """
            peer-groups:
              fabric: {remote-as: internal, route-reflector-client: true}
            listen-ranges:
              127.0.0.0/8: {group: fabric, limit: 10}
            """;

    @TempDir private Path directory;

    @Test
    void whoWaitsLongEnoughKeepsItsSessionAndTheOthersComeAgain() throws Exception {
        try (var reflector = Reflector.start(directory, CONFIGURATION, Reflector.LITTLE_HEAP);
                var patient = Talker.connect("127.3.0.1", reflector.port).establish(90);
                var impatient = Talker.connect("127.3.0.2", reflector.port).establish(SHORT_HOLD)) {
            patient.send(patient.hosts(0, 100, 100));
            awaitUpdate(impatient);

            reflector.signal("STOP");
            awaitSilence(impatient);
            impatient.socket.close();
            reflector.signal("CONT");

            // Everybody who comes is told what the patient one has announced.
            try (var again = Talker.connect("127.3.0.2", reflector.port).establish(90);
                    var pair = new HealthyPair(reflector.port)) {
                awaitUpdate(again);
                pair.exchange(10);
            }
            assertThat(reflector.log())
                    .contains("session.down peer=127.3.0.2")
                    .doesNotContain("session.down peer=127.3.0.1");
        }
    }

    private static void awaitUpdate(Talker talker) throws IOException {
        while (!(receive(talker) instanceof Update update) || !update.announces()) {
            // Something else may come first.
        }
    }

    /// Until the hold timer of the peer has expired.
    private static void awaitSilence(Talker talker) throws IOException {
        talker.socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(SHORT_HOLD));
        try {
            while (true) {
                receive(talker);
            }
        } catch (SocketTimeoutException expired) {
            // So the peer knows that it is alone.
        }
    }

    /// The next message; a KEEPALIVE is answered.
    private static BgpMessage receive(Talker talker) throws IOException {
        var message = talker.receive();
        if (message instanceof Keepalive alive) {
            talker.send(alive);
        }
        return message;
    }
}
