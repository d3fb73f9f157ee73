package dev.evpnd.speaker.daemon;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A text in Prometheus' format 0.0.4, read strictly: each metric is there once, with its help, its
/// type and then all its values, and no value twice.
final class Exposition {
    private static final Pattern HELP = Pattern.compile("# HELP ([a-z_]+) (\\S.*)");
    private static final Pattern TYPE = Pattern.compile("# TYPE ([a-z_]+) (counter|gauge)");
    private static final Pattern SAMPLE =
            Pattern.compile(
                    "([a-z_]+)(?:\\{((?:[a-z]+=\"(?:[^\"\\\\\n]|\\\\[\\\\\"n])*\",?)+)\\})?"
                            + " ([-+.0-9E]+|NaN|[-+]Inf)");
    private static final Pattern LABEL =
            Pattern.compile("([a-z]+)=\"((?:[^\"\\\\\n]|\\\\[\\\\\"n])*)\"(,|$)");

    private final Map<String, String> types = new LinkedHashMap<>();
    private final Map<String, Double> values = new HashMap<>();

    private Exposition(String text) {
        if (!text.endsWith("\n")) {
            throw new AssertionError("the last line does not end");
        }
        var helped = new HashSet<String>();
        var current = "";
        for (var line : text.substring(0, text.length() - 1).split("\n", -1)) {
            if (line.startsWith("# HELP")) {
                current = matched(HELP, line).group(1);
                require(helped.add(current), line);
            } else if (line.startsWith("# TYPE")) {
                var type = matched(TYPE, line);
                require(type.group(1).equals(current), line);
                require(types.put(current, type.group(2)) == null, line);
                require(current.endsWith("_total") == type.group(2).equals("counter"), line);
            } else {
                var sample = matched(SAMPLE, line);
                require(sample.group(1).equals(current) && types.containsKey(current), line);
                var labels = sample.group(2) == null ? "" : labels(sample.group(2));
                double value = Double.parseDouble(sample.group(3));
                require(values.put(current + labels, value) == null, line);
            }
        }
        require(helped.equals(types.keySet()), "help without a type");
    }

    static Exposition parse(String text) {
        return new Exposition(text);
    }

    private static Matcher matched(Pattern pattern, String line) {
        var matcher = pattern.matcher(line);
        require(matcher.matches(), line);
        return matcher;
    }

    private static void require(boolean holds, String line) {
        if (!holds) {
            throw new AssertionError("not as it should be: " + line);
        }
    }

    /// In the order of their names.
    private static String labels(String text) {
        var labels = new TreeMap<String, String>();
        var matcher = LABEL.matcher(text);
        int end = 0;
        while (matcher.find()) {
            require(matcher.start() == end, text);
            require(labels.put(matcher.group(1), matcher.group(2)) == null, text);
            end = matcher.end();
        }
        require(end == text.length() && !text.endsWith(","), text);
        return labels.toString();
    }

    Set<String> names() {
        return types.keySet();
    }

    /// @param series `name`, or `name{label=value, other=value}` with labels in their order
    double value(String series) {
        var value = values.get(series);
        if (value == null) {
            throw new AssertionError("there is no " + series + " among " + values.keySet());
        }
        return value;
    }

    /// All that there is a value of.
    Set<String> series() {
        return values.keySet();
    }
}
