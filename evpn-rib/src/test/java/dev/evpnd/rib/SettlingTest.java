package dev.evpnd.rib;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.route.Settling;

import org.junit.jupiter.api.Test;

class SettlingTest {
    @Test
    void aSettlingIsBeforeTheNextThoughTheNumbersBeginAgain() {
        for (int settling : new int[] {0, 1, -2, -1, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            assertThat(Settling.isBefore(settling, settling + 1)).isTrue();
            assertThat(Settling.isBefore(settling, settling)).isFalse();
            assertThat(Settling.isBefore(settling + 1, settling)).isFalse();
            assertThat(Settling.earlier(settling + 1, settling)).isEqualTo(settling);
            assertThat(Settling.earlier(settling, settling + 1)).isEqualTo(settling);
        }
    }

    /// So that what was at rest for a month is told once too often, and not once too seldom.
    @Test
    void whatIsHalfOfAllNumbersAgoIsNotBefore() {
        assertThat(Settling.isBefore(0, Integer.MIN_VALUE + 1)).isFalse();
    }
}
