package dev.evpnd.speaker.decode;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// What the documentation shows is what is printed.
class DocumentedExamplesTest {
    private static final Pattern EXAMPLE =
            Pattern.compile(
                    "^\\$ echo (?<input>.+) \\| speaker-app/bin/evpnd decode ?(?<options>.*)\\R"
                            + "(?<output>\\{.*)$",
                    Pattern.MULTILINE);

    @ParameterizedTest
    @CsvSource({"../docs/decode.md,10", "../README.md,1"})
    void areWhatIsPrinted(Path page, int count) throws IOException {
        var examples = EXAMPLE.matcher(Files.readString(page)).results().toList();
        assertThat(examples).hasSize(count);
        for (var example : examples) {
            var options = example.group("options");
            var arguments = options.isEmpty() ? new String[0] : options.split(" ", -1);
            var run = Run.of(example.group("input").replace("'", ""), arguments);
            assertThat(run).isEqualTo(new Run(0, example.group("output") + "\n", ""));
        }
    }
}
