package dev.evpnd.wire.community;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Random;

class LargeCommunityTest {
    private static final long SEED = 20_260_103;

    @Test
    void printsThreeUnsignedNumbers() {
        assertThat(new LargeCommunity(65000, 1, 2)).hasToString("65000:1:2");
        assertThat(new LargeCommunity(-1, 0, -2)).hasToString("4294967295:0:4294967294");
    }

    @Test
    void readsItsOwnText() {
        var random = new Random(SEED);
        for (int i = 0; i < 20_000; i++) {
            var community = CommunityGenerator.largeCommunity(random);
            assertThat(LargeCommunity.parse(community.toString())).isEqualTo(community);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1:2",
                "1:2:",
                "::",
                "1:2:3:4",
                "4294967296:1:2",
                "1:-2:3",
                "a:b:c"
            })
    void rejectsNonsense(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> LargeCommunity.parse(text));
    }
}
