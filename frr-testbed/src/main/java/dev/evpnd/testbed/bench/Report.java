package dev.evpnd.testbed.bench;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What was measured, as a table for people and as JSON for programs.
final class Report {
    private static final ObjectMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Report() {}

    /// A table for each run, the ratio to FRR behind the time to converge.
    static String table(List<Measured> all) {
        var text = new StringBuilder();
        for (var run : all.stream().map(Measured::run).distinct().toList()) {
            var rows = all.stream().filter(it -> it.run().equals(run)).toList();
            text.append("run %s: %,d deliveries%n".formatted(run.text(), run.deliveries()));
            text.append(table(headings(), rows.stream().map(it -> row(it, frr(rows))).toList()));
            text.append('\n');
            rows.stream().flatMap(it -> faults(it).stream()).forEach(text::append);
        }
        return text.toString();
    }

    private static @Nullable Double frr(List<Measured> rows) {
        return rows.stream()
                .filter(it -> it.contestant() == Contestant.FRR)
                .map(it -> it.median(Figures::convergeMillis))
                .findFirst()
                .orElse(null);
    }

    private static List<String> headings() {
        var cells = new ArrayList<>(List.of("", "trials"));
        for (var column : Column.ALL) {
            cells.add(column.title() + " " + column.unit());
            if (column.equals(Column.CONVERGE)) {
                cells.addAll(List.of("x FRR", "M/s"));
            }
        }
        cells.addAll(List.of("again", "back", "right"));
        return cells;
    }

    private static List<String> row(Measured measured, @Nullable Double frr) {
        var cells = new ArrayList<String>();
        cells.add(measured.contestant().text());
        cells.add(String.valueOf(measured.trials().size()));
        for (var column : Column.ALL) {
            var value = measured.median(column.figure());
            cells.add(column.text(value));
            if (column.equals(Column.CONVERGE)) {
                cells.add(value == null || frr == null ? "-" : decimal(value / frr));
                cells.add(
                        value == null ? "-" : decimal(measured.run().deliveries() / value / 1000));
            }
        }
        cells.add(decimal0(measured.median(Figures::repeated)));
        cells.add(decimal0(measured.median(Figures::returned)));
        cells.add(measured.isRight() ? "yes" : "no");
        return cells;
    }

    private static String decimal0(@Nullable Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, "%.0f", value);
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static List<String> faults(Measured measured) {
        return measured.trials().stream()
                .flatMap(it -> it.firstFaults().stream())
                .distinct()
                .map(it -> "%s: %s%n".formatted(measured.contestant().text(), it))
                .toList();
    }

    static String table(List<String> headings, List<List<String>> rows) {
        var text = new StringBuilder();
        var all = new ArrayList<List<String>>(List.of(headings));
        all.addAll(rows);
        for (var row : all) {
            for (int i = 0; i < row.size(); i++) {
                int column = i;
                int width = all.stream().mapToInt(it -> it.get(column).length()).max().orElse(0);
                var format = i == 0 ? "%-" + Math.max(width, 1) + "s" : "  %" + width + "s";
                text.append(format.formatted(row.get(i)));
            }
            text.append('\n');
        }
        return text.toString();
    }

    /// Every trial, and on which machine.
    static String json(List<Measured> all, Map<String, String> machine) {
        var document = new LinkedHashMap<String, Object>();
        document.put("machine", machine);
        document.put(
                "runs",
                all.stream()
                        .map(
                                it ->
                                        Map.of(
                                                "run", it.run().text(),
                                                "reflector", it.contestant().text(),
                                                "right", it.isRight(),
                                                "trials", it.trials()))
                        .toList());
        return MAPPER.writeValueAsString(document);
    }
}
