package dev.evpnd.testbed.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommunitiesTest {

    @ParameterizedTest
    @CsvSource({
        "rt:65000:100, 0002fde800000064",
        "rt:4200000000:7, 0202fa56ea000007",
        "rt:192.0.2.1:7, 0102c00002010007",
        "encapsulation:8, 030c000000000008",
        "default-gateway, 030d000000000000",
        "mac-mobility:7, 0600000000000007",
        "mac-mobility:7:sticky, 0600010000000007",
        "esi-label:100:all-active, 0601000000000064",
        "esi-label:100:single-active, 0601010000000064",
        "es-import:02:00:00:00:00:01, 0602020000000001",
        "router-mac:02:00:00:00:00:01, 0603020000000001",
        "0x8003000000000001, 8003000000000001"
    })
    void areWordsAndOctets(String word, String hex) {
        long octets = Long.parseUnsignedLong(hex, 16);
        assertThat(Communities.word(octets)).isEqualTo(word);
        assertThat(Communities.octets(word)).isEqualTo(octets);
    }
}
