package dev.evpnd.speaker.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.speaker.config.ConfigurationFile;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

class CheckCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir private Path directory = Path.of("");

    @Test
    void takesAFileWithoutFaults() throws IOException {
        var file = file("as: 65000\n");
        assertThat(run(file)).isZero();
        assertThat(out.toString()).isEqualTo(file + ": no faults\n");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void tellsEachFaultOnALineOfStandardError() throws IOException {
        var file = file("as: 0\nlisten: x\n");
        assertThat(run(file)).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines())
                .hasSize(2)
                .first()
                .asString()
                .startsWith(file + ":1:5: as: expected ");
    }

    @Test
    void tellsAHundredFaultsAndHowManyMoreThereAre() throws IOException {
        var file = file("as: 65000\n" + "as: 65000\n".repeat(103));
        assertThat(run(file)).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(101).last().isEqualTo(file + ": 3 more");
    }

    @Test
    void failsWhereTheFileCannotBeRead() {
        var file = directory.resolve("nothing.yaml").toString();
        assertThat(run(file)).isEqualTo(1);
        assertThat(err.toString())
                .isEqualTo("evpnd check: cannot read " + file + ": no such file or directory\n");
    }

    @Test
    void failsWhereTheFileIsNone() {
        assertThat(run(directory.toString())).isEqualTo(1);
        assertThat(err.toString())
                .isEqualTo("evpnd check: cannot read " + directory + ": Is a directory\n");
    }

    @Test
    void looksAtTheFilesOfHttpToo() throws IOException {
        var token = directory.resolve("token");
        var file = file("as: 65000\nhttp: {token-file: " + token + "}\n");
        assertThat(run(file)).isEqualTo(2);
        assertThat(err.toString())
                .isEqualTo(file + ": http.token-file: " + token + ": no such file or directory\n");
    }

    @Test
    void printsTheSchema() {
        assertThat(run("--schema")).isZero();
        assertThat(out.toString()).isEqualTo(ConfigurationFile.schema());
    }

    @Test
    void wantsAFile() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).startsWith("expected a FILE, or --schema");
    }

    private String file(String text) throws IOException {
        return Files.writeString(directory.resolve("f.yaml"), text).toString();
    }

    private int run(String... arguments) {
        return new CommandLine(new CheckCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
