package dev.evpnd.speaker.show;

import dev.evpnd.wire.attribute.Origin;

/// The columns of FRR's tables of routes.
final class RouteColumns {
    static final String INDENT = " ".repeat(20);
    static final int NETWORK_WIDTH = 17;
    private static final int NEXT_HOP_WIDTH = 16;

    /// How far in the columns begin where the next hop takes a line of its own.
    private static final int BEHIND_LONG_NEXT_HOP = 38;

    /// The same in an old layout, where they are below those of other lines.
    private static final int BEHIND_LONG_NEXT_HOP_ONCE = 36;

    private static final int METRIC_WIDTH = 10;
    private static final int LOCAL_PREF_WIDTH = 7;
    private static final int WEIGHT_WIDTH = 7;

    private RouteColumns() {}

    /// What the letters in front of a path and behind it mean.
    static String codes(Layout layout) {
        return layout.isOld()
                ? """
                  Status codes: s suppressed, d damped, h history, * valid, > best, i - internal
                  Origin codes: i - IGP, e - EGP, ? - incomplete
                  """
                : """
                  Status codes:  s suppressed, d damped, h history, u unsorted, * valid, > best, = multipath,
                                 i internal, r RIB-failure, S Stale, R Removed
                  Origin codes:  i - IGP, e - EGP, ? - incomplete
                  """;
    }

    static void network(StringBuilder to, String network) {
        to.append(network);
        if (network.length() < NETWORK_WIDTH) {
            to.repeat(' ', NETWORK_WIDTH - network.length());
        } else {
            to.append('\n').append(INDENT);
        }
    }

    static void nextHop(StringBuilder to, String nextHop, Layout layout) {
        to.append(nextHop);
        if (nextHop.length() < NEXT_HOP_WIDTH) {
            to.repeat(' ', NEXT_HOP_WIDTH - nextHop.length());
        } else {
            to.append('\n');
            to.repeat(' ', layout.isOld() ? BEHIND_LONG_NEXT_HOP_ONCE : BEHIND_LONG_NEXT_HOP);
        }
    }

    /// The others, up to the end of the line.
    static void attributes(StringBuilder to, AttributeTexts.Text text, int weight) {
        right(to, text.metric(), METRIC_WIDTH);
        right(to, text.localPref(), LOCAL_PREF_WIDTH);
        right(to, Integer.toString(weight), WEIGHT_WIDTH);
        to.append(' ').append(text.path()).append(text.path().isEmpty() ? "" : " ");
        to.append(letter(text.origin())).append('\n');
    }

    private static void right(StringBuilder to, String text, int width) {
        to.repeat(' ', Math.max(0, width - text.length())).append(text);
    }

    private static char letter(Origin origin) {
        return switch (origin.value()) {
            case 0 -> 'i';
            case 1 -> 'e';
            default -> '?';
        };
    }
}
