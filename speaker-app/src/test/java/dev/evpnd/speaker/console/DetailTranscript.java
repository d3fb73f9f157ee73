package dev.evpnd.speaker.console;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Routes in detail without that in which FRR and evpnd are bound to differ (docs/compat.md).
final class DetailTranscript {
    private static final Pattern SOURCE = Pattern.compile("    \\S+ from (\\S+) \\(.*");
    private static final Pattern LAST_UPDATE =
            Pattern.compile(
                    "      Last update: (Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [ \\d]\\d"
                            + " \\d\\d:\\d\\d:\\d\\d 20\\d\\d");

    private DetailTranscript() {}

    static String masked(String text) {
        return text.contains("BGP routing table entry")
                ? peers(List.of(text.split("\n", -1))).stream()
                        .filter(each -> !isOfConfiguration(each))
                        .map(DetailTranscript::line)
                        .collect(Collectors.joining("\n"))
                : text;
    }

    /// What FRR adds to a route that its configuration has.
    private static boolean isOfConfiguration(String line) {
        return line.equals("      Label Index: 0")
                || line.equals("    Characteristics:")
                || line.startsWith("      BGPID: ");
    }

    private static String line(String line) {
        return LAST_UPDATE
                .matcher(line)
                .replaceFirst("      Last update: then")
                .replaceFirst("(.*, multipath, best) .*", "$1")
                .replaceFirst(" VNI 1601$", " VNI 0")
                .replaceFirst("Extended IPv6 Community: .*", "Extended IPv6 Community")
                .replace(" blackhole no-export ", " blackhole ");
    }

    /// Who is told, in order: FRR has peers of groups first, and tells clients and external peers
    /// of what they have announced themselves.
    private static List<String> peers(List<String> lines) {
        var masked = new ArrayList<String>();
        int told = -1;
        for (var line : lines) {
            if (!masked.isEmpty()
                    && masked.getLast().matches("  Advertised to (non peer-group )?peers:")) {
                told = masked.size();
                masked.add(Stream.of(line.strip().split(" ")).sorted().toList().toString());
                continue;
            }
            var source = SOURCE.matcher(line);
            if (told >= 0 && source.matches()) {
                masked.set(told, masked.get(told).replaceFirst(source.group(1) + "(, )?", ""));
                told = -1;
            }
            masked.add(line);
        }
        return masked;
    }
}
