package dev.evpnd.testbed.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.testbed.junit.PeersCondition;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

class UserModeLinuxIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @BeforeAll
    static void find() {
        PeersCondition.requireUserModeLinux();
    }

    private static Outcome sh(String script) {
        return UserModeLinux.run(LIMIT, List.of("sh", "-c", script));
    }

    @Test
    void outputErrorsAndStatusAreTheCommands() {
        var outcome = sh("printf 'a\\tb\\r\\nc'; echo wrong >&2; exit 7");
        assertThat(outcome.output()).isEqualTo("a\tb\r\nc");
        assertThat(outcome.errors()).isEqualTo("wrong\n");
        assertThat(outcome.status()).isEqualTo(7);
    }

    @Test
    void theKernelIsAnotherAndHasVlanAwareBridgesAndVrfs() {
        var made =
                sh(
                        """
                        set -e
                        ip link add bridge7 type bridge vlan_filtering 1
                        ip link add vrf7 type vrf table 7
                        ip link add vxlan7 type vxlan external vnifilter dstport 4789
                        ip link add bond7 type bond
                        ip link add link bridge7 name bridge7.7 type vlan id 7
                        ip -br link show
                        """);
        assertThat(made.orThrow().lines().map(each -> each.split("[ @]", 2)[0]))
                .containsExactly("lo", "bridge7", "vrf7", "vxlan7", "bond7", "bridge7.7");
        assertThat(Command.run("ip", "link", "show", "bridge7").succeeded()).isFalse();
    }

    @Test
    void theMachinesFilesAreReadAndNotWritten(@TempDir Path directory) throws IOException {
        var kept = Files.writeString(directory.resolve("kept"), "kept");
        assertThat(sh("cat " + kept + "; rm " + kept + "; echo new >" + kept).orThrow())
                .isEqualTo("kept");
        assertThat(kept).hasContent("kept");
        assertThat(sh("touch /etc/new").errors()).contains("Read-only");
    }

    @Test
    void whatTakesTooLongIsEndedAndNothingIsLeft() {
        var outcome = UserModeLinux.run(Duration.ofSeconds(5), List.of("sleep", "1000"));
        assertThat(outcome.status()).isEqualTo(124);
        assertThat(outcome.errors()).contains("not done after 5 seconds");
        assertThat(ProcessHandle.current().descendants())
                .noneMatch(each -> each.info().command().orElse("").contains("linux"));
    }

    @Test
    void aCommandThatIsNotThereIsSaid() {
        var outcome = UserModeLinux.run(LIMIT, List.of("no-such-command"));
        assertThat(outcome.status()).isEqualTo(127);
        assertThat(outcome.errors()).contains("no-such-command");
    }
}
