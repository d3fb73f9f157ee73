package dev.evpnd.rib.in;

import static dev.evpnd.rib.in.Speaker.EVPN;
import static dev.evpnd.rib.in.Speaker.client;
import static dev.evpnd.rib.in.Speaker.mac;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.peer.ImportSettings;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.PrefixLimit;
import dev.evpnd.rib.route.DropReason;

import org.junit.jupiter.api.Test;

import java.util.Map;

class PrefixLimitTest {
    private static final Peer LEAF = client(1);
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
        assertThat(speaker.rib.size()).isEqualTo(4);
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

    private int up(PrefixLimit limit) {
        return speaker.up(LEAF, ImportSettings.DEFAULT.withLimits(Map.of(EVPN, limit)));
    }

    private void announce(int peer, int from, int to) {
        for (int i = from; i < to; i++) {
            speaker.announce(peer, LEAF, mac(i));
        }
    }
}
