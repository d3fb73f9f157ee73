package dev.evpnd.it.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.testbed.host.Command;
import dev.evpnd.testbed.host.NativeEngine;
import dev.evpnd.testbed.junit.PeersCondition;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.List;

/// The demonstration on the kernel of this machine: what it shows, and that nothing of it is left,
/// however it ends.
@Timeout(180)
class DemoIT {
    private static final Path DIRECTORY = Path.of("/run/evpnd-demo");
    private static final int INTERRUPTED = 128 + 2;
    private static final int TOLD_TO_END = 128 + 15;
    private static final int KILLED = 128 + 9;

    @BeforeAll
    static void find() {
        PeersCondition.require("native", NativeEngine.find());
    }

    @AfterEach
    void removeWhatIsLeft() throws Exception {
        try (var clean = RunningDemo.start("--clean")) {
            clean.status();
        }
    }

    private static List<String> namespaces() {
        return Command.run("ip", "netns", "list")
                .orThrow()
                .lines()
                .filter(each -> each.startsWith("evpnd-demo-"))
                .toList();
    }

    private static void assertNothingIsLeft() {
        assertThat(namespaces()).isEmpty();
        assertThat(DIRECTORY).doesNotExist();
        assertThat(Command.run("ps", "-eo", "args").orThrow())
                .doesNotContain(DIRECTORY + "/vtep1.yaml", DIRECTORY + "/reflector.yaml");
    }

    @Test
    void showsAFabricInWhichAHostMovesAndLeavesNothing() throws Exception {
        try (var demo = RunningDemo.start("--no-shell")) {
            assertThat(demo.status()).as(demo.said()).isZero();
            assertThat(demo.said())
                    .containsSubsequence(
                            "reflector# show bgp evpn summary",
                            "*192.168.33.15 ",
                            "*192.168.33.16 ",
                            "Total number of neighbors 2",
                            "host1$ ping",
                            "3 packets transmitted, 3 received",
                            "reflector# show bgp evpn route",
                            " *>i [2]:[0]:[48]:[02:00:00:00:00:01]",
                            " *>i [3]:[0]:[32]:[192.168.33.16]",
                            "vtep1# show evpn mac vni 100",
                            "02:00:00:00:00:01 local        host1",
                            "02:00:00:00:00:02 remote       192.168.33.16",
                            "vtep1$ bridge fdb show dev vxlan100",
                            "02:00:00:00:00:02 dst 192.168.33.16 self extern_learn",
                            "== host1 moves to vtep2",
                            "MM:1",
                            "3 packets transmitted, 3 received",
                            "vtep1# show evpn mac vni 100 mac 02:00:00:00:00:01 explain",
                            "is behind 192.168.33.16, sequence number 1",
                            "Everything is removed.");
        }
        assertNothingIsLeft();
    }

    @Test
    void isTheOperatorsUntilTheShellHasItsEnd() throws Exception {
        try (var demo = RunningDemo.start()) {
            demo.await("== It is yours");
            assertThat(namespaces()).hasSize(6);
            var answer =
                    Command.run(
                            "ip", "netns", "exec", "evpnd-demo-host2", "ping", "-c1", "3.3.3.3");
            assertThat(answer.orThrow()).contains("1 received");
            demo.type("show bgp evpn route type multicast");
            assertThat(demo.status()).isZero();
            assertThat(demo.said())
                    .containsSubsequence(
                            "Displayed 2 prefixes (2 paths) (of requested type)",
                            "Everything is removed.");
        }
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @CsvSource({
        "INT, the network between the speakers is made, 130",
        "INT, three daemons begin, 130",
        "INT, == host1 pings host2, 130",
        "TERM, == host1 moves to vtep2, 143",
        "TERM, == It is yours, 143",
        "HUP, == It is yours, 129"
    })
    void leavesNothingWhenItIsEndedInTheMiddle(String signal, String at, int status)
            throws Exception {
        try (var demo = RunningDemo.start()) {
            demo.await(at).signal(signal);
            assertThat(demo.status()).as(demo.said()).isEqualTo(status);
            assertThat(demo.said())
                    .contains("Everything is removed.")
                    .doesNotContain("evpnd demo:", "Exception");
        }
        assertNothingIsLeft();
    }

    @Test
    void whatIsLeftOfOneThatWasKilledIsRemovedWhenAskedTo() throws Exception {
        kill("== host1 pings host2");
        assertThat(namespaces()).hasSize(6);
        try (var clean = RunningDemo.start("--clean")) {
            assertThat(clean.status()).isZero();
            assertThat(clean.said())
                    .contains(
                            "removed, of one that was killed: evpnd-demo-vtep1",
                            "removed, of one that was killed: /run/evpnd-demo/vtep1.log");
        }
        assertNothingIsLeft();
        try (var clean = RunningDemo.start("--clean")) {
            assertThat(clean.status()).isZero();
            assertThat(clean.said()).isEqualTo("Nothing was left.\n");
        }
    }

    @Test
    void whatIsLeftOfOneThatWasKilledIsInNobodysWay() throws Exception {
        kill("three daemons begin");
        try (var demo = RunningDemo.start("--no-shell")) {
            assertThat(demo.status()).as(demo.said()).isZero();
            assertThat(demo.said())
                    .startsWith("removed, of one that was killed: ")
                    .contains("MM:1");
        }
        assertNothingIsLeft();
    }

    private static void kill(String at) throws Exception {
        try (var demo = RunningDemo.start()) {
            demo.await(at).signal("KILL");
            assertThat(demo.status()).isEqualTo(KILLED);
        }
    }

    @Test
    void thereIsOneAtATime() throws Exception {
        try (var first = RunningDemo.start()) {
            first.await("== It is yours");
            for (var argument : List.of("--no-shell", "--clean")) {
                try (var other = RunningDemo.start(argument)) {
                    assertThat(other.status()).isEqualTo(1);
                    assertThat(other.said())
                            .isEqualTo(
                                    "evpnd demo: another one is up, and has /run/evpnd-demo: end"
                                            + " that one first\n");
                }
            }
            assertThat(namespaces()).hasSize(6);
            first.signal("INT");
            assertThat(first.status()).isEqualTo(INTERRUPTED);
        }
        assertNothingIsLeft();
    }

    @Test
    void isInMemoryForWhoIsNotRootAndSaysWhy() throws Exception {
        try (var demo = RunningDemo.start(List.of("-Duser.name=somebody"))) {
            demo.await("== It is yours").signal("TERM");
            assertThat(demo.status()).isEqualTo(TOLD_TO_END);
            assertThat(demo.said())
                    .startsWith(
                            "It is in memory, because network namespaces are root's to make: call it"
                                    + " with sudo.\n")
                    .contains("3 sent, 3 answered", "MM:1", "Everything is removed.");
        }
        assertThat(namespaces()).isEmpty();
    }
}
