package dev.evpnd.speaker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What bash completes that has read the script of `evpnd completion`.
@Timeout(60)
class CompletionTest {
    /// What bash itself does at a TAB, with the words of the line as arguments.
    private static final String TAB =
            """
            . "$0"
            COMP_WORDS=("$@")
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            COMP_LINE="${COMP_WORDS[*]}"
            COMP_POINT=${#COMP_LINE}
            complete -p "$1" >/dev/null || exit 3
            "_complete_$1" "$1" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
            printf '%s\\n' "${COMPREPLY[@]}"
            """;

    @TempDir Path directory;

    private Path script;

    @BeforeEach
    void write() throws Exception {
        var text = new StringWriter();
        var command = Evpnd.commandLine("completion").setOut(new PrintWriter(text));
        assertThat(command.execute("completion")).isZero();
        script = Files.writeString(directory.resolve("evpnd.bash"), text.toString());
    }

    /// What the last word may become.
    private List<String> completed(String... words) throws Exception {
        var command = new ArrayList<>(List.of("bash", "-c", TAB, script.toString()));
        command.addAll(List.of(words));
        var errors = directory.resolve("errors").toFile();
        var process =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectError(errors)
                        .start();
        var lines = process.inputReader().lines().map(String::strip).toList();
        assertThat(process.waitFor()).as(Files.readString(errors.toPath())).isZero();
        return lines.stream().filter(each -> !each.isEmpty()).toList();
    }

    @Test
    void commandsOfEvpnd() throws Exception {
        assertThat(completed("evpnd", "sh")).containsExactlyInAnyOrder("show", "shell");
        assertThat(completed("evpnd", "che")).containsExactly("check");
    }

    @Test
    void optionsOfACommand() throws Exception {
        assertThat(completed("evpnd", "run", "--")).contains("--config", "--listen", "--state-dir");
        assertThat(completed("evpnd", "show", "--so")).containsExactly("--socket");
    }

    @Test
    void optionsOfEvpnsh() throws Exception {
        assertThat(completed("evpnsh", "--")).contains("--command", "--socket", "--state-dir");
        assertThat(completed("evpnsh", "--st")).containsExactly("--state-dir");
    }

    @Test
    void filesWhereAnOptionIsOne() throws Exception {
        Files.createFile(directory.resolve("leaf-1.yaml"));
        Files.createFile(directory.resolve("leaf-2.yaml"));
        assertThat(completed("evpnd", "run", "--config", "leaf-"))
                .containsExactlyInAnyOrder("leaf-1.yaml", "leaf-2.yaml");
        assertThat(completed("evpnsh", "--socket", "leaf-1")).containsExactly("leaf-1.yaml");
    }
}
