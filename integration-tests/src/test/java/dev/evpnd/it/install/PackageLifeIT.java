package dev.evpnd.it.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.testbed.host.CleanRoot;
import dev.evpnd.testbed.host.UserModeLinux;
import dev.evpnd.testbed.junit.PeersCondition;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/// The Debian package from its installation to its purge, on a Debian with systemd that has nothing
/// else, on a kernel of its own.
class PackageLifeIT {
    private static final Duration LIMIT = Duration.ofMinutes(12);

    private static final String PEER =
            """
            as: 65000
            router-id: 192.0.2.2
            listen: 127.0.0.2:1179
            neighbors:
              127.0.0.1: {remote-as: internal, update-source: 127.0.0.2, timers: {connect-retry: 1}}
            vtep: {address: 192.0.2.2}
            mac-vrfs:
              100: {}
            """;

    @TempDir private Path directory;

    @BeforeAll
    static void find() {
        PeersCondition.requireUserModeLinux();
        PeersCondition.requireCleanRoot();
    }

    private void make(String revision, String name) throws IOException, InterruptedException {
        var made = new Calls(directory).make("revision-" + revision, "--revision", revision, "deb");
        assertThat(made).hasSize(1);
        Files.move(made.getFirst(), directory.resolve(name));
    }

    @Test
    void isInstalledSpeaksWithAPeerIsReloadedKilledUpgradedRemovedAndPurged()
            throws IOException, InterruptedException {
        make("1", "first.deb");
        make("2", "second.deb");
        Files.writeString(directory.resolve("peer.yaml"), PEER);
        var life = directory.resolve("life.sh");
        try (var script = Objects.requireNonNull(getClass().getResourceAsStream("life.sh"))) {
            Files.copy(script, life, StandardCopyOption.REPLACE_EXISTING);
        }
        var outcome =
                UserModeLinux.boot(
                        CleanRoot.make(),
                        directory,
                        LIMIT,
                        List.of("bash", life.toString(), directory.toString()));
        assertThat(outcome.status()).as(outcome.output() + outcome.errors()).isZero();
        assertThat(outcome.output()).contains("== be gone").doesNotContain("FAILED");
    }
}
