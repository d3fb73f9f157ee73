package dev.evpnd.wire.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The tests that docs/conformance/rfc7606.md names are there, and its rows say what the rows of
/// the tests say.
///
/// A method named without its class is one of the class that was named last: in the same row of a
/// table, or else in the prose before it.
class ConformanceTableTest {
    private static final Path DOCUMENT = Path.of("../docs/conformance/rfc7606.md");
    private static final String ROOT = "dev.evpnd.wire.";
    private static final String ATTRIBUTES = "attribute.AttributeDecodingTest";
    private static final String MALFORMED = "treatsMalformedAttributeAsItsRfcAsks";

    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
    private static final Pattern TEST =
            Pattern.compile("([a-z]+\\.[A-Z][A-Za-z0-9]*Test)(?:\\.([a-z][A-Za-z0-9]*))?");
    private static final Pattern METHOD = Pattern.compile("[a-z][a-z0-9]*[A-Z][A-Za-z0-9]*");
    private static final Pattern ROW = Pattern.compile("[A-Z…][^.]*");

    private static List<String> lines = List.of();

    @BeforeAll
    static void read() throws IOException {
        lines = Files.readAllLines(DOCUMENT);
    }

    @Test
    void namesOnlyTestsThatThereAre() {
        var missing = new ArrayList<String>();
        int found = 0;
        var classOfProse = ATTRIBUTES;
        for (var line : lines) {
            var type = classOfProse;
            for (var quoted : quotedIn(line)) {
                var test = TEST.matcher(quoted);
                boolean qualified = test.matches();
                if (!qualified && !METHOD.matcher(quoted).matches()) {
                    continue;
                }
                type = qualified ? test.group(1) : type;
                var method = qualified ? test.group(2) : quoted;
                if (isTest(type, method)) {
                    found++;
                } else {
                    missing.add(type + "." + method);
                }
            }
            classOfProse = line.startsWith("|") ? classOfProse : type;
        }
        assertThat(missing).isEmpty();
        assertThat(found).as("tests recognized in the text").isGreaterThan(40);
    }

    private static boolean isTest(String type, @Nullable String method) {
        try {
            var tests = Arrays.stream(Class.forName(ROOT + type).getDeclaredMethods());
            return tests.filter(ConformanceTableTest::isTest)
                    .anyMatch(each -> method == null || each.getName().equals(method));
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static boolean isTest(Method method) {
        return method.isAnnotationPresent(Test.class)
                || method.isAnnotationPresent(ParameterizedTest.class);
    }

    @Test
    void namesOnlyRowsThatThereAre() throws ReflectiveOperationException {
        var rows = rows().map(cells -> cells.getFirst()).toList();
        var named = lines.stream().flatMap(line -> rowsNamedIn(line).stream()).toList();
        assertThat(named).hasSizeGreaterThan(50);
        assertThat(named)
                .filteredOn(name -> rows.stream().noneMatch(row -> isNamed(row, name)))
                .isEmpty();
    }

    /// The other way round: no row of the test is missing in the document, and treatment and code
    /// are the same in both.
    @Test
    void saysOfEveryMalformedAttributeWhatItsTestAsks() throws ReflectiveOperationException {
        var documented = lines.stream().filter(line -> line.startsWith("|")).toList();
        var rows = malformedRows();
        assertThat(rows).hasSizeGreaterThan(50);
        assertThat(rows)
                .filteredOn(row -> documented.stream().noneMatch(line -> says(line, row)))
                .isEmpty();
    }

    /// @param row what, session, hex, treatment, code
    private static boolean says(String line, List<String> row) {
        if (rowsNamedIn(line).stream().noneMatch(name -> isNamed(row.getFirst(), name))) {
            return false;
        }
        var cells = cells(line.substring(1));
        var treatment = cells.get(2);
        return (treatment.equals(row.get(3)) || treatment.equals("that of the type"))
                && List.of(cells.get(3).split(", ")).contains(row.get(4));
    }

    private static boolean isNamed(String row, String name) {
        return name.startsWith("…") ? row.contains(name.substring(1)) : row.startsWith(name);
    }

    private static List<String> rowsNamedIn(String line) {
        return quotedIn(line).stream().filter(each -> ROW.matcher(each).matches()).toList();
    }

    private static List<String> quotedIn(String line) {
        return QUOTED.matcher(line).results().map(match -> match.group(1)).toList();
    }

    private static List<List<String>> malformedRows() throws ReflectiveOperationException {
        return tables().filter(method -> method.getName().equals(MALFORMED))
                .flatMap(ConformanceTableTest::rowsOf)
                .toList();
    }

    private static Stream<List<String>> rows() throws ReflectiveOperationException {
        return tables().flatMap(ConformanceTableTest::rowsOf);
    }

    private static Stream<Method> tables() throws ReflectiveOperationException {
        return Arrays.stream(Class.forName(ROOT + ATTRIBUTES).getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(CsvSource.class));
    }

    private static Stream<List<String>> rowsOf(Method table) {
        return table.getAnnotation(CsvSource.class)
                .textBlock()
                .lines()
                .map(ConformanceTableTest::cells);
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.split("\\|")).map(String::strip).toList();
    }
}
