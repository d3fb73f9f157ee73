package dev.evpnd.it.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.testbed.host.Command;
import dev.evpnd.testbed.host.ProcessIdentity;
import dev.evpnd.testbed.host.Waiting;
import dev.evpnd.testbed.junit.NeedsPeers;
import dev.evpnd.testbed.junit.PeersCondition;
import dev.evpnd.testbed.peer.PeerKind;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

@NeedsPeers({PeerKind.FRR_8_4, PeerKind.FRR_10_7})
@Isolated("labs of the machine are listed")
class LabCommandIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String NAME = "it" + ProcessHandle.current().pid() % 1_000_000;
    private static final String OTHER_NAME = NAME + "b";

    /// What reflects, and the two VTEPs: evpnd in every seat, and mixes with FRR in which it is a
    /// VTEP.
    private static final String MIXES =
            """
            evpnd, evpnd, evpnd
            evpnd, evpnd, frr-10.7
            evpnd, frr-8.4, evpnd
            frr-10.7, evpnd, evpnd
            frr-8.4, evpnd, evpnd
            frr-10.7, frr-8.4, evpnd
            frr-8.4, evpnd, frr-10.7
            frr-10.7, evpnd, frr-10.7
            """;

    private static final List<String> PLACES =
            List.of("underlay", "reflector", "vtep1", "vtep2", "host1", "host2");

    private List<String> linksBefore = List.of();

    @BeforeEach
    void looksAround() {
        linksBefore = links();
    }

    @AfterEach
    void leavesNothing() {
        lab("down");
        LabCall.run("down", "--name", OTHER_NAME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evpnd", "frr-10.7", "frr-8.4", "gobgp", "bird"})
    void hostsReachEachOtherWhateverReflects(String reflector) {
        if (!reflector.equals("evpnd")) {
            PeersCondition.require(PeerKind.of(reflector));
        }
        var up = lab("up", "--reflector", reflector, "--vtep1", "frr-8.4", "--vtep2", "frr-10.7");
        assertThat(up.status()).as(up.text()).isZero();
        assertThat(up.text()).contains("reflector: " + reflector, "lab ping --name " + NAME);

        var status = lab("status");
        assertThat(status.status()).as(status.text()).isZero();
        assertThat(status.text())
                .contains(reflector + " ", "frr-8.4 8.4", "frr-10.7 10.7", "answered in")
                .contains("vtep1 established, vtep2 established", "reflector established")
                .doesNotContain("does not run");
        var ping = lab("ping", "-c", "2");
        assertThat(ping.text()).contains("2 received");
        assertThat(ping.status()).isZero();
        assertThat(lab("exec", "vtep1", "bridge", "fdb", "show", "dev", "vxlan100").text())
                .as("the way is by VXLAN")
                .contains("dst 192.168.33.16 self extern_learn");

        var processes = processes();
        assertThat(processes).allMatch(ProcessIdentity::isAlive).hasSizeGreaterThanOrEqualTo(5);
        var down = lab("down");
        assertThat(down.status()).as(down.text()).isZero();
        assertThat(processes).noneMatch(ProcessIdentity::isAlive);
        assertNothingIsLeft();
        assertThat(links()).isEqualTo(linksBefore);
    }

    /// Each with its own tools.
    @Test
    void isAskedInTheWordsOfEachSeat() {
        assertThat(lab("up", "--vtep1", "frr-8.4").status()).isZero();
        assertThat(lab("show", "reflector", "routes", "type", "3").text())
                .contains("\"numRoutes\":2", "[3]:[0]:[32]:[192.168.33.15]");
        assertThat(lab("show", "vtep1", "bgp", "l2vpn", "evpn", "route").text())
                .contains("[3]:[0]:[32]:[192.168.33.16]");
        assertThat(lab("vtysh", "vtep2", "-c", "show version").text()).startsWith("FRRouting 10.7");
        assertThat(lab("log", "reflector").text()).contains("session.up peer=192.168.33.15");
        assertThat(lab("log", "reflector", "-n", "1").text().lines()).hasSize(1);
        assertThat(lab("exec", "host1", "sh", "-c", "exit 7").status()).isEqualTo(7);

        var vtysh = lab("vtysh", "reflector");
        assertThat(vtysh.status()).isEqualTo(2);
        assertThat(vtysh.text()).contains("reflector is evpnd, which has no vtysh");
        var nowhere = lab("exec", "vtep3", "true");
        assertThat(nowhere.status()).isEqualTo(2);
        assertThat(nowhere.text()).contains("reflector, vtep1, vtep2", "found 'vtep3'");
        var twice = lab("up");
        assertThat(twice.status()).isEqualTo(1);
        assertThat(twice.text()).contains("is up already", "lab down --name " + NAME);
        assertThat(lab("exec", "host1", System.getProperty("lab.command"), "down", "--name", NAME))
                .as("whoever is inside would be ended half-way")
                .satisfies(it -> assertThat(it.status()).isEqualTo(1))
                .satisfies(it -> assertThat(it.text()).contains("leave it first"));
        assertThat(lab("ping").status()).isZero();
    }

    @ParameterizedTest
    @CsvSource(textBlock = MIXES)
    void hostsReachEachOtherWhoeverTheVtepsAre(String reflector, String vtep1, String vtep2) {
        var up = lab("up", "--reflector", reflector, "--vtep1", vtep1, "--vtep2", vtep2);
        assertThat(up.status()).as(up.text()).isZero();
        assertHostsReachEachOtherByVxlan();
    }

    @ParameterizedTest
    @CsvSource(textBlock = MIXES)
    void hostsReachEachOtherBetweenSystems(String reflector, String vtep1, String vtep2) {
        var up = lab("up", "--ebgp", "--reflector", reflector, "--vtep1", vtep1, "--vtep2", vtep2);
        assertThat(up.status()).as(up.text()).isZero();
        assertThat(up.text()).contains("AS 65000, " + reflector, "AS 65002, " + vtep2);
        assertHostsReachEachOtherByVxlan();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gobgp", "bird"})
    void hostsOfSystemsReachEachOtherWhateverIsBetweenThem(String reflector) {
        PeersCondition.require(PeerKind.of(reflector));
        var up = lab("up", "--ebgp", "--reflector", reflector, "--vtep1", "evpnd");
        assertThat(up.status()).as(up.text()).isZero();
        assertHostsReachEachOtherByVxlan();
        var status = lab("status");
        assertThat(status.status()).as(status.text()).isZero();
        assertThat(status.text())
                .containsPattern("reflector +" + reflector + " .* 65000 +vtep1 established, vtep2")
                .containsPattern("vtep2 .* 65002 +reflector established")
                .containsPattern("host1 +vtep1 +3.3.3.3\nhost2 +vtep2 +3.3.3.4\n");
    }

    private static void assertHostsReachEachOtherByVxlan() {
        assertThat(lab("ping", "-c", "2").text()).contains("2 received");
        for (var vtep : List.of("vtep1", "vtep2")) {
            assertThat(lab("exec", vtep, "bridge", "fdb", "show", "dev", "vxlan100").text())
                    .as("the way is by VXLAN, and what is flooded goes there too")
                    .contains(
                            (vtep.equals("vtep1") ? "dst 192.168.33.16" : "dst 192.168.33.15")
                                    + " self extern_learn",
                            "00:00:00:00:00:00 dst 192.168.33.1");
        }
    }

    @Test
    void aVtepThatDoesNotRunIsSaidToBeMissing() {
        assertThat(lab("up", "--vtep1", "evpnd").status()).isZero();
        var evpnd = Command.run("ip", "netns", "pids", namespace(NAME, "vtep1")).orThrow();
        Command.run("kill", "-KILL", evpnd.strip()).orThrow();
        assertThat(Waiting.until(LIMIT, () -> lab("status").status() == 1)).isTrue();
        assertThat(lab("status").text()).contains("does not run: `frr-testbed/bin/lab log");
    }

    @Test
    void twoLabsStandBesideEachOther() {
        assertThat(lab("up", "--reflector", "frr-10.7").status()).isZero();
        var words = new String[] {"up", "--reflector", "frr-8.4", "--name", OTHER_NAME};
        assertThat(LabCall.run(words).status()).isZero();
        assertThat(lab("down").status()).isZero();
        assertNothingIsLeft();
        assertThat(LabCall.run("status", "--name", OTHER_NAME).status()).isZero();
        var none = lab("status");
        assertThat(none.status()).isEqualTo(1);
        assertThat(none.text()).contains("there is no lab named " + NAME, "--name " + OTHER_NAME);
    }

    @Test
    void whatAKilledCommandLeftIsRemoved() {
        var halfway = upTo("vtep1: ", "--reflector", "frr-10.7");
        halfway.process().destroyForcibly();
        halfway.status();
        assertThat(Path.of("/run/netns", namespace(NAME, "reflector"))).exists();
        var status = lab("status");
        assertThat(status.status()).isEqualTo(1);
        assertThat(status.text()).contains("is not complete");
        assertThat(lab("down").status()).isZero();
        assertNothingIsLeft();

        var killed = upTo("The lab ends with", "--reflector", "frr-10.7", "--foreground");
        killed.process().destroyForcibly();
        killed.status();
        var processes = processes();
        assertThat(lab("ping").status()).as("it goes on without the command").isZero();
        var next = upTo("The lab ends with", "--reflector", "frr-8.4", "--foreground");
        assertThat(next.text()).contains("removing what an earlier `lab up` left behind");
        assertThat(processes).noneMatch(ProcessIdentity::isAlive);

        assertThat(lab("up").text()).contains("is at work on the lab named " + NAME);
        assertThat(lab("down").status()).isZero();
        assertThat(next.process().isAlive()).isFalse();
        assertNothingIsLeft();
    }

    @Test
    void interruptedItLeavesNothing() {
        for (var soFar : List.of("reflector: ", "vtep2: ")) {
            var up = upTo(soFar, "--reflector", "frr-10.7");
            interrupt(up);
            assertThat(up.status()).as(up.text()).isEqualTo(130);
            assertNothingIsLeft();
        }
        var foreground = upTo("The lab ends with", "--reflector", "frr-10.7", "--foreground");
        var processes = processes();
        interrupt(foreground);
        assertThat(foreground.status()).as(foreground.text()).isEqualTo(130);
        assertThat(processes).noneMatch(ProcessIdentity::isAlive);
        assertNothingIsLeft();
    }

    @Test
    void saysWhatIsMissing() {
        var nobody = LabCall.start(List.of("unshare", "--user"), List.of("status"));
        assertThat(nobody.status()).isEqualTo(1);
        assertThat(nobody.text()).contains("one has to be root");

        var nowhere = List.of("env", "EVPND_TESTBED_DIR=/nonexistent");
        var noPeers = LabCall.start(nowhere, List.of("up", "--name", NAME));
        assertThat(noPeers.status()).isEqualTo(1);
        assertThat(noPeers.text())
                .contains("frr-10.7 is not in /nonexistent: frr-testbed/bin/peers install");

        var impossible = lab("up", "--vtep1", "bird");
        assertThat(impossible.status()).isEqualTo(2);
        assertThat(impossible.text()).contains("bird cannot be a VTEP", "evpnd, frr-10.7, frr-8.4");

        var strange = namespace(NAME, "vtep1");
        Command.run("ip", "netns", "add", strange).orThrow();
        try {
            var up = lab("up");
            assertThat(up.status()).isEqualTo(1);
            assertThat(up.text()).contains("there is a network namespace " + strange);
            assertThat(Path.of("/run/netns", strange)).exists();
        } finally {
            Command.run("ip", "netns", "delete", strange).orThrow();
        }
    }

    private static LabCall lab(String command, String... words) {
        return LabCall.of(NAME, command, words);
    }

    /// Starts `lab up` and waits until it has said something.
    private static LabCall upTo(String text, String... words) {
        // Who starts the tests may have told their processes to ignore it.
        var heedful = List.of("env", "--default-signal=INT");
        var all = Stream.concat(Stream.of("up", "--name", NAME), Stream.of(words)).toList();
        var call = LabCall.start(heedful, all);
        assertThat(
                        Waiting.until(
                                LIMIT,
                                () -> call.text().contains(text) || !call.process().isAlive()))
                .as(call.text())
                .isTrue();
        assertThat(call.text()).contains(text);
        return call;
    }

    private static void interrupt(LabCall call) {
        Command.run("kill", "-INT", String.valueOf(call.process().pid())).orThrow();
    }

    private static String namespace(String lab, String place) {
        return "evpnd-" + lab + "-" + place;
    }

    /// All that runs in the lab.
    private static List<ProcessIdentity> processes() {
        return PLACES.stream()
                .map(place -> Command.run("ip", "netns", "pids", namespace(NAME, place)).orThrow())
                .flatMap(String::lines)
                .map(pid -> ProcessIdentity.of(Long.parseLong(pid)))
                .toList();
    }

    private static List<String> links() {
        return Command.run("ip", "-o", "link").orThrow().lines().map(String::strip).toList();
    }

    private static void assertNothingIsLeft() {
        for (var place : PLACES) {
            assertThat(Path.of("/run/netns", namespace(NAME, place))).doesNotExist();
        }
        assertThat(Path.of("/run/evpnd-lab", NAME)).doesNotExist();
        assertThat(Command.run("ps", "-eo", "args").orThrow()).doesNotContain("evpnd-lab/" + NAME);
    }
}
