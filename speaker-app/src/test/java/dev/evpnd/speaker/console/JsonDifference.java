package dev.evpnd.speaker.console;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Compares JSON documents as FRR's own tests do.
public final class JsonDifference {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> REASONS = Set.of("selectionReason", "bestpath");

    private final Set<String> different;
    private final boolean ordered;
    private final List<String> missing = new ArrayList<>();

    private JsonDifference(Set<String> different, boolean ordered) {
        this.different = different;
        this.ordered = ordered;
    }

    /// What a document has that another lacks, or has otherwise.
    ///
    /// @param different the keys whose values may be any, or missing
    public static List<String> missing(String wanted, String found, Set<String> different) {
        var difference = new JsonDifference(different, true);
        difference.compare("", JSON.readTree(wanted), JSON.readTree(found));
        return difference.missing;
    }

    /// The same where the elements of arrays may be in any order.
    static List<String> missingInAnyOrder(String wanted, String found, Set<String> different) {
        var difference = new JsonDifference(different, false);
        difference.compare("", JSON.readTree(wanted), JSON.readTree(found));
        return difference.missing;
    }

    private void compare(String at, JsonNode wanted, JsonNode found) {
        if (wanted.isObject() && found.isObject()) {
            wanted.properties().stream()
                    .filter(each -> !mayDiffer(each.getKey(), wanted))
                    .forEach(
                            each -> {
                                var there = found.get(each.getKey());
                                var place = at + "/" + each.getKey();
                                if (there == null) {
                                    lacks(place, each.getValue());
                                } else {
                                    compare(place, each.getValue(), there);
                                }
                            });
        } else if (wanted.isArray() && found.isArray() && wanted.size() == found.size()) {
            for (int i = 0; i < wanted.size(); i++) {
                if (ordered) {
                    compare(at + "/" + i, wanted.get(i), found.get(i));
                } else if (!isIn(found, wanted.get(i))) {
                    missing.add(at + "/" + i + ": " + wanted.get(i) + " not in " + found);
                }
            }
        } else if (!wanted.equals(found)) {
            missing.add(at + ": " + wanted + " and not " + found);
        }
    }

    private boolean isIn(JsonNode array, JsonNode wanted) {
        for (var each : array) {
            var difference = new JsonDifference(different, false);
            difference.compare("", wanted, each);
            if (difference.missing.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /// FRR has an empty object for a distinguisher without any route that was asked for.
    private void lacks(String place, JsonNode value) {
        if (!value.isObject() || !value.isEmpty()) {
            missing.add(place);
        }
    }

    /// Of several that are as good, FRR names the comparison that it made last, and not the one
    /// that decided.
    private boolean mayDiffer(String key, JsonNode object) {
        return different.contains(key) || REASONS.contains(key) && object.get("multipath") != null;
    }
}
