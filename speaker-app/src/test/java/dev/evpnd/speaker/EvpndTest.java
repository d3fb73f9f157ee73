package dev.evpnd.speaker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.PrintWriter;
import java.io.StringWriter;

class EvpndTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void printsItsVersion() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).startsWith("evpnd ");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void printsItsVersionAsACommandToo() {
        assertThat(run("version")).isZero();
        assertThat(out.toString()).startsWith("evpnd ");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void printsHelpWhereItIsAskedFor() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).startsWith("Usage: evpnd");
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run",
                "demo",
                "check",
                "show",
                "tell",
                "decode",
                "kernel",
                "completion",
                "version"
            })
    void listsEachCommandInItsHelpAndKnowsItAlone(String command) {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).containsPattern("(?m)^  " + command + " ");
        assertThat(Evpnd.commandLine(command).getSubcommands()).containsOnlyKeys(command);
    }

    @Test
    void runsTheSpeakerWhereNothingElseIsAskedFor() {
        assertThat(Evpnd.words()).containsExactly("run");
        assertThat(Evpnd.words("show", "peers")).containsExactly("show", "peers");
    }

    @Test
    void saysWhatIsMissingOnStandardError() {
        assertThat(run()).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).startsWith("Missing required subcommand");
    }

    @Test
    void refusesACommandItDoesNotKnow() {
        assertThat(run("fly")).isEqualTo(2);
        assertThat(err.toString()).contains("'fly'");
    }

    private int run(String... arguments) {
        return Evpnd.commandLine(arguments)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
