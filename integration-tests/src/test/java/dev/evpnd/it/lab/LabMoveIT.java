package dev.evpnd.it.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.testbed.host.Command;
import dev.evpnd.testbed.host.Waiting;
import dev.evpnd.testbed.junit.NeedsPeers;
import dev.evpnd.testbed.peer.PeerKind;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

@NeedsPeers({PeerKind.FRR_8_4, PeerKind.FRR_10_7})
@Isolated("labs of the machine are listed")
class LabMoveIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String NAME = "mv" + ProcessHandle.current().pid() % 1_000_000;
    private static final Map<String, String> VTEPS =
            Map.of("vtep1", "192.168.33.15", "vtep2", "192.168.33.16");

    /// Measured: one of these pings is lost at most, and nothing is answered for 140 ms at most.
    private static final Duration OUTAGE = Duration.ofSeconds(2);

    @AfterEach
    void leavesNothing() {
        lab("down");
    }

    @ParameterizedTest
    @CsvSource({
        "evpnd, evpnd, evpnd",
        "evpnd, evpnd, frr-10.7",
        "evpnd, frr-8.4, evpnd",
        "frr-10.7, evpnd, evpnd",
    })
    void aHostPingsWhileItMovesThereAndBack(String reflector, String vtep1, String vtep2) {
        var up = lab("up", "--reflector", reflector, "--vtep1", vtep1, "--vtep2", vtep2);
        assertThat(up.status()).as(up.text()).isZero();
        var mac = inside("host1", "cat", "/sys/class/net/eth0/address").strip();
        var host = inside("host1", "ip", "-o", "address");
        try (var ping = Pings.start(namespace("host1"))) {
            ping.awaitAnswers(LIMIT);
            move("vtep2");
            assertThat(lab("status").text()).containsPattern("host1 +vtep2 +3.3.3.3\n");
            assertIsBehind(mac, "vtep2", "vtep1");
            ping.awaitAnswers(LIMIT);
            int first = sequence(reflector, mac);
            assertThat(first).isPositive();

            move("vtep1");
            assertIsBehind(mac, "vtep1", "vtep2");
            ping.awaitAnswers(LIMIT);
            assertThat(sequence(reflector, mac)).isGreaterThan(first);
            assertThat(ping.longestOutage()).isLessThan(OUTAGE);
        }
        assertThat(inside("host1", "ip", "-o", "address")).as("it has not seen it").isEqualTo(host);
        var status = lab("status");
        assertThat(status.status()).as(status.text()).isZero();
        assertThat(status.text()).containsPattern("host1 +vtep1 +3.3.3.3\n");
    }

    @Test
    void aHostIsMovedAgainWhenAMoveWasBrokenOff() {
        assertThat(lab("up", "--vtep1", "evpnd", "--vtep2", "evpnd").status()).isZero();
        var nowhere = "link set host1-vtep1 nomaster";
        Command.run(("ip -n " + namespace("underlay") + " " + nowhere).split(" ")).orThrow();
        var status = lab("status");
        assertThat(status.status()).isEqualTo(1);
        assertThat(status.text()).contains("host1      none: `lab move` was broken off");
        move("vtep1");
        assertThat(lab("ping").status()).isZero();
        assertThat(lab("move", "host1", "vtep1").text()).contains("host1 is behind vtep1 already");

        assertThat(inside("vtep1", "ip", "-o", "link")).contains(": veth1@");
        // Nothing tells its kernel any more.
        Command.run("kill", "-STOP", pids("vtep1")).orThrow();
        var deaf = lab("move", "host1", "vtep2");
        assertThat(deaf.status()).isEqualTo(1);
        assertThat(deaf.text()).contains("host1 is behind vtep2, of which vtep1 has not heard");
        assertThat(lab("ping").status()).isZero();
        assertThat(inside("vtep1", "ip", "-o", "link")).doesNotContain(": veth1@");
    }

    private static void move(String vtep) {
        var move = lab("move", "host1", vtep);
        assertThat(move.status()).as(move.text()).isZero();
        assertThat(move.text()).isEqualTo("host1 is behind " + vtep + "\n");
    }

    /// One kernel has it at a port of its own, and the other sends to that VTEP. FRR leaves what
    /// the VXLAN device was told before, which the bridge does not ask for.
    private static void assertIsBehind(String mac, String here, String there) {
        var local = List.of(mac + " dev veth1 master br1");
        var remote =
                List.of(
                        mac + " dev vxlan100 dst " + VTEPS.get(here) + " self extern_learn",
                        mac + " dev vxlan100 extern_learn master br1");
        assertThat(Waiting.ask(LIMIT, () -> entries(here, mac + ".* master br1"), local::equals))
                .isEqualTo(local);
        assertThat(Waiting.ask(LIMIT, () -> entries(there, mac + ".*"), remote::equals))
                .isEqualTo(remote);
    }

    private static List<String> entries(String vtep, String form) {
        return inside(vtep, "bridge", "fdb", "show")
                .lines()
                .map(String::strip)
                .filter(entry -> entry.matches(form))
                .sorted()
                .toList();
    }

    /// How often it has moved, as the reflector tells of its route.
    private static int sequence(String reflector, String mac) {
        boolean evpnd = reflector.equals("evpnd");
        var question = evpnd ? "routes type 2" : "bgp l2vpn evpn route detail";
        var routes = lab("show", ("reflector " + question).split(" ", -1)).text();
        assertThat(routes).contains("[" + mac + "]");
        // Whoever says more than once which route it is, says so before all else.
        var behindItsName = routes.substring(routes.lastIndexOf("[" + mac + "]"));
        var ofIt = behindItsName.split("\\[48]", 2)[0];
        var found = Pattern.compile("MM:(\\d+)").matcher(ofIt);
        assertThat(found.find()).as(routes).isTrue();
        return Integer.parseInt(found.group(1));
    }

    private static LabCall lab(String command, String... words) {
        return LabCall.of(NAME, command, words);
    }

    private static String namespace(String place) {
        return "evpnd-" + NAME + "-" + place;
    }

    private static String inside(String place, String... command) {
        var words = Stream.of("ip", "netns", "exec", namespace(place));
        return Command.run(Stream.concat(words, Stream.of(command)).toList()).orThrow();
    }

    private static String pids(String place) {
        return Command.run("ip", "netns", "pids", namespace(place)).orThrow().strip();
    }
}
