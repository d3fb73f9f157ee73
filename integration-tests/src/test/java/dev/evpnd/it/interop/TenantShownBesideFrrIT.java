package dev.evpnd.it.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.it.interop.TenantFabric.Leaf;
import dev.evpnd.it.interop.TenantFabric.Seat;
import dev.evpnd.testbed.host.Waiting;
import dev.evpnd.testbed.junit.NeedsPeers;
import dev.evpnd.testbed.peer.PeerKind;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// What evpnd and FRR show of a tenant that each of them routes for, on leaves that are alike: the
/// same text but for the addresses, and the same keys of JSON.
@NeedsPeers(PeerKind.FRR_10_7)
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(180)
@SuppressWarnings("NullAway.Init") // by JUnit, before the tests
class TenantShownBesideFrrIT {
    private static final String RED = TenantFabric.DEFAULT;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ADDRESS =
            Pattern.compile("192\\.0\\.2\\.[12]|02:0[12](:[0-9a-f]{2}){4}");

    private final TenantFabric fabric = new TenantFabric();
    private Leaf evpnd;
    private Leaf frr;

    @BeforeAll
    void start() {
        evpnd = fabric.leaf("leaf1", Seat.EVPND).tenant(RED, 4001);
        frr = fabric.leaf("leaf2", Seat.FRR).tenant(RED, 4001);
        evpnd.subnet(RED, 100, "10.1.0.254/24", "2001:db8:1::254/64");
        frr.subnet(RED, 100, "10.1.0.254/24", "2001:db8:1::254/64");
        var one = evpnd.station("one", 100, 1, "10.1.0.", "2001:db8:1::");
        var two = frr.station("two", 100, 2, "10.1.0.", "2001:db8:1::");
        fabric.start();
        fabric.awaitReach(one.host(), "10.1.0.254");
        fabric.awaitReach(two.host(), "10.1.0.254");
        fabric.awaitReach(one.host(), "2001:db8:1::254");
        fabric.awaitReach(two.host(), "2001:db8:1::254");
        evpnd.awaitRoute(RED, "10.1.0.2 via 192.0.2.2");
        evpnd.awaitRoute(RED, "2001:db8:1::2 via ::ffff:192.0.2.2");
        frr.awaitRoute(RED, "10.1.0.1 via 192.0.2.1");
        frr.awaitRoute(RED, "2001:db8:1::1 via ::ffff:192.0.2.1");
    }

    @AfterAll
    void close() {
        fabric.close();
    }

    /// Of each leaf, its own and the other's are what they are.
    private static List<String> masked(String text) {
        return text.lines()
                .map(each -> ADDRESS.matcher(each).replaceAll("ADDRESS"))
                .map(String::stripTrailing)
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "show vrf vni",
                "show evpn vni",
                "show evpn vni 4001",
                "show evpn rmac vni all",
                "show evpn rmac vni 4001",
                "show evpn next-hops vni all",
                "show evpn next-hops vni 4001",
            })
    void isTheSame(String command) {
        Waiting.until(
                Duration.ofSeconds(5),
                () ->
                        masked(evpnd.evpnd().shell(command))
                                .equals(masked(frr.frr().show(command).orThrow())));
        assertThat(masked(evpnd.evpnd().shell(command)))
                .isEqualTo(masked(frr.frr().show(command).orThrow()));
        assertThat(keys(evpnd.evpnd().shell(command + " json")))
                .containsAll(keys(frr.frr().show(command + " json").orThrow()));
    }

    /// The names on the way to each value, and the values that are no addresses.
    private static Set<String> keys(String json) {
        var found = new ArrayList<String>();
        collect("", JSON.readTree(json), found);
        return new TreeSet<>(found);
    }

    private static void collect(String at, JsonNode node, List<String> found) {
        if (node.isObject()) {
            node.properties()
                    .forEach(each -> collect(at + "/" + each.getKey(), each.getValue(), found));
        } else if (node.isArray()) {
            node.forEach(each -> collect(at + "/-", each, found));
        } else if (!at.matches(".*[iI]f[iI]ndex")) {
            found.add(ADDRESS.matcher(at + "=" + node).replaceAll("ADDRESS"));
        }
    }

    @Test
    void bothHaveThePrefixesOfEach() {
        var command = "show bgp l2vpn evpn route type prefix";
        var prefixes = Pattern.compile("\\[5\\]:\\S+");
        assertThat(found(prefixes, evpnd.evpnd().shell(command)))
                .isEqualTo(found(prefixes, frr.frr().show(command).orThrow()))
                .contains("[5]:[0]:[24]:[10.1.0.0]", "[5]:[0]:[64]:[2001:db8:1::]");
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(it -> it.group()).sorted().toList();
    }
}
