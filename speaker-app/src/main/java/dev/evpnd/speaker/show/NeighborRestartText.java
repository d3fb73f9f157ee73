package dev.evpnd.speaker.show;

import dev.evpnd.rib.route.RouteFamily;

import java.util.List;

/// What there is to say of graceful restart, in FRR's words.
final class NeighborRestartText {
    private final StringBuilder text;
    private final NeighborRestart restart;

    private final Layout layout;

    private NeighborRestartText(StringBuilder text, NeighborRestart restart, Layout layout) {
        this.text = text;
        this.restart = restart;
        this.layout = layout;
    }

    static void write(StringBuilder text, NeighborRestart restart, Layout layout) {
        new NeighborRestartText(text, restart, layout).write();
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private void write() {
        var remaining = NeighborRestart.remaining(restart.detail());
        line("  Graceful restart information:");
        if (restart.isAgreed()) {
            line("    End-of-RIB send: " + joined(restart.families(restart::endOfRibSent)));
            line("    End-of-RIB received: " + joined(restart.families(restart::endOfRibReceived)));
        }
        remaining.ifPresent(it -> line("    The remaining time of restart timer is " + it));
        NeighborRestart.staleRemaining(restart.detail())
                .ifPresent(it -> line("    The remaining time of stalepath timer is " + it));
        line("    Local GR Mode: " + restart.localMode());
        line("    Remote GR Mode: " + restart.remoteMode(layout));
        if (!layout.isOld()) {
            line("");
        }
        line("    R bit: " + word(restart.restartBit()));
        line("    N bit: " + word(restart.notificationBit()));
        line("    Timers:");
        line("      Configured Restart Time(sec): " + restart.configuredSeconds());
        line("      Received Restart Time(sec): " + restart.receivedSeconds());
        line("      Configured LLGR Stale Path Time(sec): " + restart.configuredLongLivedSeconds());
        remaining.ifPresent(this::remaining);
        // FRR 10.3 has families of IPv4 and IPv6 here, but not EVPN.
        if (restart.isAgreed() && !layout.isOld()) {
            restart.families().forEach(this::family);
        }
    }

    private void remaining(long seconds) {
        var line = "      Restart Time Remaining(sec): " + seconds;
        line(line);
        if (layout.isOld()) {
            // FRR 10.3 says it twice.
            line(line);
        }
    }

    private void family(RouteFamily family) {
        var sent = restart.endOfRibSent(family) ? "Yes" : "No";
        line("    " + family.family() + ":");
        line("      F bit: " + word(restart.isPreserved(family)));
        line("      End-of-RIB sent: " + sent);
        line("      End-of-RIB sent after update: " + sent);
        line("      End-of-RIB received: " + (restart.endOfRibReceived(family) ? "Yes" : "No"));
        line("      Timers:");
        line("        Configured Stale Path Time(sec): " + restart.configuredStaleSeconds());
        line("        LLGR Stale Path Time(sec): " + restart.longLivedSeconds(family));
    }

    private static String word(boolean truth) {
        return truth ? "True" : "False";
    }

    private static String joined(List<RouteFamily> families) {
        return String.join(", ", families.stream().map(it -> it.family().toString()).toList());
    }
}
