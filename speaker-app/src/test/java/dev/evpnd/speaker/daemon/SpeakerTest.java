package dev.evpnd.speaker.daemon;

import static dev.evpnd.speaker.Eventually.until;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.Optional;

/// Speakers with real sockets between them, on loopback.
@Timeout(60)
class SpeakerTest {

    @Test
    void reflectsTheRoutesOfOneClientToAnother() throws Exception {
        try (var reflector = new TestSpeaker("127.0.0.1");
                var one = new TestSpeaker("127.0.0.2");
                var two = new TestSpeaker("127.0.0.3")) {
            int port = reflector.reflect("127.0.0.0/8", 10, Optional.empty());
            one.connect("127.0.0.1", port, Optional.empty());
            two.connect("127.0.0.1", port, Optional.empty());
            one.announce(0, 10_000);

            until(() -> two.routes() == 10_000);
            one.withdraw(0, 9_999);
            until(() -> two.routes() == 1);
            assertThat(reflector.isEstablished("127.0.0.2")).isTrue();
            assertThat(reflector.failures).isEmpty();
        }
    }

    @Test
    void whoComesBeforeItIsSaidWhoMayBeThereWaitsAndIsNotRefused() throws Exception {
        try (var reflector = new TestSpeaker("127.0.0.1")) {
            int port = reflector.listen();
            try (var early = RawPeer.connect("127.0.0.9", "127.0.0.1", port)) {
                // Whatever the loop had to do before it took the range, it has done.
                assertThat(reflector.neighbors().statuses().get()).isEmpty();
                reflector.take("127.0.0.0/8", 10, Optional.empty());
                early.establish();
            }
            assertThat(reflector.neighbors().refused().get()).isZero();
        }
    }
}
