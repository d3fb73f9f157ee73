package dev.evpnd.speaker.daemon;

import static dev.evpnd.speaker.Eventually.until;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.speaker.show.Layout;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;

/// What is shown while a peer is waited for that is to restart gracefully.
@Timeout(60)
@SuppressWarnings("NullAway.Init") // by JUnit, before the tests
class StaleRoutesTest {
    private static final String ROUTES = "show bgp evpn route rd 192.168.33.17:2";
    private static final String NEIGHBOR = "show bgp neighbors 127.0.0.3";
    private static final String REMAINING = "      Restart Time Remaining(sec): ";

    private NeighborsOfFrr neighbors;

    @BeforeEach
    void loseOne() throws Exception {
        neighbors = NeighborsOfFrr.start();
        assertThat(neighbors.answer(ROUTES)).doesNotContain("Time until");
        neighbors.peer("B").close();
        until(() -> neighbors.answer(NEIGHBOR).contains(REMAINING));
    }

    @AfterEach
    void close() throws IOException {
        neighbors.close();
    }

    /// In FRR's words, as the last line of each path.
    @Test
    void ofEachStalePathItIsSaidForHowLongItIsKept() {
        assertThat(neighbors.answer(ROUTES))
                .containsPattern(
                        "      PMSI Tunnel Type: Ingress Replication, label: 100"
                                + " ID:192.168.33.17\n"
                                + "      Time until Graceful Restart stale route deleted:"
                                + " 1[01]\\d\n");
        assertThat(neighbors.answer("show bgp evpn route rd 192.168.33.16:1"))
                .contains("Paths: (1 available")
                .doesNotContain("Time until");
        var path =
                new JsonMapper()
                        .readTree(neighbors.answer(ROUTES + " json"))
                        .at("/192.168.33.17:2/[3]:[0]:[32]:[192.168.33.17]/paths/0/0");
        assertThat(path.get("gracefulRestartSecondsRemaining").intValue()).isBetween(100, 119);
    }

    /// FRR 10.3 says it twice of a peer.
    @Test
    void ofThePeerItIsSaidForHowLongItIsWaitedFor() {
        assertThat(neighbors.answer(NEIGHBOR).lines())
                .filteredOn(each -> each.startsWith(REMAINING))
                .hasSize(1);
        assertThat(neighbors.answer(NEIGHBOR, Layout.FRR_10_3).lines())
                .filteredOn(each -> each.startsWith(REMAINING))
                .hasSize(2);
    }
}
