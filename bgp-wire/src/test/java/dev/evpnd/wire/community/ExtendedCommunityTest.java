package dev.evpnd.wire.community;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

class ExtendedCommunityTest {
    private static final long SEED = 20_260_101;

    @Test
    void keepsAnyEightOctetsAndReadsItsOwnText() {
        var random = new Random(SEED);
        for (int i = 0; i < 100_000; i++) {
            assertRoundTrip(random.nextLong());
        }
    }

    @ParameterizedTest
    @MethodSource("dev.evpnd.wire.community.CommunityGenerator#recognizedCodes")
    void keepsAnyValueOfARecognizedCodeAndReadsItsOwnText(int code) {
        var random = new Random(SEED + code);
        for (int i = 0; i < 5_000; i++) {
            assertRoundTrip(CommunityGenerator.extendedCommunity(random, code).bits());
        }
    }

    @ParameterizedTest
    @MethodSource("dev.evpnd.wire.community.CommunityGenerator#recognizedCodes")
    void tellsEverySingleBitOfARecognizedCode(int code) {
        var base = ExtendedCommunity.of((long) code << 48);
        var texts =
                IntStream.range(0, 48)
                        .mapToObj(bit -> ExtendedCommunity.of(base.bits() | 1L << bit).toString());

        assertThat(texts).doesNotHaveDuplicates().doesNotContain(base.toString());
    }

