package dev.evpnd.rib.in;

import static dev.evpnd.rib.in.Speaker.EVPN;
import static dev.evpnd.rib.in.Speaker.attributes;
import static dev.evpnd.rib.in.Speaker.client;
import static dev.evpnd.rib.in.Speaker.mac;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.peer.ImportSettings;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.StaleSettings;
import dev.evpnd.rib.policy.AttributeAction;
import dev.evpnd.rib.route.DropReason;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.attribute.Communities;
import dev.evpnd.wire.capability.Capability;
import dev.evpnd.wire.capability.GracefulRestart;
import dev.evpnd.wire.capability.LongLivedGracefulRestart;
import dev.evpnd.wire.community.Community;

import org.junit.jupiter.api.Test;

import java.util.List;

class StalePathsTest {
    private static final Capability RESTART = restart(GracefulRestart.NOTIFICATION, true);
    private static final Capability LONG_LIVED = longLived(true);
    private static final Peer LEAF = client(1, RESTART);
    private static final Peer LASTING = client(1, RESTART, LONG_LIVED);
    private static final long RESTART_MILLIS = 120_000;
    private static final long STALE_MILLIS = 360_000;
    private static final long LONG_LIVED_MILLIS = 1_000_000;
    private static final ImportSettings LASTING_SETTINGS =
            ImportSettings.DEFAULT.withStale(StaleSettings.DEFAULT.withLongLivedSeconds(5000));

    private final Speaker speaker = new Speaker();

    private static Capability restart(int flags, boolean forwarding) {
        int kept = forwarding ? GracefulRestart.Entry.FORWARDING_STATE : 0;
        return new GracefulRestart(flags, 120, List.of(new GracefulRestart.Entry(EVPN, kept)));
    }

    private static Capability longLived(boolean forwarding) {
        int kept = forwarding ? LongLivedGracefulRestart.Entry.FORWARDING_STATE : 0;
        return new LongLivedGracefulRestart(
                List.of(new LongLivedGracefulRestart.Entry(EVPN, kept, 1000)));
    }

    // The end of a session.

    @Test
    void removesAllThatAPeerAnnouncedInSlices() {
        int leaf = up(LEAF, 2000);
        speaker.rib.peerDown(leaf, SessionEnd.FINAL);
        assertThat(speaker.path(leaf, mac(1999))).isPresent();
        speaker.work();
        assertThat(speaker.path(leaf, mac(1999))).isEmpty();
        assertThat(speaker.rib.view().size()).isZero();
    }

    @Test
    void losesNothingThatAPeerAnnouncesWhileWhatItHadIsRemoved() {
        int leaf = up(LEAF, 2000);
        speaker.rib.peerDown(leaf, SessionEnd.FINAL);
        int again = speaker.up(LEAF);
        speaker.announce(again, LEAF, mac(1999), mac(5000));
        speaker.work();
        assertThat(again).isEqualTo(leaf);
        assertThat(speaker.counters(again).held()).isEqualTo(2);
        assertThat(speaker.path(again, mac(1999)).orElseThrow().stale()).isFalse();
    }

    @Test
    void givesTheNumberToNobodyElseBeforeAllIsRemovedAndSettled() {
        int leaf = up(LEAF, 2000);
        speaker.rib.peerDown(leaf, SessionEnd.FINAL);
        assertThat(speaker.up(client(2))).isNotEqualTo(leaf);
        speaker.work();
        assertThat(speaker.up(client(3))).isEqualTo(leaf);
    }

    @Test
    void removesWhatAnotherRouterInThePlaceOfAPeerDidNotAnnounce() {
        int leaf = up(LEAF, 3);
        speaker.rib.peerDown(leaf, SessionEnd.CONNECTION_LOST);
        var other =
                new Peer(
                        LEAF.address(),
                        LEAF.asn(),
                        BgpIdentifier.parse("1.2.3.4"),
                        LEAF.kind(),
                        LEAF.negotiated());
        int number = speaker.up(other);
        speaker.work();
        assertThat(number).isNotEqualTo(leaf);
        assertThat(speaker.path(leaf, mac(1))).isEmpty();
    }

