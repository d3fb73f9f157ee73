package dev.evpnd.speaker.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.instance.MacVrfSettings;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.speaker.neighbor.Neighbor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class ConfigurationDifferenceTest {

    private static final String BEFORE =
            """
            as: 65000
            listen: [192.0.2.254]
            policies:
              all: [{action: permit}]
            peer-groups:
              fabric: {remote-as: internal, route-reflector-client: true}
            neighbors:
              192.0.2.1: {group: fabric}
              192.0.2.2: {group: fabric}
            listen-ranges:
              198.51.100.0/24: {group: fabric}
            mac-vrfs: {100: , 200: }
            ip-vrfs:
              red: {l3-vni: 5000, router-mac: "02:00:00:00:00:01"}
            """;

    private static ConfigurationDifference after(String old, String changed) {
        assertThat(BEFORE).contains(old);
        return ConfigurationDifference.between(
                OneMachine.valid(BEFORE), OneMachine.valid(BEFORE.replace(old, changed)));
    }

    @Test
    void isNothingBetweenFilesThatSayTheSame() {
        assertThat(after("{100: , 200: }", "\n  200:\n  100: {flooding: head-end-replication}"))
                .matches(ConfigurationDifference::isEmpty);
    }

    @Test
    void hasNeighborsThatWereAddedAndRemoved() {
        var neighbors = after("192.0.2.1:", "192.0.2.3:").neighbors();
        assertThat(addresses(neighbors.added())).containsExactly("192.0.2.3");
        assertThat(addresses(neighbors.removed())).containsExactly("192.0.2.1");
        assertThat(neighbors.reset()).isEmpty();
        assertThat(neighbors.changed()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "timers: {hold: 30}",
                "password: secret",
                "ttl-security: 1",
                "port: 1179",
                "remote-as: 65000",
                "local-as: 65001",
                "route-reflector-client: false",
                "families: rt-constraint",
                "capabilities: {fqdn: false}",
                "graceful-restart: {mode: disabled}"
            })
    void resetsTheOneWhoseSessionGoesByOtherSettings(String key) {
        var difference = after("192.0.2.1: {", "192.0.2.1: {" + key + ", ");
        assertThat(addresses(difference.neighbors().reset())).containsExactly("192.0.2.1");
        assertThat(difference.neighbors().changed()).isEmpty();
        assertThat(difference.ranges().isEmpty()).isTrue();
        assertThat(difference.restart()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "policy: {in: all}",
                "description: leaf1",
                "shutdown: true",
                "next-hop-self: true",
                "maximum-prefix: {l2vpn-evpn: {limit: 5}}",
                "graceful-restart: {stale-time: 5}",
                "allowas-in: 1"
            })
    void leavesTheSessionWhereOnlyItsRoutesAreTreatedOtherwise(String key) {
        var neighbors = after("192.0.2.1: {", "192.0.2.1: {" + key + ", ").neighbors();
        assertThat(addresses(neighbors.changed())).containsExactly("192.0.2.1");
        assertThat(neighbors.reset()).isEmpty();
    }

    @Test
    void followsAChangeOfAGroupToAllInIt() {
        var difference = after("internal,", "internal, timers: {hold: 9},");
        assertThat(difference.neighbors().reset()).hasSize(2);
        assertThat(difference.ranges().reset()).hasSize(1);
    }

    @Test
    void followsAChangeOfAPolicyToAllWhoHaveIt() {
        var before = BEFORE.replace("192.0.2.1: {", "192.0.2.1: {policy: {out: all}, ");
        var after = before.replace("action: permit", "action: deny");
        var difference =
                ConfigurationDifference.between(OneMachine.valid(before), OneMachine.valid(after));
        assertThat(addresses(difference.neighbors().changed())).containsExactly("192.0.2.1");
    }

    @Test
    void changesTheLimitOfARangeInPlace() {
        var ranges = after("24: {", "24: {limit: 5, ").ranges();
        assertThat(ranges.changed()).hasSize(1);
        assertThat(ranges.reset()).isEmpty();
    }

    @Test
    void hasListenersThatWereAddedAndRemoved() {
        var difference = after("[192.0.2.254]", "[192.0.2.253]");
        assertThat(difference.listenersAdded())
                .containsExactly(ListenAddress.parse("192.0.2.253:179"));
        assertThat(difference.listenersRemoved())
                .containsExactly(ListenAddress.parse("192.0.2.254:179"));
    }

    @Test
    void hasInstancesThatAreNewOrChangedOrGone() {
        var difference = after("{100: , 200: }", "{100: {flooding: disabled}, 300: }");
        assertThat(difference.macVrfs())
                .extracting(MacVrfSettings::vni)
                .containsExactly(new Vni(100), new Vni(300));
        assertThat(difference.macVrfsUnconfigured()).containsExactly(new Vni(200));
        assertThat(difference.ipVrfs()).isEmpty();
        assertThat(after("l3-vni: 5000", "l3-vni: 5001").ipVrfsUnconfigured())
                .containsExactly(new Vni(5000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "as: 65000 | as: 65001 | as",
                "as: 65000 | as: 65000\nrouter-id: 192.0.2.7 | router-id",
                "as: 65000 | as: 65000\nstate-directory: x | state-directory",
                "as: 65000 | as: 65000\nrib: {shards: 2} | rib.shards"
            })
    void saysWhatTakesARestartOfTheDaemon(String change) {
        var parts = change.split(" \\| ", -1);
        assertThat(after(parts[0], parts[1]).restart()).containsExactly(parts[2]);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cluster-id: 7",
                "client-to-client-reflection: false",
                "best-path: {aigp: true}",
                "resolve-next-hops: true",
                "limits: {update-group-log: 1MiB}",
                "limits: {input-per-peer: 1MiB}",
                "limits: {input-in-all: 1MiB}",
                "limits: {output-per-peer: 1MiB}"
            })
    void changesTheSpeakerAndLeavesItsSessions(String key) {
        var difference = after("as: 65000", "as: 65000\n" + key);
        assertThat(difference.speaker()).isTrue();
        assertThat(difference.restart()).isEmpty();
        assertThat(difference.neighbors().isEmpty()).isTrue();
    }

    @Test
    void changesTheSpeakerByTheClusterIdOfAPeer() {
        var difference = after("192.0.2.1: {", "192.0.2.1: {cluster-id: 7, ");
        assertThat(difference.speaker()).isTrue();
        assertThat(difference.restart()).isEmpty();
        assertThat(addresses(difference.neighbors().changed())).containsExactly("192.0.2.1");
    }

    @Test
    void saysWhetherHttpIsAnsweredElsewhereOrNoMore() {
        assertThat(after("as: 65000", "as: 65000\nhttp: {}").http()).isTrue();
        assertThat(after("as: 65000", "as: 65000\nhttp: {}")).matches(each -> !each.isEmpty());
        assertThat(after("as: 65000", "as: 65000\nlog: {level: warn}").http()).isFalse();
    }

    @Test
    void saysWhetherTheLogHasChanged() {
        assertThat(after("as: 65000", "as: 65000\nlog: {level: warn}").log()).isTrue();
    }

    private static List<String> addresses(List<Neighbor> neighbors) {
        return neighbors.stream().map(each -> each.address().toString()).toList();
    }
}
