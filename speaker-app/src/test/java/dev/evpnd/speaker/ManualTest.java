package dev.evpnd.speaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// The pages that `evpnd manual` writes for `man`.
@Timeout(60)
class ManualTest {
    private static final Path GROFF = Path.of("/usr/bin/groff");

    @TempDir Path directory;

    @BeforeEach
    void write() {
        assertThat(write(directory.resolve("pages"))).isZero();
    }

    private static int write(Path into) {
        var errors = new StringWriter();
        var command = Evpnd.commandLine("manual").setErr(new PrintWriter(errors));
        int status = command.execute("manual", into.toString());
        assertThat(errors.toString()).isEmpty();
        return status;
    }

    private String page(String name) throws IOException {
        return Files.readString(directory.resolve("pages").resolve(name));
    }

    @Test
    void areThree() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("pages"))) {
            assertThat(files.map(each -> each.getFileName().toString()))
                    .containsExactlyInAnyOrder("evpnd.8", "evpnsh.1", "evpnd.yaml.5");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"evpnd.8", "evpnsh.1", "evpnd.yaml.5"})
    void areTheSameEachTime(String name) throws IOException {
        assertThat(write(directory.resolve("again"))).isZero();
        assertThat(directory.resolve("again").resolve(name))
                .hasSameBinaryContentAs(directory.resolve("pages").resolve(name));
    }

    @Test
    void haveEveryOptionCommandAndKey() throws IOException {
        assertThat(page("evpnd.8")).contains(".SS \"evpnd kernel clean\"", "\\-\\-add\\-path");
        assertThat(page("evpnsh.1")).contains("\\fBshow evpn drift [json]\\fP", "\\-\\-layout");
        assertThat(page("evpnd.yaml.5"))
                .contains("\\fBroute\\-reflector\\-client\\fP", "Default: \\fBtrue\\fP.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evpnd.8", "evpnsh.1", "evpnd.yaml.5"})
    void haveNothingThatGroffWarnsOf(String name) throws Exception {
        assumeThat(GROFF).exists();
        var process =
                new ProcessBuilder("groff", "-man", "-Tutf8", "-ww", "-z", name)
                        .directory(directory.resolve("pages").toFile())
                        .redirectErrorStream(true)
                        .start();
        assertThat(process.inputReader().lines()).isEmpty();
        assertThat(process.waitFor()).isZero();
    }
}
