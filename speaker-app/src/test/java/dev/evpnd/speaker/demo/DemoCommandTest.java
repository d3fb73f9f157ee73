package dev.evpnd.speaker.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// The demonstration in memory; `DemoIT` has the one in namespaces.
class DemoCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return new CommandLine(new DemoCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private static Stream<Path> rooms() throws IOException {
        try (var all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all
                    .filter(each -> each.getFileName().toString().startsWith("evpnd-demo-"))
                    .toList()
                    .stream();
        }
    }

    @Test
    void showsAFabricInWhichAHostMovesAndLeavesNothing() throws IOException {
        var before = rooms().toList();
        assertThat(run("--in-memory", "--no-shell")).as(err.toString()).isZero();
        assertThat(err.toString()).isEmpty();
        assertThat(out.toString())
                .containsSubsequence(
                        "reflector# show bgp evpn summary",
                        "Total number of neighbors 2",
                        "host1 looks for 3.3.3.4",
                        "3 sent, 3 answered",
                        "reflector# show bgp evpn route",
                        " *>i [2]:[0]:[48]:[02:00:00:00:00:01]",
                        "192.168.33.15 ",
                        " *>i [3]:[0]:[32]:[192.168.33.16]",
                        "vtep1# show evpn mac vni 100",
                        "02:00:00:00:00:01 local        host1",
                        "02:00:00:00:00:02 remote       192.168.33.16",
                        "bridge fdb show dev vxlan100",
                        "02:00:00:00:00:02 dst 192.168.33.16 self extern_learn",
                        "== host1 moves to vtep2",
                        " *>i [2]:[0]:[48]:[02:00:00:00:00:01]",
                        "192.168.33.16 ",
                        "MM:1",
                        "3 sent, 3 answered",
                        "vtep1# show evpn mac vni 100 mac 02:00:00:00:00:01 explain",
                        "is behind 192.168.33.16, sequence number 1",
                        "Everything is removed.");
        assertThat(rooms()).containsExactlyInAnyOrderElementsOf(before);
    }

    @Test
    void saysThatThereWasNothingToRemove() {
        assertThat(run("--in-memory", "--clean")).isZero();
        assertThat(out.toString()).contains("Nothing was left.");
    }
}
