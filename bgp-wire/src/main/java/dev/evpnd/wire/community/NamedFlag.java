package dev.evpnd.wire.community;

import java.util.List;
import java.util.stream.Collectors;

/// A bit of a flags field and how it is written; a set of flags is a list with commas.
record NamedFlag(int bit, String name) {

    private static final String SEPARATOR = ", ";
    private static final String NO_FLAG = "none";

    static String join(List<NamedFlag> known, int flags) {
        var text =
                known.stream()
                        .filter(flag -> (flags & flag.bit) != 0)
                        .map(NamedFlag::name)
                        .collect(Collectors.joining(SEPARATOR));
        return text.isEmpty() ? NO_FLAG : text;
    }

    static int parse(List<NamedFlag> known, String text) {
        if (text.equals(NO_FLAG)) {
            return 0;
        }
        int flags = 0;
        for (var name : text.split(SEPARATOR, -1)) {
            flags |= bitOf(known, name);
        }
        return flags;
    }

    private static int bitOf(List<NamedFlag> known, String name) {
        return known.stream()
                .filter(flag -> flag.name.equals(name))
                .findFirst()
                .orElseThrow(() -> ExtendedCommunityText.unexpected("the name of a flag", name))
                .bit;
    }
}
