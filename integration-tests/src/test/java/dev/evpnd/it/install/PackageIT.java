package dev.evpnd.it.install;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What evpnd is installed from: made, and run with the Java runtime that it brings.
@Isolated("works the processors hard")
@Timeout(600)
class PackageIT {
    @TempDir private Path directory;

    @Test
    void isTheSameTwiceAndRunsWithoutAJdk() throws Exception {
        var calls = new Calls(directory);
        var once = calls.make("once");
        var again = calls.make("again");
        assertThat(once).hasSize(2);
        assertThat(again).hasSize(2);
        for (int i = 0; i < once.size(); i++) {
            assertThat(Files.mismatch(once.get(i), again.get(i)))
                    .as(once.get(i) + "")
                    .isEqualTo(-1);
        }
        var image = once.getFirst();
        calls.run("tar", "-C", directory.toString(), "-xf", image.toString());
        var home = directory.resolve(image.getFileName().toString().replace(".tar.gz", ""));
        isAsked(calls, home);
        var deb = once.getLast().toString();
        assertThat(calls.run("dpkg-deb", "--info", deb)).contains("Package: evpnd", "postinst");
        assertThat(calls.run("dpkg-deb", "--contents", deb))
                .contains("./usr/bin/evpnsh ->", "./usr/share/man/man8/evpnd.8.gz")
                .contains("./usr/lib/systemd/system/evpnd.service", "./etc/evpnd/evpnd.yaml");
    }

    /// With the configuration that it is installed with, but for the port, which is another's.
    private void isAsked(Calls calls, Path home) throws Exception {
        var evpnd = home.resolve("bin/evpnd").toString();
        var configuration = home.resolve("etc/evpnd.yaml").toString();
        calls.run(evpnd, "check", configuration);
        var process =
                calls.builder(
                                List.of(
                                        evpnd,
                                        "run",
                                        "--config",
                                        configuration,
                                        "--listen",
                                        "127.0.7.9:1790",
                                        "--state-dir",
                                        directory.resolve("state").toString()))
                        .redirectErrorStream(true)
                        .start();
        try {
            awaitLine(process.inputReader(), "ask it with: evpnd show peers");
            assertThat(calls.run(home.resolve("bin/evpnsh").toString(), "-c", "show version"))
                    .contains("evpnd");
            calls.run(home.resolve("bin/evpnsh").toString(), "-c", "reload");
        } finally {
            process.destroy();
        }
        assertThat(process.waitFor()).isZero();
    }

    private static void awaitLine(BufferedReader lines, String part) throws IOException {
        var line = lines.readLine();
        while (line != null && !line.contains(part)) {
            line = lines.readLine();
        }
        assertThat(line).isNotNull();
    }
}