    // Graceful restart.

    @Test
    void keepsAndAcceptsWhatAPeerAnnouncedThatRestarts() {
        int leaf = up(LEAF, 3);
        speaker.rib.peerDown(leaf, SessionEnd.CONNECTION_LOST);
        speaker.work();
        var path = speaker.path(leaf, mac(1)).orElseThrow();
        assertThat(path.stale()).isTrue();
        assertThat(path.ineligible()).isNull();
        assertThat(path.effective()).isEqualTo(path.received());
    }

    @Test
    void keepsItOverANotificationWhereThePeerWantsThat() {
        int leaf = up(LEAF, 3);
        speaker.rib.peerDown(leaf, SessionEnd.NOTIFICATION);
        assertThat(speaker.path(leaf, mac(1))).isPresent();

        var without = client(2, restart(0, true));
        int other = up(without, 3);
        speaker.rib.peerDown(other, SessionEnd.NOTIFICATION);
        assertThat(speaker.path(other, mac(1))).isEmpty();
    }

    @Test
    void keepsNothingOverAHardReset() {
        int leaf = up(LEAF, 3);
        speaker.rib.peerDown(leaf, SessionEnd.FINAL);
        assertThat(speaker.path(leaf, mac(1))).isEmpty();
    }

    @Test
    void keepsNothingWhereItIsNoHelper() {
        var settings = ImportSettings.DEFAULT.withStale(StaleSettings.DEFAULT.withHelper(false));
        int leaf = speaker.up(LEAF, settings);
        speaker.announce(leaf, LEAF, mac(1));
        speaker.rib.peerDown(leaf, SessionEnd.CONNECTION_LOST);
        assertThat(speaker.path(leaf, mac(1))).isEmpty();
    }

