package dev.evpnd.wire.community;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Random;

class CommunityTest {
    private static final long SEED = 20_260_102;

    @ParameterizedTest
    @CsvSource({
        "fde80064, 65000:100",
        "00000000, 0:0",
        "ffffffff, 65535:65535",
        "ffff0000, graceful-shutdown",
        "ffff0001, accept-own",
        "ffff0006, llgr-stale",
        "ffff0007, no-llgr",
        "ffff029a, blackhole",
        "ffffff01, no-export",
        "ffffff02, no-advertise",
        "ffffff03, no-export-subconfed",
        "ffffff04, no-peer",
    })
    void printsAndReads(String hex, String text) {
        var community = new Community(Integer.parseUnsignedInt(hex, 16));

        assertThat(community).hasToString(text);
        assertThat(Community.parse(text)).isEqualTo(community);
    }

    @Test
    void readsWellKnownCommunitiesInOtherSpellings() {
        assertThat(Community.parse("65535:65281")).isEqualTo(Community.NO_EXPORT);
        assertThat(Community.parse("local-AS")).isEqualTo(Community.NO_EXPORT_SUBCONFED);
    }

    @Test
    void readsItsOwnText() {
        var random = new Random(SEED);
        for (int i = 0; i < 20_000; i++) {
            var community = CommunityGenerator.community(random);
            assertThat(Community.parse(community.toString())).isEqualTo(community);
            assertThat(Community.of(community.high(), community.low())).isEqualTo(community);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "1",
                "1:",
                ":1",
                "65536:1",
                "1:65536",
                "1:2:3",
                "-1:1",
                "No-Export"
            })
    void rejectsNonsense(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Community.parse(text));
    }

    @Test
    void refusesHalvesOfMoreThanSixteenBits() {
        assertThatIllegalArgumentException().isThrownBy(() -> Community.of(0x10000, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> Community.of(0, -1));
    }
}
