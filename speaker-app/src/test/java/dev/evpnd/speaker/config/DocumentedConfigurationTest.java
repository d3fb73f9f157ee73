package dev.evpnd.speaker.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the manual says of the configuration is so. `-Dtranscripts.update` writes anew what comes
/// from the definitions of the keys.
class DocumentedConfigurationTest {
    private static final Path MANUAL = Path.of("../docs/configuration.md");
    private static final Path SCHEMA = Path.of("../docs/evpnd.schema.json");
    private static final Path EXAMPLES = Path.of("../docs/examples");

    private static final Pattern REFERENCE =
            Pattern.compile("(?<=keys -->\n).*(?=<!-- end of reference -->)", Pattern.DOTALL);
    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    @Test
    void hasTheSchemaOfTheKeys() throws IOException {
        if (isUpdated()) {
            Files.writeString(SCHEMA, ConfigurationFile.schema());
        }
        assertThat(Files.readString(SCHEMA)).isEqualTo(ConfigurationFile.schema());
    }

    @Test
    void hasASchemaThatRefersToNothingElseAndNamesEachTypeOnce() {
        var schema = ConfigurationFile.schema();
        var references = Pattern.compile("#/\\$defs/([a-z0-9-]+)\"").matcher(schema).results();
        assertThat(references.map(match -> match.group(1)).distinct())
                .isNotEmpty()
                .allMatch(name -> schema.contains("\"" + name + "\" : {\n      \"description\""));
        assertThat(schema).doesNotContainPattern("\"(\\w+)\",\\s+\"\\1\"");
    }

    @Test
    void hasAReferenceOfAllKeys() throws IOException {
        var reference = "\n" + ConfigurationFile.reference(example("everything")) + "\n";
        var manual = Files.readString(MANUAL);
        var expected = REFERENCE.matcher(manual).replaceFirst(ignored -> quoted(reference));
        if (isUpdated()) {
            Files.writeString(MANUAL, expected);
        }
        assertThat(Files.readString(MANUAL)).contains(reference).isEqualTo(expected);
    }

    /// Of all pages, but for what is Prometheus' and not evpnd's.
    static List<Named<String>> examples() throws IOException {
        var examples = new ArrayList<Named<String>>();
        for (var page : pages()) {
            YAML.matcher(Files.readString(page))
                    .results()
                    .map(match -> match.group(1))
                    .filter(each -> !each.startsWith("scrape_configs:"))
                    .forEach(each -> examples.add(Named.of(page + ": " + first(each), each)));
        }
        return examples;
    }

    private static String first(String example) {
        return example.lines().findFirst().orElse("");
    }

    private static List<Path> pages() throws IOException {
        try (var files = Files.walk(Path.of("../docs"))) {
            return files.filter(each -> each.toString().endsWith(".md")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void showsFilesWithoutFaults(String example) {
        var faults = OneMachine.faults(example);
        if (example.startsWith("# faulty")) {
            assertThat(faults).isNotEmpty();
        } else {
            assertThat(faults).isEmpty();
        }
    }

    static List<Path> files() throws IOException {
        try (var files = Files.walk(EXAMPLES)) {
            return files.filter(each -> each.toString().endsWith(".yaml")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void hasExamplesWithoutFaults(Path file) throws IOException {
        assertThat(OneMachine.faults(Files.readString(file))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"reflector", "vtep", "ebgp/reflector", "ebgp/vtep"})
    void showsTheExamplesThatItHas(String name) throws IOException {
        var withoutComment = example(name).lines().skip(1).toList();
        assertThat(examples().stream().map(shown -> shown.getPayload().lines().toList()))
                .contains(withoutComment);
    }

    @ParameterizedTest
    @ValueSource(strings = {"beyond-one-reflector", "routing"})
    void otherPagesShowFilesAsTheyAre(String page) throws IOException {
        var files = new ArrayList<List<String>>();
        for (var file : files()) {
            files.add(withoutComments(Files.readString(file)));
        }
        var shown =
                YAML.matcher(Files.readString(Path.of("../docs/" + page + ".md")))
                        .results()
                        .map(match -> withoutComments(match.group(1)))
                        .toList();
        assertThat(shown).isNotEmpty().isSubsetOf(files);
    }

    private static List<String> withoutComments(String text) {
        return text.lines().filter(each -> !each.startsWith("#")).toList();
    }

    @Test
    void showsWhatHoldsWithoutAFile() throws IOException {
        assertThat(examples().stream().map(Named::getPayload))
                .contains(ConfigurationFile.textWithoutFile(OneMachine.MACHINE));
    }

    /// Whoever adds a key shows it.
    @Test
    void hasAnExampleOfEveryKey() throws IOException {
        var example = example("everything");
        var keys =
                Pattern.compile("^\\| `([a-z0-9-]+)` ", Pattern.MULTILINE)
                        .matcher(ConfigurationFile.reference(example("everything")))
                        .results()
                        .map((MatchResult match) -> match.group(1))
                        .distinct()
                        .toList();
        assertThat(keys).hasSizeGreaterThan(100);
        assertThat(missing(keys, example)).isEmpty();
    }

    /// Keys behind which there are keys have none of their own.
    @Test
    void hasAnExampleBesideEveryKeyThatHasAValue() throws IOException {
        var rows =
                ConfigurationFile.reference(example("everything"))
                        .lines()
                        .filter(each -> each.startsWith("| `"))
                        .toList();
        var without = rows.stream().filter(each -> each.split("(?<!\\\\) ?\\| ?", -1)[4].isEmpty());
        assertThat(rows).hasSizeGreaterThan(150);
        assertThat(without).allMatch(each -> each.contains("](#"));
    }

    private static List<String> missing(List<String> keys, String example) {
        return keys.stream()
                .filter(key -> !Pattern.compile("(^|[\\s{])" + key + ":").matcher(example).find())
                .toList();
    }

    private static String example(String name) throws IOException {
        return Files.readString(EXAMPLES.resolve(name + ".yaml"));
    }

    private static boolean isUpdated() {
        return System.getProperty("transcripts.update") != null;
    }

    private static String quoted(String replacement) {
        return Matcher.quoteReplacement(replacement);
    }
}
