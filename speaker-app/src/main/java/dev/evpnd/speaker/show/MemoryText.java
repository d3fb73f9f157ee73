package dev.evpnd.speaker.show;

import dev.evpnd.rib.TableSize;
import dev.evpnd.speaker.query.MemoryView;

import java.lang.management.MemoryUsage;
import java.util.Locale;

/// `show memory`.
public final class MemoryText {
    private static final String REGION = "%-32s %12s %12s %12s\n";
    private static final String BUFFERS = "%-32s %12s %12s\n";
    private static final String TABLE = "%-14s %-17s %12s %12s\n";

    private MemoryText() {}

    public static String of(MemoryView memory) {
        var text = new StringBuilder();
        text.append(REGION.formatted("Heap", "in use", "taken", "at most"));
        memory.regions().stream()
                .filter(MemoryView.Region::ofHeap)
                .forEach(each -> text.append(region(each.name(), each.usage())));
        text.append(region("all of it", memory.heap()));
        text.append('\n').append(REGION.formatted("Beside it", "in use", "taken", "at most"));
        memory.regions().stream()
                .filter(each -> !each.ofHeap())
                .forEach(each -> text.append(region(each.name(), each.usage())));
        text.append('\n').append(BUFFERS.formatted("Buffers", "number", "taken"));
        memory.buffers()
                .forEach(
                        each ->
                                text.append(
                                        BUFFERS.formatted(
                                                each.name(),
                                                each.count(),
                                                MemorySize.of(each.octets()))));
        text.append(BUFFERS.formatted("of sockets", "", MemorySize.of(memory.directOctets())));
        text.append('\n').append(TABLE.formatted("Family", "Table", "rows", "taken"));
        memory.tables()
                .forEach(
                        each ->
                                text.append(
                                        TABLE.formatted(
                                                each.family().family(),
                                                name(each.kind()).replace('-', ' '),
                                                each.rows(),
                                                MemorySize.of(each.octets()))));
        return text.append(
                        "\nThreads: %d, %d at most so far\n"
                                .formatted(memory.threads().now(), memory.threads().most()))
                .toString();
    }

    private static String region(String name, MemoryUsage usage) {
        return REGION.formatted(
                name,
                MemorySize.of(usage.getUsed()),
                MemorySize.of(usage.getCommitted()),
                usage.getMax() < 0 ? "-" : MemorySize.of(usage.getMax()));
    }

    static String name(TableSize.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
