package dev.evpnd.it.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.testbed.junit.NeedsPeers;
import dev.evpnd.testbed.peer.PeerKind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

@NeedsPeers(PeerKind.FRR_10_7)
@Isolated("VTEPs are measured")
class VtepBenchIT {
    private static final int LIMIT_MINUTES = 4;

    @TempDir private Path directory;

    private String measure(String of, String runs) throws Exception {
        var log = directory.resolve("log");
        var builder =
                new ProcessBuilder(
                        Objects.requireNonNull(System.getProperty("vtep-bench.command")),
                        "--of",
                        of,
                        "--runs",
                        runs,
                        "--repeat",
                        "1",
                        "--settle",
                        "2");
        builder.environment().put("EVPND_AS_BUILT", "1");
        var process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        boolean ended = process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
        process.destroyForcibly();
        var text = Files.readString(log);
        assertThat(ended).as(text).isTrue();
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }

    /// All hosts are in the kernel, or announced, or have moved, and all routes are in its table;
    /// and what was taken back is gone.
    @Test
    void evpndHasTheKernelAndTheFabricKnowEveryHostAndPrefix() throws Exception {
        assertThat(measure("evpnd", "remote/3000,local/3000,move/3000,routes/3000,idle/3"))
                .containsPattern("routes/3000 evpnd 1/1: done [1-9][0-9.]* [1-9][0-9.]* ")
                .containsPattern("remote/3000 evpnd 1/1: done [1-9][0-9.]* [1-9][0-9.]* ")
                .contains("local/3000 evpnd 1/1: done ")
                .containsPattern("move/3000 evpnd 1/1: moves: .* lost 0")
                .containsPattern("idle/3 evpnd 1/1: listening after [1-9].*, [1-9][0-9]* MB");
    }

    /// Without them there would be nothing to compare with.
    @Test
    void measuresOthersBesideIt() throws Exception {
        assertThat(measure("frr-10.7,kernel", "remote/500,routes/500,idle/3"))
                .contains("remote/500 frr-10.7 1/1: done ", "remote/500 kernel 1/1: done ")
                .containsPattern("idle/3 frr-10.7 1/1: listening after .*bgpd.*zebra")
                .contains("routes/500 frr-10.7 1/1: done ", "routes/500 kernel 1/1: done ");
    }
}
