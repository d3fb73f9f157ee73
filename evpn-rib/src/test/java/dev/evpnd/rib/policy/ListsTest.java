package dev.evpnd.rib.policy;

import static dev.evpnd.rib.policy.Disposition.DENY;
import static dev.evpnd.rib.policy.Disposition.PERMIT;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.evpnd.rib.policy.CommunityList.Mode;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.attribute.AsPath;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Set;

/// Lists of prefixes, MAC addresses, communities and AS paths: which entry decides, and how.
class ListsTest {
    private static final IpPrefix TEN = IpPrefix.parse("10.0.0.0/8");

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, true",
        "10.0.0.0/9, false",
        "10.0.0.0/7, false",
        "11.0.0.0/8, false",
        "a00::/8, false"
    })
    void matchesThePrefixAlone(String prefix, boolean expected) {
        assertThat(permits(PrefixList.Entry.exact(5, PERMIT, TEN), prefix)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, false",
        "10.1.0.0/16, true",
        "10.1.1.1/32, true",
        "11.1.0.0/16, false"
    })
    void matchesPrefixesFromALengthOn(String prefix, boolean expected) {
        assertThat(permits(PrefixList.Entry.from(5, PERMIT, TEN, 16), prefix)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.0/8, true", "10.1.0.0/16, true", "10.1.0.0/17, false", "0.0.0.0/0, false"})
    void matchesPrefixesUpToALength(String prefix, boolean expected) {
        assertThat(permits(PrefixList.Entry.upTo(5, PERMIT, TEN, 16), prefix)).isEqualTo(expected);
    }

    @Test
    void letsTheFirstPrefixThatMatchesDecide() {
        var list =
                new PrefixList(
                        "L",
                        List.of(
                                PrefixList.Entry.exact(5, DENY, IpPrefix.parse("10.1.0.0/16")),
                                PrefixList.Entry.upTo(10, PERMIT, TEN, 32)));
        assertThat(list.permits(IpPrefix.parse("10.1.0.0/16"))).isFalse();
        assertThat(list.permits(IpPrefix.parse("10.2.0.0/16"))).isTrue();
    }

    @Test
    void hasPrefixesOfOneFamily() {
        var ipv4 = PrefixList.Entry.exact(5, PERMIT, TEN);
        var ipv6 = PrefixList.Entry.exact(10, PERMIT, IpPrefix.IPV6_DEFAULT);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PrefixList("L", List.of(ipv4, ipv6)));
    }

    @Test
    void hasLengthsThatPrefixesCanHave() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PrefixList.Entry.from(5, PERMIT, TEN, 7));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PrefixList.Entry.from(5, PERMIT, TEN, 33));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PrefixList.Entry.upTo(5, PERMIT, TEN, 33));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PrefixList.Entry(5, PERMIT, TEN, 24, 16));
    }

    @ParameterizedTest
    @CsvSource({
        "02:00:5e:00:00:01, 24, true",
        "02:00:5f:00:00:01, 24, false",
        "02:00:5e:00:00:01, 48, false",
        "ff:ff:ff:ff:ff:ff, 0, true"
    })
    void matchesMacAddressesByTheirFirstBits(String address, int length, boolean expected) {
        var entry = MacList.Entry.prefix(5, PERMIT, MacAddress.parse("02:00:5e:00:00:02"), length);
        assertThat(new MacList("L", List.of(entry)).permits(MacAddress.parse(address)))
                .isEqualTo(expected);
    }

    @Test
    void matchesMacAddressesByAMask() {
        var entry =
                new MacList.Entry(
                        5,
                        PERMIT,
                        MacAddress.parse("02:00:00:00:00:01"),
                        MacAddress.parse("00:00:00:00:00:0f"));
        var list = new MacList("L", List.of(entry));
        assertThat(list.permits(MacAddress.parse("ff:ff:ff:ff:ff:f1"))).isTrue();
        assertThat(list.permits(MacAddress.parse("02:00:00:00:00:02"))).isFalse();
    }

    @Test
    void letsTheFirstMacAddressThatMatchesDecide() {
        var address = MacAddress.parse("02:00:00:00:00:01");
        var list =
                new MacList(
                        "L",
                        List.of(
                                MacList.Entry.exact(5, DENY, address),
                                MacList.Entry.any(10, PERMIT)));
        assertThat(list.permits(address)).isFalse();
        assertThat(list.permits(new MacAddress(1))).isTrue();
    }

    @Test
    void letsTheFirstCommunitiesThatMatchDecide() {
        var list =
                new CommunityList<>(
                        "L",
                        List.of(
                                new CommunityList.Entry<>(5, DENY, Set.of("a", "b")),
                                new CommunityList.Entry<>(10, PERMIT, Set.of("a"))));
        assertThat(list.permits(List.of("a", "b"), Mode.ALL)).isFalse();
        assertThat(list.permits(List.of("a"), Mode.ALL)).isTrue();
        assertThat(list.permits(List.of("b"), Mode.ALL)).isFalse();
    }

    @Test
    void countsRepeatedCommunitiesOnce() {
        var entry = new CommunityList.Entry<>(5, PERMIT, Set.of("a", "b"));
        var list = new CommunityList<>("L", List.of(entry));
        assertThat(list.permits(List.of("b", "a", "b"), Mode.EXACT)).isTrue();
    }

    @Test
    void letsTheFirstAsPathThatMatchesDecide() {
        var list =
                new AsPathList(
                        "L",
                        List.of(
                                new AsPathList.Entry(
                                        5, DENY, new AsPathPattern.Contains(new Asn(2))),
                                new AsPathList.Entry(10, PERMIT, new AsPathPattern.Length(1, 3))));
        assertThat(list.permits(AsPath.parse("1 2 3"))).isFalse();
        assertThat(list.permits(AsPath.parse("1 3"))).isTrue();
        assertThat(list.permits(AsPath.parse("1 3 4 5"))).isFalse();
    }

    @Test
    void hasEntriesInAscendingOrder() {
        var five = MacList.Entry.any(5, PERMIT);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MacList("L", List.of(five, five)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MacList("L", List.of(MacList.Entry.any(0, PERMIT))));
    }

    @Test
    void hasSomeEntry() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PrefixList("L", List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new MacList("L", List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CommunityList<String>("L", List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new AsPathList("L", List.of()));
    }

    private static boolean permits(PrefixList.Entry entry, String prefix) {
        return new PrefixList("L", List.of(entry)).permits(IpPrefix.parse(prefix));
    }
}
