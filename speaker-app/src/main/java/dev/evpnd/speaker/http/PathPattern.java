package dev.evpnd.speaker.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A path, or many: `/peers/{address}` is each that has a segment in place of the name.
///
/// @param text as it is written
record PathPattern(String text) {

    /// What stands in the places of a path, by their names; nothing if the path is another one.
    Optional<Map<String, String>> match(String path) {
        var wanted = segments(text);
        var found = segments(path);
        if (wanted.size() != found.size()) {
            return Optional.empty();
        }
        var places = new HashMap<String, String>();
        for (int i = 0; i < wanted.size(); i++) {
            var segment = found.get(i);
            if (!isPlace(wanted.get(i))) {
                if (!segment.equals(wanted.get(i))) {
                    return Optional.empty();
                }
            } else if (segment.isEmpty()) {
                return Optional.empty();
            } else {
                places.put(name(wanted.get(i)), decoded(segment));
            }
        }
        return Optional.of(places);
    }

    private static List<String> segments(String path) {
        return List.of(path.split("/", -1));
    }

    private static boolean isPlace(String segment) {
        return segment.startsWith("{");
    }

    private static String name(String segment) {
        return segment.substring(1, segment.length() - 1);
    }

    /// What is not encoded as it ought to be is left as it is: it is no name of anything then.
    private static String decoded(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return segment;
        }
    }
}
