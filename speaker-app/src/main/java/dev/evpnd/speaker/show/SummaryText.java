package dev.evpnd.speaker.show;

import java.util.List;

/// `show bgp l2vpn evpn summary`.
public final class SummaryText {
    private static final int NEIGHBOR_WIDTH = 16;
    private static final int DESCRIPTION_WIDTH = 20;
    private static final int WIDE_DESCRIPTION_WIDTH = 64;

    private SummaryText() {}

    public static String of(Summary summary, Summary.Asked asked, Layout layout) {
        if (summary.peers().isEmpty()) {
            return "% No BGP neighbors found in VRF default\n";
        }
        var rows = summary.rows(asked);
        if (asked.neighbor().isPresent()
                && summary.peers().stream()
                        .noneMatch(
                                each ->
                                        each.view()
                                                .status()
                                                .address()
                                                .equals(asked.neighbor().get()))) {
            return "No such neighbor in this view/vrf\n";
        }
        if (rows.isEmpty() && asked.failed()) {
            return "% No failed BGP neighbors found\n";
        }
        var text = new StringBuilder();
        head(text, summary, asked.terse());
        text.append('\n');
        if (rows.isEmpty()) {
            text.append("% No matching neighbor\n");
        } else {
            table(text, rows, asked, layout);
            text.append('\n');
            if (asked.isNarrow()) {
                text.append("Displayed neighbors ").append(rows.size()).append('\n');
            }
            text.append("Total number of neighbors ").append(summary.peers().size()).append('\n');
        }
        if (summary.dynamic() > 0) {
            text.append("* - dynamic neighbor\n")
                    .append(summary.dynamic())
                    .append(" dynamic neighbor(s), limit ")
                    .append(summary.dynamicLimit())
                    .append('\n');
        }
        return text.toString();
    }

    private static void head(StringBuilder text, Summary summary, boolean terse) {
        text.append("BGP router identifier ")
                .append(summary.identifier())
                .append(", local AS number ")
                .append(summary.as())
                .append(" VRF default vrf-id 0\n");
        if (terse) {
            return;
        }
        text.append("BGP table version 0\n")
                .append("RIB entries ")
                .append(summary.destinations())
                .append(", using ")
                .append(MemorySize.of(summary.heapOctets()))
                .append(" of memory\nPeers ")
                .append(summary.peers().size())
                .append(", using ")
                .append(MemorySize.of(summary.waitingOctets()))
                .append(" of memory\n");
        if (summary.groups() > 0) {
            text.append("Peer groups ")
                    .append(summary.groups())
                    .append(", using 0 bytes of memory\n");
        }
    }

    private static void table(
            StringBuilder text, List<SummaryRow> rows, Summary.Asked asked, Layout layout) {
        int width =
                rows.stream()
                        .mapToInt(each -> each.neighbor().length() + 1)
                        .reduce(NEIGHBOR_WIDTH, Math::max);
        text.append(left("Neighbor", width));
        if (asked.failed()) {
            text.append("EstdCnt DropCnt ResetTime Reason\n");
            rows.forEach(each -> failed(text, each, width, layout));
            return;
        }
        text.append("V         AS   ")
                .append(asked.wide() ? " LocalAS   " : "")
                .append(
                        "MsgRcvd   MsgSent   TblVer  InQ OutQ  Up/Down State/PfxRcd   PfxSnt Desc\n");
        rows.forEach(each -> row(text, each, width, asked.wide()));
    }

    private static void row(StringBuilder text, SummaryRow row, int width, boolean wide) {
        var status = row.peer().view().status();
        text.append(left(row.neighbor(), width)).append('4').append(right(row.remoteAs(), 11));
        if (wide) {
            text.append(right(row.localAs(), 11));
        }
        text.append(right(status.received().messages(), 10))
                .append(right(status.sent().messages(), 10))
                .append(right(0, 9))
                .append(right(status.inputWaiting(), 5))
                .append(right(status.outputWaiting(), 5))
                .append(right(row.upDown(), 9))
                .append(row.stateOrReceived())
                .append(row.told())
                .append(' ')
                .append(row.description(wide ? WIDE_DESCRIPTION_WIDTH : DESCRIPTION_WIDTH))
                .append('\n');
    }

    private static void failed(StringBuilder text, SummaryRow row, int width, Layout layout) {
        text.append(left(row.neighbor(), width))
                .append(right(row.establishments(), 7))
                .append(right(row.drops(), 8))
                .append(right(row.upDown(), 10))
                .append(' ')
                .append(row.reason(layout))
                .append('\n');
    }

    static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }

    private static String right(long number, int width) {
        return right(Long.toString(number), width);
    }

    private static String left(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
