package dev.evpnd.rib.in;

import static dev.evpnd.rib.in.Speaker.EVPN;
import static dev.evpnd.rib.in.Speaker.client;
import static dev.evpnd.rib.in.Speaker.mac;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.RibSettings;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.wire.capability.GracefulRestart;
import dev.evpnd.wire.octets.OctetWriter;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;

class DeferralTest {
    private static final Peer ONE = client(1, restart(0));
    private static final Peer TWO = client(2, restart(0));

    private final Speaker speaker =
            new Speaker(
                    Speaker.SETTINGS.withRestart(
                            new RibSettings.Restart(
                                    Set.of(ONE.address(), TWO.address()), 100_000)));

    private static GracefulRestart restart(int flags) {
        return new GracefulRestart(flags, 120, List.of(new GracefulRestart.Entry(EVPN, 0x80)));
    }

    @Test
    void tellsNobodyBeforeAllPeersHaveToldAll() {
        int one = speaker.up(ONE);
        int two = speaker.up(TWO);
        speaker.announce(one, ONE, mac(1));
        speaker.endOfRib(one, ONE);
        assertThat(told(two)).isZero();
        assertThat(speaker.rib.takeNotices()).isEmpty();
        speaker.endOfRib(two, TWO);
        assertThat(speaker.rib.takeNotices()).containsExactly(new Notice.DeferralEnded(true));
        assertThat(told(two)).isPositive();
    }

    @Test
    void waitsNoLongerThanItsTime() {
        int one = speaker.up(ONE);
        int two = speaker.up(TWO);
        speaker.announce(one, ONE, mac(1));
        assertThat(speaker.rib.nextDeadlineMillis()).isEqualTo(100_000);
        speaker.rib.tick(100_000);
        assertThat(speaker.rib.takeNotices()).containsExactly(new Notice.DeferralEnded(false));
        assertThat(told(two)).isPositive();
    }

    @Test
    void doesNotWaitForWhoRestartedItselfOrSendsNoEndOfRib() {
        speaker.up(client(1, restart(GracefulRestart.RESTART_STATE)));
        speaker.up(client(2));
        assertThat(speaker.rib.takeNotices()).containsExactly(new Notice.DeferralEnded(true));
    }

    private int told(int peer) {
        speaker.rib.settle();
        var out = new OctetWriter();
        speaker.rib.send(peer, out, 65_536);
        return out.length();
    }
}
