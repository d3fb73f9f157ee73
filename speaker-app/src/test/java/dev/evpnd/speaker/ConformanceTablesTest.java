package dev.evpnd.speaker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// The tables of docs/conformance name tests that there are, in whichever module, and its index has
/// every RFC that has a table.
class ConformanceTablesTest {
    private static final Path DOCUMENTS = Path.of("../docs/conformance");
    private static final List<String> PAGES = List.of("sessions.md", "routes.md", "evpn.md");
    private static final List<String> MODULES =
            List.of("bgp-wire", "evpn-rib", "speaker-app", "integration-tests");

    private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w*(?:Test|IT))\\.(\\w+)`");
    private static final Pattern ROW =
            Pattern.compile("\\| [^|]+ \\| [^|]+ \\| (yes|part|no) \\| ([^|]+) \\|");
    private static final Pattern HEADING = Pattern.compile("## RFC (\\d+): (.+)");
    private static final Pattern INDEXED =
            Pattern.compile("\\| \\[(\\d+)]\\(([a-z]+\\.md)#([a-z0-9-]+)\\) \\| .*");

    /// Of each class what is in its file; two modules may have one of the same name.
    private static final Map<String, String> SOURCES = new HashMap<>();

    @BeforeAll
    static void read() throws IOException {
        for (var module : MODULES) {
            try (var files = Files.walk(Path.of("..", module, "src"))) {
                for (var file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
                    var name = file.getFileName().toString().replace(".java", "");
                    SOURCES.merge(name, Files.readString(file), String::concat);
                }
            }
        }
    }

    private static List<String> lines(String page) throws IOException {
        return Files.readAllLines(DOCUMENTS.resolve(page));
    }

    @Test
    void nameOnlyTestsThatThereAre() throws IOException {
        var missing = new ArrayList<String>();
        int found = 0;
        for (var page : PAGES) {
            var named = NAMED.matcher(Files.readString(DOCUMENTS.resolve(page)));
            while (named.find()) {
                found++;
                if (!isTest(named.group(1), named.group(2))) {
                    missing.add(page + ": " + named.group());
                }
            }
        }
        assertThat(missing).isEmpty();
        assertThat(found).isGreaterThan(200);
    }

    /// Behind an annotation that makes it one.
    private static boolean isTest(String type, String method) {
        var test =
                Pattern.compile(
                        "@(Test|ParameterizedTest)\\b[^{}]*(\\{[^{}]*}[^{}]*)*\\bvoid "
                                + method
                                + "\\(");
        return test.matcher(SOURCES.getOrDefault(type, "")).find();
    }

    @Test
    void sayByWhatEachRowIsHeldOrWhyItIsNot() throws IOException {
        for (var page : PAGES) {
            var rows = lines(page).stream().filter(each -> each.startsWith("| ")).toList();
            assertThat(rows).hasSizeGreaterThan(30);
            for (var row : rows) {
                if (row.startsWith("| section |")) {
                    continue;
                }
                var parts = ROW.matcher(row);
                assertThat(parts.matches()).as(row).isTrue();
                if (!parts.group(1).equals("no")) {
                    assertThat(parts.group(2)).as(row).containsPattern("`[A-Z]\\w*\\.\\w+`|]\\(");
                }
            }
        }
    }

    @Test
    void haveEachRfcInTheIndexWithWhatItsRowsSay() throws IOException {
        var tables = new ArrayList<String>();
        for (var page : PAGES) {
            for (var line : lines(page)) {
                var heading = HEADING.matcher(line);
                if (heading.matches()) {
                    tables.add(page + "#" + anchor(line.substring("## ".length())));
                }
            }
        }
        var indexed = new ArrayList<String>();
        for (var line : lines("README.md")) {
            var entry = INDEXED.matcher(line);
            if (entry.matches()) {
                indexed.add(entry.group(2) + "#" + entry.group(3));
                assertThat(line).endsWith(counts(entry.group(2), entry.group(1)));
            }
        }
        assertThat(indexed).hasSizeGreaterThan(40).containsExactlyInAnyOrderElementsOf(tables);
    }

    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 -]", "").replace(' ', '-');
    }

    /// How many rows say yes, part and no, as the index has it.
    private static String counts(String page, String rfc) throws IOException {
        var counts = new HashMap<String, Integer>();
        boolean inside = false;
        for (var line : lines(page)) {
            if (line.startsWith("## ")) {
                inside = line.startsWith("## RFC " + rfc + ":");
            }
            var row = ROW.matcher(line);
            if (inside && row.matches()) {
                counts.merge(row.group(1), 1, Integer::sum);
            }
        }
        var shown =
                List.of("yes", "part", "no").stream()
                        .map(each -> counts.getOrDefault(each, 0))
                        .map(each -> each == 0 ? "–" : each.toString());
        return "| " + String.join(" | ", shown.toList()) + " |";
    }
}
