package dev.evpnd.speaker.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// The dashboard asks for what there is: metrics of the catalogue, by labels that they have.
class DashboardTest {
    private static final Path DASHBOARD = Path.of("../docs/grafana/evpnd.json");
    private static final Pattern SELECTOR = Pattern.compile("(evpnd_[a-z_]+)(?:\\{([^}]*)\\})?");
    private static final Pattern MATCHER = Pattern.compile("([a-z_]+)\\s*(?:=~|!~|!=|=)\\s*\"");
    private static final Pattern GROUPING = Pattern.compile("\\bby \\(([^)]*)\\)");
    private static final Pattern LEGEND = Pattern.compile("\\{\\{([^}]*)\\}\\}");

    /// Prometheus knows it of every daemon that it reads.
    private static final String OF_PROMETHEUS = "instance";

    private static final Map<String, Metric> METRICS =
            Catalogue.ALL.stream().collect(Collectors.toMap(Metric::name, Function.identity()));

    private record Query(String expression, String legend) {}

    private static JsonNode dashboard() throws IOException {
        return new JsonMapper().readTree(Files.readString(DASHBOARD));
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static List<Query> queries() throws IOException {
        return elements(dashboard().get("panels"))
                .flatMap(panel -> elements(panel.path("targets")))
                .map(
                        each ->
                                new Query(
                                        each.get("expr").stringValue(),
                                        each.get("legendFormat").stringValue()))
                .toList();
    }

    private static List<MatchResult> selectors(String expression) {
        return SELECTOR.matcher(expression).results().toList();
    }

    private static Set<String> labels(Query query) {
        var labels = new HashSet<String>();
        for (var selector : selectors(query.expression())) {
            var metric = METRICS.get(selector.group(1));
            if (metric != null) {
                labels.addAll(metric.labels());
            }
        }
        labels.add(OF_PROMETHEUS);
        return labels;
    }

    @Test
    void asksForMetricsOfTheCatalogueAndNoOthers() throws IOException {
        var asked =
                queries().stream()
                        .flatMap(each -> selectors(each.expression()).stream())
                        .map(each -> each.group(1))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(asked).hasSizeGreaterThan(25).isSubsetOf(METRICS.keySet());
    }

    private static Metric metric(MatchResult selector) {
        return Objects.requireNonNull(METRICS.get(selector.group(1)));
    }

    @Test
    void selectsByLabelsThatTheMetricsHave() throws IOException {
        for (var query : queries()) {
            for (var selector : selectors(query.expression())) {
                var known = new ArrayList<>(metric(selector).labels());
                known.add(OF_PROMETHEUS);
                var matchers = selector.group(2) == null ? "" : selector.group(2);
                assertThat(MATCHER.matcher(matchers).results().map(each -> each.group(1)))
                        .as(query.expression())
                        .contains(OF_PROMETHEUS)
                        .isSubsetOf(known);
            }
        }
    }

    @Test
    void groupsAndNamesByLabelsThatAreThereThen() throws IOException {
        for (var query : queries()) {
            var kept = labels(query);
            var groupings = GROUPING.matcher(query.expression()).results().toList();
            for (var grouping : groupings) {
                var by = Set.of(grouping.group(1).split(",\\s*"));
                assertThat(kept).as(query.expression()).containsAll(by);
                if (grouping.equals(groupings.getFirst())) {
                    kept.retainAll(by);
                }
            }
            assertThat(LEGEND.matcher(query.legend()).results().map(each -> each.group(1)))
                    .as(query.expression())
                    .isSubsetOf(kept);
        }
    }

    /// What never falls is of use as a rate; what does is of none as one.
    @Test
    void asksForRatesOfCountersAndForNothingElse() throws IOException {
        for (var query : queries()) {
            for (var selector : selectors(query.expression())) {
                var before = query.expression().substring(0, selector.start());
                boolean isRate = before.endsWith("rate(") || before.endsWith("increase(");
                assertThat(metric(selector).kind() == Metric.Kind.COUNTER)
                        .as(query.expression())
                        .isEqualTo(isRate);
            }
        }
    }

    @Test
    void hasPanelsThatLieBesideEachOther() throws IOException {
        var taken = new HashSet<String>();
        var ids = new HashSet<Integer>();
        for (var panel : elements(dashboard().get("panels")).toList()) {
            assertThat(ids.add(panel.get("id").intValue())).isTrue();
            var place = panel.get("gridPos");
            for (int x = 0; x < place.get("w").intValue(); x++) {
                for (int y = 0; y < place.get("h").intValue(); y++) {
                    int column = place.get("x").intValue() + x;
                    assertThat(column).isLessThan(24);
                    assertThat(taken.add(column + "," + (place.get("y").intValue() + y)))
                            .as(panel.get("title").stringValue())
                            .isTrue();
                }
            }
        }
    }
}