    @Test
    void hasAVariantForEveryTypeAndSubtype() {
        for (long code = 0; code < 0x10000; code++) {
            assertRoundTrip(code << 48);
            assertRoundTrip(code << 48 | 0xffff_ffff_ffffL);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.evpnd.wire.community.CommunityGenerator#recognizedCodes")
    void recognizesWhatItHasAVariantFor(int code) {
        assertThat(ExtendedCommunity.of((long) code << 48))
                .isNotInstanceOfAny(Opaque.class, Unrecognized.class);
    }

    @Test
    void recognizesNothingElse() {
        for (int code = 0; code < 0x10000; code++) {
            if (!CommunityGenerator.recognizedCodes().contains(code)) {
                assertThat(ExtendedCommunity.of((long) code << 48))
                        .isInstanceOfAny(Opaque.class, Unrecognized.class);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0002fde800000064 | RT:65000:100",
                "0002fde8ffffffff | RT:65000:4294967295",
                "0102c00002010064 | RT:192.0.2.1:100",
                "0202fa56ea010064 | RT:4200000001:100",
                "02020000fde80064 | RT:0.65000:100",
                "0202000100000064 | RT:65536:100",
                "0003fde800000064 | SoO:65000:100",
                "0103c00002010064 | SoO:192.0.2.1:100",
                "0203fa56ea010064 | SoO:4200000001:100",
                "030c000000000008 | ET:8",
                "030d000000000000 | Default Gateway",
                "0600000000000007 | MM:7",
                "0600010000000007 | MM:7, sticky MAC",
                "06000000ffffffff | MM:4294967295",
                "0601000000000000 | ESI-label-Rt:AA",
                "0601010000000000 | ESI-label-Rt:SA",
                "0601010000000141 | ESI-label-Rt:SA, label 321",
                "0602443839beefaa | ES-Import-Rt:44:38:39:be:ef:aa",
                "0603aabbccddeeff | Rmac:aa:bb:cc:dd:ee:ff",
                "0604000000000000 | L2: P flag:N, B Flag N, C word N, MTU 0",
                "0604000205dc0000 | L2: P flag:Y, B Flag N, C word N, MTU 1500",
                "0604000100010000 | L2: P flag:N, B Flag Y, C word N, MTU 1",
                "0604000400010000 | L2: P flag:N, B Flag N, C word Y, MTU 1",
                "0606020000007fff | DF: (alg: 2, pref: 32767)",
                "060602400000c350 | DF: (alg: 2, bmap: 0x4000 pref: 50000)",
                "0608010000000000 | ND:Router Flag",
                "0608040000000000 | ND:Proxy",
                "0608030000000000 | ND:Router Flag, Override Flag",
                "0608080000000000 | ND:Immutable Flag",
                "0608000000000000 | ND:none",
                "0609000300000000 | MF:IGMP Proxy, MLD Proxy",
                "0609008000000000 | MF:Segmentation",
                "4004fde84b3ebc20 | LB:65000:12500000 (100.000 Mbps)",
                "4004fde84cee6b28 | LB:65000:125000000 (1.000 Gbps)",
                "4004fde842fa0000 | LB:65000:125 (1.000 Kbps)",
                "4004fde83f800000 | LB:65000:1 (8 bps)",
                "4004fde800000000 | LB:65000:0 (0 bps)",
                "030b000000000064 | 0x030b000000000064",
                "430b000000000064 | 0x430b000000000064",
                "0123456789abcdef | 0x0123456789abcdef",
            })
    void printsAndReads(String hex, String text) {
        var community = ofHex(hex);

        assertThat(community).hasToString(text);
        assertThat(ExtendedCommunity.parse(text)).isEqualTo(community);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "030c000000010008 | ET:8 (0x030c000000010008)",
                "030d000000000001 | Default Gateway (0x030d000000000001)",
                "0600810000000007 | MM:7, sticky MAC (0x0600810000000007)",
                "0600000100000007 | MM:7 (0x0600000100000007)",
                "0601010000050000 | ESI-label-Rt:SA, label 327680",
                "0601800000000000 | ESI-label-Rt:AA (0x0601800000000000)",
                "0606220000010007 | DF: (alg: 2, pref: 7) (0x0606220000010007)",
                "0608110000000000 | ND:Router Flag (0x0608110000000000)",
                "0604002f01010000 | L2: P flag:Y, B Flag Y, C word Y, MTU 257 (0x0604002f01010000)",
                "0609800100000000 | MF:IGMP Proxy (0x0609800100000000)",
                "4004fde83f000000 | LB:65000:0.5 (0x4004fde83f000000)",
                "4004fde880000000 | LB:65000:-0.0 (0x4004fde880000000)",
                "4004fde87fc00001 | LB:65000:NaN (0x4004fde87fc00001)",
            })
    void addsTheOctetsWhereTheTextDoesNotTellThemAll(String hex, String text) {
        printsAndReads(hex, text);
    }

    /// Values of the test suites of RustyBGP, OpenDaylight and YABGP.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0001000000000000 | 0x0001000000000000",
                "060000000000002a | MM:42",
                "0600010000000064 | MM:100, sticky MAC",
                "0600000000000063 | MM:99",
                "030d000000000000 | Default Gateway",
                "060101000005dc10 | ESI-label-Rt:SA, label 384016",
                "0602f20cdd809ff7 | ES-Import-Rt:f2:0c:dd:80:9f:f7",
                "0604000701010000 | L2: P flag:Y, B Flag Y, C word Y, MTU 257",
                "0604005701010000 | L2: P flag:Y, B Flag Y, C word Y, MTU 257 (0x0604005701010000)",
                "0600010002020202 | MM:33686018, sticky MAC",
                "0600010202020202 | MM:33686018, sticky MAC (0x0600010202020202)",
                "030c000000000008 | ET:8",
                "0602001122334455 | ES-Import-Rt:00:11:22:33:44:55",
                "0601010000000141 | ESI-label-Rt:SA, label 321",
                "06000100000001f4 | MM:500, sticky MAC",
                "060374a02fdefefb | Rmac:74:a0:2f:de:fe:fb",
            })
    void readsWhatOthersSend(String hex, String text) {
        printsAndReads(hex, text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RT:64086.59905:100 | RT:4200000001:100",
                "0x0002fde800000064 | RT:65000:100",
                "0x0002FDE800000064 | RT:65000:100",
                "LB:65000:12500000 | LB:65000:12500000 (100.000 Mbps)",
                "Rmac:AA:BB:CC:DD:EE:FF | Rmac:aa:bb:cc:dd:ee:ff",
            })
    void readsOtherSpellings(String text, String canonical) {
        assertThat(ExtendedCommunity.parse(text)).hasToString(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ":",
                "RT",
                "RT:",
                "RT:65000",
                "RT:65000:",
                "RT::100",
                "RT:65000:100:1",
                "RT:65000:4294967296",
                "RT:65536:65536",
                "RT:0.65000:65536",
                "RT:192.0.2.1:65536",
                "RT:192.0.2:1",
                "RT:4294967296:1",
                "RT:-1:1",
                "RT:65000:+1",
                "rt:65000:100",
                "ET:65536",
                "ET:8 ",
                "ET:8 (0x030c000000000009)",
                "ET:8 (0x030c000000000008)",
                "ET:8 (0x)",
                " (0x030c000000000008)",
                "MM:4294967296",
                "MM:, sticky MAC",
                "MM:7, sticky",
                "Rmac:aa:bb:cc:dd:ee",
                "Rmac:aa:bb:cc:dd:ee:gg",
                "ES-Import-Rt:",
                "ESI-label-Rt:XX",
                "ESI-label-Rt:AA, label 16777216",
                "Default Gateway:1",
                "DF:",
                "DF: (alg: 32, pref: 1)",
                "DF: (alg: 2, pref: 65536)",
                "DF: (alg: 2, bmap: 0x10000 pref: 1)",
                "ND:",
                "ND:Router Flag,",
                "MF:Proxy",
                "L2: P flag:Y, B Flag Y, C word Y, MTU 65536",
                "L2: P flag:X, B Flag Y, C word Y, MTU 1",
                "LB:65000",
                "LB:65536:1",
                "LB:65000:0.5",
                "LB:65000:12500000 (200.000 Mbps)",
                "LB:65000:12500000 (100.000 Mbps) ",
                " (LB:65000:1",
                "0x",
                "0x0123456789abcde",
                "0x0123456789abcdeg",
                "0x0123456789abcdef0",
                "0x012345678９abcdef",
                "RT:６5000:100",
            })
    void rejectsNonsense(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ExtendedCommunity.parse(text));
    }

    @Test
    void rejectsGarbageWithIllegalArgumentOnly() {
        var random = new Random(SEED);
        for (int i = 0; i < 100_000; i++) {
            assertParsesOrRejects(garbage(random));
        }
    }

    @Test
    void rejectsDamagedTextsWithIllegalArgumentOnly() {
        var random = new Random(SEED);
        for (int i = 0; i < 50_000; i++) {
            var text = new StringBuilder(CommunityGenerator.extendedCommunity(random).toString());
            int at = random.nextInt(text.length());
            switch (random.nextInt(3)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.setLength(at);
                default -> text.setCharAt(at, (char) random.nextInt(0x20, 0x80));
            }
            assertParsesOrRejects(text.toString());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0002000000000000, 0x00, 0x02, true",
        "4004000000000000, 0x40, 0x04, false",
        "4302000000000000, 0x43, 0x02, false",
        "8006000000000000, 0x80, 0x06, true",
        "ffff000000000000, 0xff, 0xff, false",
    })
    void tellsTypeSubtypeAndTransitivity(String hex, int type, int subtype, boolean isTransitive) {
        var community = ofHex(hex);

        assertThat(community.type()).isEqualTo(type);
        assertThat(community.subtype()).isEqualTo(subtype);
        assertThat(community.isTransitive()).isEqualTo(isTransitive);
    }

    private static void assertRoundTrip(long bits) {
        var community = ExtendedCommunity.of(bits);
        assertThat(community.bits()).isEqualTo(bits);
        assertThat(ExtendedCommunity.parse(community.toString())).isEqualTo(community);
    }

    private static void assertParsesOrRejects(String text) {
        ExtendedCommunity community;
        try {
            community = ExtendedCommunity.parse(text);
        } catch (IllegalArgumentException rejected) {
            assertThat(rejected).hasMessageStartingWith("expected ");
            return;
        }
        assertThat(ExtendedCommunity.parse(community.toString())).isEqualTo(community);
    }

    private static String garbage(RandomGenerator random) {
        var names =
                new String[] {"RT:", "ET:", "MM:", "DF: (", "L2: ", "LB:", "ND:", "0x", "Rmac:"};
        var alphabet = "0123456789abcdefx:.,() -MPflagword\u0660\uff19\ud83d\ude00";
        var text = new StringBuilder(random.nextBoolean() ? names[random.nextInt(9)] : "");
        int length = random.nextInt(24);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    private static ExtendedCommunity ofHex(String hex) {
        return ExtendedCommunity.of(Long.parseUnsignedLong(hex, 16));
    }
}
