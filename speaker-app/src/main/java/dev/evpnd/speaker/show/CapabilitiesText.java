package dev.evpnd.speaker.show;

import dev.evpnd.wire.capability.Capability;
import dev.evpnd.wire.capability.EnhancedRouteRefresh;
import dev.evpnd.wire.capability.ExtendedMessage;
import dev.evpnd.wire.capability.FourOctetAs;
import dev.evpnd.wire.capability.Fqdn;
import dev.evpnd.wire.capability.GracefulRestart;
import dev.evpnd.wire.capability.LongLivedGracefulRestart;
import dev.evpnd.wire.capability.Role;
import dev.evpnd.wire.capability.RouteRefresh;
import dev.evpnd.wire.capability.SoftwareVersion;

import java.util.Optional;
import java.util.stream.Collectors;

/// What both ends have announced, in FRR's words and order.
final class CapabilitiesText {
    static final int DYNAMIC = 67;
    static final int LINK_LOCAL_NEXT_HOP = 77;

    private final StringBuilder text;
    private final Capabilities all;

    private final Layout layout;

    private CapabilitiesText(StringBuilder text, Capabilities all, Layout layout) {
        this.text = text;
        this.all = all;
        this.layout = layout;
    }

    static void write(StringBuilder text, Capabilities all, Layout layout) {
        new CapabilitiesText(text, all, layout).write();
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private void write() {
        line("  Neighbor capabilities:");
        simple("4 Byte AS", FourOctetAs.class);
        simple("Extended Message", ExtendedMessage.class);
        addPath();
        simple("Dynamic", all.exchanged(DYNAMIC));
        simple("Role", Role.class);
        simple("Long-lived Graceful Restart", LongLivedGracefulRestart.class);
        all.received(LongLivedGracefulRestart.class)
                .ifPresent(
                        it -> {
                            line("      Address families by peer:");
                            it.entries().forEach(each -> line("           " + each.family()));
                        });
        simple("Route refresh", RouteRefresh.class);
        simple("Enhanced Route Refresh", EnhancedRouteRefresh.class);
        for (var family : all.families()) {
            simple("Address Family " + family, all.exchanged(family));
        }
        line(
                "    Hostname Capability: %s %s"
                        .formatted(
                                name("advertised", all.sent(Fqdn.class)),
                                name("received", all.received(Fqdn.class))));
        line(
                "    Version Capability: %s %s"
                        .formatted(
                                version("advertised", all.sent(SoftwareVersion.class)),
                                version("received", all.received(SoftwareVersion.class))));
        if (!layout.isOld()) {
            linkLocal(all.exchanged(LINK_LOCAL_NEXT_HOP));
        }
        restart();
    }

    private void linkLocal(Exchanged linkLocal) {
        line(
                "    Link-Local Next Hop Capability: %s %s"
                        .formatted(
                                linkLocal.isAdvertised() ? "advertised" : "not advertised",
                                linkLocal.isReceived() ? "received" : "not received"));
    }

    private void simple(String name, Class<? extends Capability> kind) {
        simple(name, all.exchanged(kind));
    }

    private void simple(String name, Exchanged exchanged) {
        if (exchanged != Exchanged.NEITHER) {
            line("    " + name + ": " + exchanged.text());
        }
    }

    private void addPath() {
        var heading = "    AddPath:\n";
        for (var family : all.families()) {
            var sends = all.sendsPaths(family);
            var takes = all.takesPaths(family);
            if (sends != Exchanged.NEITHER || takes != Exchanged.NEITHER) {
                text.append(heading);
                heading = "";
            }
            paths(family + ": TX ", sends);
            paths(family + ": RX ", takes);
        }
    }

    private void paths(String what, Exchanged exchanged) {
        if (exchanged != Exchanged.NEITHER) {
            line("      " + what + exchanged.text());
        }
    }

    private static String name(String direction, Optional<Fqdn> name) {
        return name.map(
                        it ->
                                "%s (name: %s,domain name: %s)"
                                        .formatted(
                                                direction,
                                                orNothing(it.hostName()),
                                                orNothing(it.domainName())))
                .orElse("not " + direction);
    }

    static String orNothing(String name) {
        return name.isEmpty() ? "n/a" : name;
    }

    private static String version(String direction, Optional<SoftwareVersion> version) {
        return version.map(it -> "%s software version (%s)".formatted(direction, it.version()))
                .orElse("not " + direction);
    }

    private void restart() {
        var exchanged = all.exchanged(GracefulRestart.class);
        simple("Graceful Restart Capability", exchanged);
        all.received(GracefulRestart.class)
                .ifPresent(
                        it -> {
                            if (layout.isOld()) {
                                restartOnce(it);
                            } else {
                                restartTwice(it, exchanged);
                            }
                        });
    }

    private void restartOnce(GracefulRestart capability) {
        line("      Remote Restart timer is " + capability.restartSeconds() + " seconds");
        line("      Address families by peer:");
        line(
                "        "
                        + (capability.entries().isEmpty()
                                ? "none"
                                : capability.entries().stream()
                                        .map(CapabilitiesText::text)
                                        .collect(Collectors.joining(", "))));
    }

    /// FRR 10.7 says some of it twice.
    private void restartTwice(GracefulRestart capability, Exchanged exchanged) {
        var timer = "      Remote Restart timer is " + capability.restartSeconds() + " seconds";
        line(timer);
        line("      Address families by peer:");
        line("            Graceful Restart Capability: " + exchanged.text());
        line(timer);
        if (capability.restarted()) {
            line("      Peer has restarted (R-bit is set)");
        }
        if (capability.survivesNotification()) {
            line("      Peer has restarted (N-bit is set)");
        }
        line("      Address families by peer:");
        if (capability.entries().isEmpty()) {
            line("        none");
        }
        capability.entries().forEach(each -> line("        " + text(each)));
    }

    private static String text(GracefulRestart.Entry entry) {
        return "%s(%s)"
                .formatted(
                        entry.family(),
                        entry.forwardingPreserved() ? "preserved" : "not preserved");
    }
}