    @Test
    void removesItWhenTheRestartTimeIsOver() {
        int leaf = up(LEAF, 3);
        speaker.rib.peerDown(leaf, SessionEnd.CONNECTION_LOST);
        assertThat(speaker.rib.nextDeadlineMillis()).isEqualTo(RESTART_MILLIS);
        at(RESTART_MILLIS - 1);
        assertThat(speaker.path(leaf, mac(1))).isPresent();
        at(RESTART_MILLIS);
        assertThat(speaker.path(leaf, mac(1))).isEmpty();
        assertThat(speaker.rib.nextDeadlineMillis()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void keepsNothingOfAPeerThatIsNoLongerConfigured() {
        int leaf = up(LEAF, 3);
        speaker.rib.peerDown(leaf, SessionEnd.CONNECTION_LOST);
        speaker.rib.forget(LEAF.address());
        speaker.work();
        assertThat(speaker.path(leaf, mac(1))).isEmpty();
        assertThat(speaker.rib.nextDeadlineMillis()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void removesAtTheEndOfRibWhatWasNotAnnouncedAgain() {
        int leaf = restarted(LEAF);
        speaker.announce(leaf, LEAF, mac(1));
        speaker.endOfRib(leaf, LEAF);
        speaker.work();
        assertThat(speaker.path(leaf, mac(0))).isEmpty();
        assertThat(speaker.path(leaf, mac(1)).orElseThrow().stale()).isFalse();
    }

    @Test
    void removesItWhenTheEndOfRibDoesNotCome() {
        int leaf = restarted(LEAF);
        speaker.announce(leaf, LEAF, mac(1));
        at(STALE_MILLIS - 1);
        assertThat(speaker.path(leaf, mac(0))).isPresent();
        at(STALE_MILLIS);
        assertThat(speaker.path(leaf, mac(0))).isEmpty();
        assertThat(speaker.path(leaf, mac(1))).isPresent();
    }

    @Test
    void removesItAtOnceWherePeersDidNotKeepTheirState() {
        for (var returned : List.of(client(1), client(1, restart(0, false)))) {
            int leaf = up(LEAF, 3);
            speaker.rib.peerDown(leaf, SessionEnd.CONNECTION_LOST);
            assertThat(speaker.up(returned)).isEqualTo(leaf);
            speaker.work();
            assertThat(speaker.path(leaf, mac(1))).isEmpty();
            speaker.rib.peerDown(leaf);
            speaker.work();
        }
    }

    @Test
    void removesWhatIsStaleWhenTheSessionEndsAgain() {
        int leaf = restarted(LEAF);
        speaker.announce(leaf, LEAF, mac(1));
        speaker.rib.peerDown(leaf, SessionEnd.CONNECTION_LOST);
        speaker.work();
        assertThat(speaker.path(leaf, mac(0))).isEmpty();
        assertThat(speaker.path(leaf, mac(1)).orElseThrow().stale()).isTrue();
    }

    @Test
    void survivesMoreRestartsThanThereAreEpochs() {
        int leaf = up(LEAF, 3);
        for (int i = 0; i < 1000; i++) {
            speaker.rib.peerDown(leaf, SessionEnd.CONNECTION_LOST);
            leaf = speaker.up(LEAF);
            speaker.announce(leaf, LEAF, mac(1));
            speaker.refreshBegins(leaf);
        }
        speaker.announce(leaf, LEAF, mac(1));
        speaker.endOfRib(leaf, LEAF);
        speaker.refreshEnds(leaf);
        speaker.work();
        assertThat(speaker.path(leaf, mac(0))).isEmpty();
        assertThat(speaker.path(leaf, mac(1)).orElseThrow().stale()).isFalse();
    }

    @Test
    void tellsOthersNothingOfARestartThatChangedNothing() {
        var other = client(2);
        int listener = speaker.up(other);
        speaker.told(listener, other);
        int leaf = up(LEAF, 2);
        assertThat(speaker.told(listener, other)).containsExactly(mac(0), mac(1));
        speaker.rib.peerDown(leaf, SessionEnd.CONNECTION_LOST);
        assertThat(speaker.told(listener, other)).isEmpty();
        speaker.up(LEAF);
        speaker.announce(leaf, LEAF, mac(0), mac(1));
        speaker.endOfRib(leaf, LEAF);
        assertThat(speaker.told(listener, other)).isEmpty();
        assertThat(speaker.counters(leaf).stale()).isZero();
    }

    @Test
    void tellsAPeerThatIsBackWhatOthersAnnouncedAndNotWhatIsItsOwn() {
        var other = client(2);
        int talker = speaker.up(other);
        speaker.announce(talker, other, mac(7));
        int leaf = up(LEAF, 2);
        speaker.work();
        speaker.rib.peerDown(leaf, SessionEnd.CONNECTION_LOST);
        speaker.up(LEAF);
        assertThat(speaker.told(leaf, LEAF)).containsExactly(mac(7));
    }

    // Long-lived graceful restart.

    @Test
    void marksAsLongLivedStaleWhatIsKeptForLonger() {
        int leaf = gone();
        var path = speaker.path(leaf, mac(1)).orElseThrow();
        assertThat(path.longLivedStale()).isTrue();
        assertThat(communities(path.effective())).contains(Community.LLGR_STALE);
        assertThat(communities(path.received())).isEmpty();
    }

    @Test
    void removesItWhenTheLongLivedTimeIsOver() {
        int leaf = gone();
        assertThat(speaker.rib.nextDeadlineMillis()).isEqualTo(RESTART_MILLIS + LONG_LIVED_MILLIS);
        at(RESTART_MILLIS + LONG_LIVED_MILLIS);
        assertThat(speaker.path(leaf, mac(1))).isEmpty();
    }

    @Test
    void doesNotKeepForLongWhatIsNotToBeKeptForLong() {
        int leaf = speaker.up(LASTING, LASTING_SETTINGS);
        var shy = attributes().with(Communities.of(Community.NO_LLGR));
        speaker.announce(leaf, LASTING, shy, mac(1));
        speaker.announce(leaf, LASTING, mac(2));
        speaker.rib.peerDown(leaf, SessionEnd.CONNECTION_LOST);
        at(RESTART_MILLIS);
        assertThat(speaker.path(leaf, mac(1))).isEmpty();
        assertThat(speaker.path(leaf, mac(2))).isPresent();
        assertThat(speaker.rib.view().dropped(DropReason.NO_LLGR)).isEqualTo(1);
    }

    @Test
    void makesItFreshWhenThePeerAnnouncesItAgain() {
        int leaf = gone();
        speaker.up(LASTING, LASTING_SETTINGS);
        speaker.announce(leaf, LASTING, mac(1));
        var path = speaker.path(leaf, mac(1)).orElseThrow();
        assertThat(path.longLivedStale()).isFalse();
        assertThat(path.effective()).isEqualTo(path.received());
        assertThat(speaker.path(leaf, mac(0)).orElseThrow().longLivedStale()).isTrue();
        speaker.endOfRib(leaf, LASTING);
        speaker.work();
        assertThat(speaker.counters(leaf).held()).isEqualTo(1);
    }

    @Test
    void removesItWhereThePeerDidNotKeepItForSoLong() {
        int leaf = gone();
        speaker.up(client(1, RESTART, longLived(false)), LASTING_SETTINGS);
        speaker.work();
        assertThat(speaker.path(leaf, mac(1))).isEmpty();
    }

    @Test
    void keepsItStaleWhenThePolicyChanges() {
        int leaf = gone();
        speaker.up(
                LASTING,
                LASTING_SETTINGS.withPolicy(
                        Speaker.policy(new AttributeAction.LocalPreference(7))));
        speaker.work();
        var path = speaker.path(leaf, mac(1)).orElseThrow();
        assertThat(communities(path.effective())).contains(Community.LLGR_STALE);
        assertThat(path.effective().attributes()).isNotEqualTo(path.received().attributes());
    }

    @Test
    void goesOnToKeepItWhereThePeerIsGoneAgainBeforeItHasAnnouncedAll() {
        int leaf = gone();
        speaker.up(LASTING, LASTING_SETTINGS);
        speaker.announce(leaf, LASTING, mac(1));
        speaker.rib.peerDown(leaf, SessionEnd.CONNECTION_LOST);
        speaker.work();
        assertThat(speaker.path(leaf, mac(0)).orElseThrow().longLivedStale()).isTrue();
        assertThat(speaker.path(leaf, mac(1)).orElseThrow().longLivedStale()).isFalse();

        at(2 * RESTART_MILLIS);
        assertThat(speaker.path(leaf, mac(1)).orElseThrow().longLivedStale()).isTrue();

        at(RESTART_MILLIS + LONG_LIVED_MILLIS - 1);
        assertThat(speaker.path(leaf, mac(0))).isPresent();
        at(RESTART_MILLIS + LONG_LIVED_MILLIS);
        assertThat(speaker.path(leaf, mac(0))).isEmpty();
        assertThat(speaker.path(leaf, mac(1))).isEmpty();
    }

    @Test
    void beginsToKeepItForLongAtOnceWhereThePeerHasNoTimeToRestartIn() {
        var withoutTime = new GracefulRestart(0, 120, List.of());
        var peer = client(1, withoutTime, LONG_LIVED);
        int leaf = speaker.up(peer, LASTING_SETTINGS);
        speaker.announce(leaf, peer, mac(0));
        speaker.rib.peerDown(leaf, SessionEnd.CONNECTION_LOST);
        speaker.work();
        assertThat(speaker.path(leaf, mac(0)).orElseThrow().longLivedStale()).isTrue();
        assertThat(speaker.rib.nextDeadlineMillis()).isEqualTo(LONG_LIVED_MILLIS);
    }

    private int gone() {
        int leaf = speaker.up(LASTING, LASTING_SETTINGS);
        speaker.announce(leaf, LASTING, mac(0), mac(1));
        speaker.rib.peerDown(leaf, SessionEnd.CONNECTION_LOST);
        at(RESTART_MILLIS);
        return leaf;
    }

    private static List<Community> communities(ReceivedPath.Content content) {
        return content.attributes()
                .find(Communities.class)
                .map(Communities::asList)
                .orElse(List.of());
    }

    // Enhanced route refresh.

    @Test
    void removesWhatWasNotAnnouncedInARefresh() {
        int leaf = up(LEAF, 3);
        speaker.endOfRib(leaf, LEAF);
        speaker.refreshBegins(leaf);
        assertThat(speaker.counters(leaf).stale()).isEqualTo(3);
        speaker.announce(leaf, LEAF, mac(1));
        speaker.refreshEnds(leaf);
        speaker.work();
        assertThat(speaker.counters(leaf).held()).isEqualTo(1);
    }

    @Test
    void ignoresTheEndOfARefreshThatDidNotBegin() {
        int leaf = up(LEAF, 3);
        speaker.refreshEnds(leaf);
        speaker.work();
        assertThat(speaker.counters(leaf).held()).isEqualTo(3);
    }

    @Test
    void takesARefreshThatBeginsAnewFromItsBeginning() {
        int leaf = up(LEAF, 3);
        speaker.endOfRib(leaf, LEAF);
        speaker.refreshBegins(leaf);
        speaker.announce(leaf, LEAF, mac(1));
        speaker.refreshBegins(leaf);
        speaker.announce(leaf, LEAF, mac(2));
        speaker.refreshEnds(leaf);
        speaker.work();
        assertThat(speaker.path(leaf, mac(1))).isEmpty();
        assertThat(speaker.path(leaf, mac(2))).isPresent();
    }

    @Test
    void endsARefreshThatDoesNotEnd() {
        int leaf = up(LEAF, 3);
        speaker.endOfRib(leaf, LEAF);
        speaker.refreshBegins(leaf);
        speaker.announce(leaf, LEAF, mac(1));
        at(500_000);
        assertThat(speaker.counters(leaf).held()).isEqualTo(1);
    }

    @Test
    void ignoresARefreshThatBeginsBeforeTheFirstUpdateHasEnded() {
        int leaf = restarted(LEAF);
        speaker.refreshBegins(leaf);
        speaker.refreshEnds(leaf);
        speaker.work();
        assertThat(speaker.path(leaf, mac(0))).isPresent();

        speaker.announce(leaf, LEAF, mac(0));
        speaker.endOfRib(leaf, LEAF);
        speaker.refreshBegins(leaf);
        speaker.refreshEnds(leaf);
        speaker.work();
        assertThat(speaker.path(leaf, mac(0))).isEmpty();
    }

    @Test
    void survivesMoreRefreshesThanThereAreEpochs() {
        int leaf = up(LEAF, 3);
        speaker.endOfRib(leaf, LEAF);
        for (int i = 0; i < 1000; i++) {
            speaker.refreshBegins(leaf);
            speaker.announce(leaf, LEAF, mac(1));
        }
        speaker.refreshEnds(leaf);
        speaker.work();
        assertThat(speaker.path(leaf, mac(0))).isEmpty();
        assertThat(speaker.path(leaf, mac(1)).orElseThrow().stale()).isFalse();
    }

    private int up(Peer peer, int routes) {
        int number = speaker.up(peer);
        for (int i = 0; i < routes; i++) {
            speaker.announce(number, peer, mac(i));
        }
        return number;
    }

    /// A peer that had two routes and is back.
    private int restarted(Peer peer) {
        int number = up(peer, 2);
        speaker.rib.peerDown(number, SessionEnd.CONNECTION_LOST);
        return speaker.up(peer);
    }

    private void at(long millis) {
        speaker.rib.tick(millis);
        speaker.work();
    }
}
