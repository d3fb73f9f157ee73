package dev.evpnd.testbed.bench;

import java.util.List;
import java.util.Locale;

/// The times to converge as a picture (SVG): a group of bars for each run.
final class Chart {
    private static final int WIDTH = 760;
    private static final int LABELS = 110;
    private static final int FIGURES = 80;
    private static final int BAR = 18;
    private static final int GAP = 4;
    private static final int HEADING = 26;

    private Chart() {}

    static String svg(List<Measured> all) {
        var body = new StringBuilder();
        int y = GAP;
        for (var run : all.stream().map(Measured::run).distinct().toList()) {
            var rows = all.stream().filter(it -> it.run().equals(run)).toList();
            body.append(text(0, y + HEADING - 8, "heading", run.text() + ": seconds to converge"));
            y += HEADING;
            double longest = rows.stream().mapToDouble(Chart::seconds).max().orElse(1);
            for (var row : rows) {
                body.append(bar(row, y, longest));
                y += BAR + GAP;
            }
        }
        return """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d">
        <style>
          text { font: 12px sans-serif; fill: #222; }
          .heading { font-weight: bold; }
          rect { fill: #8aa4bf; }
          .evpnd { fill: #c4572e; }
          .floor { fill: #d5d5d5; }
          @media (prefers-color-scheme: dark) { text { fill: #ddd; } }
        </style>
        %s</svg>
        """
                .formatted(WIDTH, y, WIDTH, y, body);
    }

    private static double seconds(Measured measured) {
        var millis = measured.median(Figures::convergeMillis);
        return millis == null ? 0 : millis / 1000;
    }

    private static String bar(Measured row, int y, double longest) {
        double seconds = seconds(row);
        int room = WIDTH - LABELS - FIGURES;
        int length = (int) Math.max(1, Math.round(room * seconds / longest));
        var name = row.contestant().text();
        var figure = seconds == 0 ? "not reached" : String.format(Locale.ROOT, "%.2f", seconds);
        return text(0, y + BAR - 5, "name", name)
                + "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>%n"
                        .formatted(name, LABELS, y, length, BAR)
                + text(LABELS + length + 6, y + BAR - 5, "figure", figure);
    }

    private static String text(int x, int y, String kind, String text) {
        return "<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>%n".formatted(kind, x, y, text);
    }
}
