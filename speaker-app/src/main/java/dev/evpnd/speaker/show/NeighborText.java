package dev.evpnd.speaker.show;

import dev.evpnd.rib.route.DropReason;
import dev.evpnd.speaker.query.PeerDetail;
import dev.evpnd.speaker.transport.SocketAddresses;
import dev.evpnd.speaker.transport.SocketState;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.capability.Fqdn;

import java.util.Comparator;
import java.util.Locale;

/// `show bgp neighbors`, peer by peer.
public final class NeighborText {
    private final StringBuilder text = new StringBuilder();
    private final NeighborFacts facts;
    private final PeerDetail detail;

    private final Layout layout;

    private NeighborText(PeerDetail detail, Layout layout) {
        facts = new NeighborFacts(detail);
        this.detail = detail;
        this.layout = layout;
    }

    /// In which order peers are shown.
    public static Comparator<PeerDetail> order() {
        return NeighborFacts.ORDER;
    }

    public static String of(PeerDetail detail, Layout layout) {
        return new NeighborText(detail, layout).write();
    }

    private String write() {
        identity();
        state();
        if (facts.isEstablished()) {
            CapabilitiesText.write(text, Capabilities.of(detail.view()), layout);
        }
        NeighborRestartText.write(text, NeighborRestart.of(detail), layout);
        messages();
        prefixes();
        line("  Minimum time between advertisement runs is 0 seconds");
        if (!layout.isOld()) {
            line("  Update delay timer is 0 seconds (remaining: 0)");
        }
        facts.status()
                .settings()
                .transport()
                .source()
                .ifPresent(it -> line("  Update source is " + it));
        line("");
        for (var family : NeighborFamily.of(detail)) {
            NeighborFamilyText.write(text, family, layout);
            line("");
        }
        history();
        connection();
        line("");
        return text.toString();
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private void identity() {
        var status = facts.status();
        var settings = status.settings();
        line(
                "BGP neighbor is %s, remote AS %d, local AS %d%s, %s link"
                        .formatted(
                                facts.row().neighbor(),
                                facts.row().remoteAs(),
                                facts.row().localAs(),
                                localAs(),
                                facts.isExternal() ? "external" : "internal"));
        line("  Local Role: " + facts.localRole());
        line("  Remote Role: " + facts.remoteRole());
        if (!settings.description().isEmpty()) {
            line(" Description: " + settings.description());
        }
        detail.view().hostName().ifPresent(it -> line("Hostname: " + it + domain()));
        settings.group()
                .ifPresent(it -> line(" Member of peer-group " + it + " for session parameters"));
        detail.range().ifPresent(it -> line(" Belongs to the subnet range group: " + it));
        if (settings.shutdown().isPresent()) {
            line(" Administratively shut down");
        }
        line(
                "  BGP version 4, remote router ID %s, local router ID %s"
                        .formatted(facts.remoteIdentifier(), detail.identifier()));
    }

    private String localAs() {
        var local = facts.status().settings().routes().imports().localAs();
        if (local == null) {
            return "";
        }
        return (local.prepended() ? "" : " no-prepend") + (local.inPlace() ? " replace-as" : "");
    }

    private String domain() {
        return detail.view()
                .announced(Fqdn.class)
                .map(it -> it.domainName().isEmpty() ? "" : "." + it.domainName())
                .orElse("");
    }

    private void state() {
        var status = facts.status();
        var timers = facts.session().timers();
        text.append("  BGP state = ").append(facts.state());
        if (facts.isEstablished()) {
            text.append(", up for ").append(NeighborFacts.time(status.changedMillisAgo()));
        }
        facts.waitsFor()
                .ifPresent(
                        it -> text.append(it.equals("passive") ? " (passive)" : " (NSF passive)"));
        line("");
        var written = status.sent().lastMillisAgo();
        line(
                "  Last read %s, Last write %s"
                        .formatted(
                                NeighborFacts.time(facts.lastReadMillis()),
                                written.isEmpty()
                                        ? "never"
                                        : NeighborFacts.time(written.getAsLong())));
        line(timers("  Hold time", facts.holdSeconds(), facts.keepaliveSeconds()));
        line(timers("  Configured hold time", timers.hold(), timers.keepalive()));
        line(
                "  Configured tcp-mss is %d, synced tcp-mss is %d"
                        .formatted(
                                status.settings().transport().maxSegment().orElse(0),
                                status.socket().map(SocketState::maxSegment).orElse(0L)));
        line("  Configured conditional advertisements interval is 60 seconds");
    }

    private static String timers(String what, int hold, int keepalive) {
        return "%s is %d seconds, keepalive interval is %d seconds"
                .formatted(what, hold, keepalive);
    }

    private void messages() {
        var sent = facts.status().sent();
        var received = facts.status().received();
        line("  Message statistics:");
        line("    Inq depth is " + facts.status().inputWaiting());
        line("    Outq depth is " + facts.status().outputWaiting());
        line("                         Sent       Rcvd");
        counts("Opens:", sent.opens(), received.opens());
        counts("Notifications:", sent.notifications(), received.notifications());
        counts("Updates:", sent.updates(), received.updates());
        counts("Keepalives:", sent.keepalives(), received.keepalives());
        counts("Route Refresh:", sent.routeRefreshes(), received.routeRefreshes());
        counts("Capability:", 0, 0);
        counts("Total:", sent.messages(), received.messages());
        line("");
    }

    private void counts(String what, long sent, long received) {
        line(String.format(Locale.ROOT, "    %-15s%10d %10d", what, sent, received));
    }

    private void prefixes() {
        line("  Prefix statistics:");
        line("    Inbound filtered: " + facts.filtered());
        line("    AS-PATH loop: " + facts.dropped(DropReason.AS_LOOP));
        line("    Originator loop: " + facts.dropped(DropReason.OWN_ORIGINATOR_ID));
        line("    Cluster loop: " + facts.dropped(DropReason.CLUSTER_LOOP));
        line("    Invalid next-hop: " + facts.dropped(DropReason.OWN_NEXT_HOP));
        line("    Withdrawn: " + facts.status().faults().withdrawn());
        line("    Attributes discarded: " + facts.status().faults().discarded());
        line("");
    }

    private void history() {
        line(
                "  Connections established %d; dropped %d"
                        .formatted(facts.row().establishments(), facts.row().drops()));
        var reset = facts.lastReset(layout);
        line(
                "  Last reset "
                        + reset.map(
                                        it ->
                                                NeighborFacts.time(it.millisAgo())
                                                        + ",  "
                                                        + it.text(facts.softwareVersion()))
                                .orElse("never"));
        if (facts.isOverLimit()) {
            line("  Peer had exceeded the max. no. of prefixes configured.");
            line(
                    "  Reduce the no. of prefix and clear ip bgp %s to restore peering"
                            .formatted(facts.status().address()));
        }
        line(
                "  %s BGP neighbor may be up to %d hops away."
                        .formatted(facts.isExternal() ? "External" : "Internal", facts.hops()));
    }

    private void connection() {
        var status = facts.status();
        var ends = status.ends();
        if (ends != null) {
            var local = SocketAddresses.address(ends.local().getAddress());
            var remote = SocketAddresses.address(ends.remote().getAddress());
            line("Local host: " + local + ", Local port: " + ends.local().getPort());
            line("Foreign host: " + remote + ", Foreign port: " + ends.remote().getPort());
            nextHops(local);
            line("BGP connection: non shared network");
        }
        line("BGP Connect Retry Timer in Seconds: " + facts.session().timers().connectRetry());
        status.socket()
                .ifPresent(
                        it -> line("Estimated round trip time: " + it.roundTripMillis() + " ms"));
        detail.startMillis()
                .ifPresent(
                        it ->
                                line(
                                        "Next start timer due in "
                                                + NeighborFacts.seconds(it)
                                                + " seconds"));
        detail.connectMillis()
                .ifPresent(
                        it ->
                                line(
                                        "Next connect timer due in "
                                                + NeighborFacts.seconds(it)
                                                + " seconds"));
        if (status.settings().transport().password().isPresent()) {
            line("Peer Authentication Enabled");
        }
        line(
                "Read thread: %s  Write thread: %s  FD used: %d"
                        .formatted(
                                facts.isReading() ? "on" : "off",
                                facts.isEstablished() ? "on" : "off",
                                status.socket().map(SocketState::descriptor).orElse(-1)));
    }

    private void nextHops(IpAddress local) {
        boolean isIpv4 = local instanceof Ipv4Address;
        line("Nexthop: " + (isIpv4 ? local : "0.0.0.0"));
        line("Nexthop global: " + (isIpv4 ? "::" : local));
        line("Nexthop local: ::");
    }
}
