package dev.evpnd.rib.in;

import static dev.evpnd.rib.in.Speaker.EVPN;
import static dev.evpnd.rib.in.Speaker.client;
import static dev.evpnd.rib.in.Speaker.mac;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.peer.ImportSettings;
import dev.evpnd.rib.peer.OwnAsAllowance;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.PrefixLimit;
import dev.evpnd.rib.route.DropReason;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.MpReachNlri;
import dev.evpnd.wire.capability.AddPath;
import dev.evpnd.wire.capability.Capability;
import dev.evpnd.wire.capability.FourOctetAs;
import dev.evpnd.wire.capability.GracefulRestart;
import dev.evpnd.wire.capability.Multiprotocol;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.message.Update;
import dev.evpnd.wire.nlri.EvpnNlri;
import dev.evpnd.wire.nlri.Nlri;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class PrefixLimitTest {
    private static final Peer LEAF = client(1);
    private static final Peer RESTARTING =
            client(
                    1,
                    new GracefulRestart(
                            0,
                            120,
                            List.of(
                                    new GracefulRestart.Entry(
                                            EVPN, GracefulRestart.Entry.FORWARDING_STATE))));
    private static final PrefixLimit FOUR = PrefixLimit.of(4);

    private final Speaker speaker = new Speaker();

    @Test
    void warnsNearTheLimit() {
        int leaf = up(FOUR);
        announce(leaf, 0, 2);
        assertThat(speaker.rib.takeNotices()).isEmpty();
        announce(leaf, 2, 4);
        assertThat(speaker.rib.takeNotices())
                .containsExactly(new Notice.LimitNear(leaf, EVPN, FOUR));
    }

    @Test
    void takesNoMoreThanTheLimit() {
        int leaf = up(FOUR);
        announce(leaf, 0, 7);
        assertThat(speaker.counters(leaf).held()).isEqualTo(4);
        assertThat(speaker.counters(leaf).dropped()).containsEntry(DropReason.LIMIT_REACHED, 3L);
        assertThat(speaker.rib.view().size()).isEqualTo(4);
        assertThat(speaker.rib.takeNotices())
                .containsExactly(
                        new Notice.LimitNear(leaf, EVPN, FOUR),
                        new Notice.LimitExceeded(leaf, EVPN, FOUR));
    }

    @Test
    void takesOtherContentOfWhatIsThereAtTheLimit() {
        int leaf = up(FOUR);
        announce(leaf, 0, 4);
        speaker.announce(leaf, LEAF, mac(0, 200));
        assertThat(speaker.path(leaf, mac(0)).orElseThrow().effective().nlri().length())
                .isPositive();
        assertThat(speaker.counters(leaf).dropped()).isEmpty();
    }

    @Test
    void onlyWarnsWhereThatIsWanted() {
        var warning = FOUR.withWarningOnly(true);
        int leaf = up(warning);
        announce(leaf, 0, 7);
        assertThat(speaker.counters(leaf).held()).isEqualTo(7);
        assertThat(speaker.rib.takeNotices())
                .containsExactly(
                        new Notice.LimitNear(leaf, EVPN, warning),
                        new Notice.LimitExceeded(leaf, EVPN, warning));
    }

    @Test
    void countsWhatPolicyDenies() {
        var settings =
                ImportSettings.DEFAULT
                        .withPolicy(Speaker.denyingAll())
                        .withLimits(Map.of(EVPN, FOUR));
        int leaf = speaker.up(LEAF, settings);
        announce(leaf, 0, 7);
        assertThat(speaker.counters(leaf).held()).isEqualTo(4);
    }

    @Test
    void tellsOfALimitThatIsPassedWhenItComes() {
        int leaf = speaker.up(LEAF);
        announce(leaf, 0, 5);
        speaker.configure(leaf, ImportSettings.DEFAULT.withLimits(Map.of(EVPN, FOUR)));
        assertThat(speaker.rib.takeNotices()).contains(new Notice.LimitExceeded(leaf, EVPN, FOUR));
    }

    @Test
    void asksAgainForWhatWasNotTakenWhenTheLimitIsRaised() {
        int leaf = up(FOUR);
        announce(leaf, 0, 7);
        speaker.rib.takeNotices();
        speaker.configure(
                leaf, ImportSettings.DEFAULT.withLimits(Map.of(EVPN, PrefixLimit.of(100))));
        assertThat(speaker.rib.takeNotices()).containsExactly(new Notice.RefreshWanted(leaf, EVPN));
    }

    @Test
    void doesNotCountWhatIsKeptOfAFormerSession() {
        int leaf = speaker.up(RESTARTING, ImportSettings.DEFAULT.withLimits(Map.of(EVPN, FOUR)));
        announce(leaf, 0, 4);
        speaker.rib.peerDown(leaf, SessionEnd.CONNECTION_LOST);
        speaker.rib.takeNotices();

        speaker.up(RESTARTING, ImportSettings.DEFAULT.withLimits(Map.of(EVPN, FOUR)));
        announce(leaf, 4, 5);
        assertThat(speaker.path(leaf, mac(4))).isPresent();
        announce(leaf, 0, 1);
        assertThat(speaker.rib.takeNotices()).isEmpty();
        announce(leaf, 1, 6);
        assertThat(speaker.path(leaf, mac(5))).isEmpty();
        assertThat(speaker.rib.takeNotices()).contains(new Notice.LimitExceeded(leaf, EVPN, FOUR));
    }

    @Test
    void countsWhatWasNotAnnouncedInARefreshSoFar() {
        int leaf = up(FOUR);
        announce(leaf, 0, 4);
        speaker.refreshBegins(leaf);
        announce(leaf, 4, 6);
        assertThat(speaker.counters(leaf).held()).isEqualTo(4);
    }

    @Test
    void refusesAPathMoreThanAPeerMayHaveToOneDestination() {
        var peer = peerWithPathIds();
        int leaf = speaker.up(peer);
        for (int pathId = 1; pathId <= 100; pathId++) {
            announce(leaf, peer, mac(1), pathId);
        }
        assertThat(speaker.counters(leaf).held()).isEqualTo(64);
        assertThat(speaker.counters(leaf).dropped()).containsEntry(DropReason.TOO_MANY_PATHS, 36L);
        announce(leaf, peer, mac(2), 100);
        assertThat(speaker.counters(leaf).held()).isEqualTo(65);
    }

    @Test
    void asksAgainOnceForWhatWasNotTaken() {
        int leaf = up(FOUR);
        announce(leaf, 0, 7);
        var raised = ImportSettings.DEFAULT.withLimits(Map.of(EVPN, PrefixLimit.of(100)));
        speaker.configure(leaf, raised);
        speaker.rib.takeNotices();
        speaker.configure(leaf, raised.withPolicy(Speaker.policy()));
        speaker.configure(leaf, raised.withLimits(Map.of(EVPN, PrefixLimit.of(200))));
        assertThat(speaker.rib.takeNotices()).isEmpty();
    }

    @Test
    void asksForNothingWhereLessIsTakenThanBefore() {
        var allowing = ImportSettings.DEFAULT.withOwnAs(OwnAsAllowance.upTo(1));
        int leaf = speaker.up(LEAF, allowing);
        speaker.announce(leaf, LEAF, Speaker.attributes(65000, 65000), mac(1));
        speaker.configure(leaf, allowing.withOwnAs(OwnAsAllowance.NONE));
        assertThat(speaker.rib.takeNotices()).isEmpty();
        speaker.configure(leaf, allowing.withOwnAs(OwnAsAllowance.upTo(2)));
        assertThat(speaker.rib.takeNotices()).containsExactly(new Notice.RefreshWanted(leaf, EVPN));
    }

    @Test
    void tellsOfALimitOnceWhateverBecomesOfNextHops() {
        var resolving = new Speaker(Speaker.SETTINGS.withResolvesNextHops(true));
        int leaf = resolving.up(LEAF, ImportSettings.DEFAULT.withLimits(Map.of(EVPN, FOUR)));
        for (int i = 0; i < 5; i++) {
            resolving.announce(leaf, LEAF, mac(i));
        }
        assertThat(resolving.rib.takeNotices()).hasSize(2);
        resolving.rib.nextHopReachable(Speaker.VTEP, 1);
        resolving.work();
        resolving.announce(leaf, LEAF, mac(0));
        assertThat(resolving.isAccepted(leaf, mac(0))).isTrue();
        assertThat(resolving.rib.takeNotices()).isEmpty();
    }

    @Test
    void saysNothingOfAPeerOfWhomNothingIsLeft() {
        int leaf = up(FOUR);
        announce(leaf, 0, 7);
        speaker.rib.peerDown(leaf, SessionEnd.FINAL);
        speaker.work();
        assertThat(speaker.rib.takeNotices()).isEmpty();
    }

    private static Peer peerWithPathIds() {
        int both = AddPath.Entry.SEND | AddPath.Entry.RECEIVE;
        var pathIds = new AddPath(List.of(new AddPath.Entry(EVPN, both)));
        var capabilities =
                List.<Capability>of(new FourOctetAs(Speaker.AS), new Multiprotocol(EVPN), pathIds);
        return new Peer(
                LEAF.address(),
                LEAF.asn(),
                LEAF.identifier(),
                LEAF.kind(),
                Negotiated.between(capabilities, capabilities, false));
    }

    private void announce(int peer, Peer of, EvpnRoute route, int pathId) {
        var nlri = new EvpnNlri(List.of(new Nlri<>(pathId, route)));
        var reach = new MpReachNlri(MpNextHop.of(Speaker.VTEP), nlri);
        assertThat(speaker.send(peer, of, Update.of(Speaker.attributes().with(reach)))).isEmpty();
    }

    private int up(PrefixLimit limit) {
        return speaker.up(LEAF, ImportSettings.DEFAULT.withLimits(Map.of(EVPN, limit)));
    }

    private void announce(int peer, int from, int to) {
        for (int i = from; i < to; i++) {
            speaker.announce(peer, LEAF, mac(i));
        }
    }
}
