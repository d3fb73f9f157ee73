package dev.evpnd.speaker.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What the manual says of the metrics is so. `-Dtranscripts.update` writes its table anew.
class CatalogueTest {
    private static final Path MANUAL = Path.of("../docs/http.md");
    private static final Pattern TABLE =
            Pattern.compile("(?<=metrics -->\n).*(?=<!-- end of metrics -->)", Pattern.DOTALL);

    @Test
    void isInTheManual() throws IOException {
        var manual = Files.readString(MANUAL);
        var expected =
                TABLE.matcher(manual)
                        .replaceFirst(_ -> Matcher.quoteReplacement("\n" + table() + "\n"));
        if (System.getProperty("transcripts.update") != null) {
            Files.writeString(MANUAL, expected);
        }
        assertThat(Files.readString(MANUAL)).contains(table()).isEqualTo(expected);
    }

    private static String table() {
        return Catalogue.ALL.stream()
                .map(CatalogueTest::row)
                .collect(
                        Collectors.joining(
                                "", "| metric | labels | type | |\n|---|---|---|---|\n", ""));
    }

    private static String row(Metric metric) {
        var labels =
                metric.labels().stream()
                        .map(each -> "`" + each + "`")
                        .collect(Collectors.joining(", "));
        return "| `%s` | %s | %s | %s |\n"
                .formatted(
                        metric.name(),
                        labels,
                        metric.kind().name().toLowerCase(Locale.ROOT),
                        metric.help());
    }

    @Test
    void hasEveryMetricOnce() throws IllegalAccessException {
        assertThat(Catalogue.ALL.stream().map(Metric::name)).doesNotHaveDuplicates();
        for (var field : Catalogue.class.getDeclaredFields()) {
            if (field.getType() == Metric.class && Modifier.isStatic(field.getModifiers())) {
                assertThat(Catalogue.ALL).contains((Metric) field.get(null));
            }
        }
    }

    @Test
    void hasNamesOfOneForm() {
        assertThat(Catalogue.ALL)
                .allMatch(each -> each.name().matches("evpnd(_[a-z]+)+"))
                .allMatch(each -> each.help().endsWith("."))
                .allMatch(each -> each.labels().stream().allMatch(it -> it.matches("[a-z]+")));
    }
}
