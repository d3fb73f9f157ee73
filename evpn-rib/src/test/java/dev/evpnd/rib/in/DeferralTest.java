package dev.evpnd.rib.in;

import static dev.evpnd.rib.in.Speaker.EVPN;
import static dev.evpnd.rib.in.Speaker.client;
import static dev.evpnd.rib.in.Speaker.mac;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.RibSettings;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.MpReachNlri;
import dev.evpnd.wire.capability.GracefulRestart;
import dev.evpnd.wire.message.BgpMessage;
import dev.evpnd.wire.message.Update;
import dev.evpnd.wire.nlri.Nlri;
import dev.evpnd.wire.nlri.RouteTargetMembership;
import dev.evpnd.wire.nlri.RouteTargetNlri;
import dev.evpnd.wire.octets.BigEndian;
import dev.evpnd.wire.octets.OctetWriter;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
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

    /// Whoever is told that this was all forgets what was not announced again.
    @Test
    void tellsNobodyBeforeItIsKnownWhatBeginsHere() {
        speaker.rib.awaitOwn();
        int one = speaker.up(ONE);
        int two = speaker.up(TWO);
        speaker.announce(one, ONE, mac(1));
        speaker.endOfRib(one, ONE);
        speaker.endOfRib(two, TWO);
        assertThat(speaker.rib.takeNotices()).isEmpty();
        assertThat(told(two)).isZero();
        speaker.rib.ownIsKnown();
        assertThat(speaker.rib.takeNotices()).containsExactly(new Notice.DeferralEnded(true));
        assertThat(told(two)).isPositive();
    }

    @Test
    void waitsNoLongerForWhatBeginsHereEither() {
        speaker.rib.awaitOwn();
        int one = speaker.up(ONE);
        int two = speaker.up(TWO);
        speaker.announce(one, ONE, mac(1));
        speaker.endOfRib(one, ONE);
        speaker.endOfRib(two, TWO);
        speaker.rib.tick(100_000);
        assertThat(speaker.rib.takeNotices()).containsExactly(new Notice.DeferralEnded(false));
        assertThat(told(two)).isPositive();
    }

    @Test
    void whoHasNotRestartedDoesNotWaitForWhatBeginsHere() {
        var fresh = new Speaker(Speaker.SETTINGS);
        fresh.rib.awaitOwn();
        assertThat(fresh.rib.isDeferring()).isFalse();
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

    @Test
    void tellsOfMembershipsBeforeAnythingElseWhereNobodySaysTheirEnd() {
        var one = constrained(ONE);
        var two = constrained(TWO);
        int first = speaker.up(one);
        int second = speaker.up(two);
        announceMembership(first, one);
        speaker.announce(first, one, mac(1));
        assertThat(messagesTo(second, two)).hasSize(2);

        speaker.endOfRib(first, one);
        speaker.endOfRib(second, two);
        assertThat(speaker.rib.takeNotices()).containsExactly(new Notice.DeferralEnded(true));
    }

    private static Peer constrained(Peer peer) {
        var families = Set.of(EVPN, AddressFamily.RT_CONSTRAINT);
        return new Peer(
                peer.address(),
                peer.asn(),
                peer.identifier(),
                peer.kind(),
                peer.negotiated().withFamilies(families));
    }

    private void announceMembership(int peer, Peer of) {
        var nlri = new RouteTargetNlri(List.of(Nlri.of(RouteTargetMembership.DEFAULT)));
        var reach = new MpReachNlri(MpNextHop.of(Speaker.VTEP), nlri);
        speaker.send(peer, of, Update.of(Speaker.attributes().with(reach)));
    }

    /// What it is sent: a membership, and the end of these.
    private List<Update> messagesTo(int peer, Peer of) {
        speaker.rib.settle();
        var out = new OctetWriter();
        while (speaker.rib.send(peer, out, 65_536)) {
            speaker.rib.settle();
        }
        var messages = new ArrayList<Update>();
        int length;
        for (int at = 0; at < out.length(); at += length) {
            length = BigEndian.u16(out.array(), at + 16);
            var message = BgpMessage.decode(out.array(), at, length, of.negotiated());
            messages.add((Update) message.orElseThrow());
        }
        assertThat(messages.getLast().endOfRib()).contains(AddressFamily.RT_CONSTRAINT);
        return messages;
    }

    private int told(int peer) {
        speaker.rib.settle();
        var out = new OctetWriter();
        speaker.rib.send(peer, out, 65_536);
        return out.length();
    }
}
