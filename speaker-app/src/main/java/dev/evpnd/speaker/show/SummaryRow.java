package dev.evpnd.speaker.show;

import dev.evpnd.speaker.neighbor.DownReasons;
import dev.evpnd.speaker.query.PeerSummary;
import dev.evpnd.speaker.session.Effect.DownReason;
import dev.evpnd.speaker.session.SessionState;
import dev.evpnd.wire.capability.SoftwareVersion;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;

/// What `show bgp l2vpn evpn summary` says of a peer.
record SummaryRow(PeerSummary peer) {
    /// FRR's order: those of peer groups first.
    static final Comparator<SummaryRow> ORDER =
            Comparator.comparing((SummaryRow row) -> row.group().isEmpty())
                    .thenComparing(row -> row.group().orElse(""))
                    .thenComparing(row -> row.peer.view().status().address());

    private static final String NEVER = "never";
    private static final String NOTIFICATION = "Notification ";

    Optional<String> group() {
        return peer.view().status().settings().group();
    }

    boolean isDynamic() {
        return peer.view().status().dynamic();
    }

    String neighbor() {
        return (peer.view().status().dynamic() ? "*" : "") + peer.view().status().address();
    }

    String upDown() {
        var status = peer.view().status();
        return status.changes() == 0
                ? NEVER
                : Uptime.of(Duration.ofMillis(status.changedMillisAgo()));
    }

    long remoteAs() {
        return peer.view().remoteAs().map(asn -> Integer.toUnsignedLong(asn.number())).orElse(0L);
    }

    long localAs() {
        return Integer.toUnsignedLong(peer.view().status().settings().session().localAs().number());
    }

    /// With a session that carries the family.
    boolean isUp() {
        return peer.isEstablished() && peer.isNegotiated();
    }

    /// The routes received or, without a session, its state.
    String stateOrReceived() {
        if (!peer.isEstablished()) {
            return " " + state();
        }
        if (!peer.isNegotiated()) {
            return "        NoNeg";
        }
        return SummaryText.right(
                peer.lacksPolicyIn() ? "(Policy)" : Integer.toString(peer.accepted()), 13);
    }

    String told() {
        if (!peer.isEstablished()) {
            return SummaryText.right("0", 9);
        }
        if (!peer.isNegotiated()) {
            return "    NoNeg";
        }
        return SummaryText.right(
                peer.lacksPolicyOut() ? "(Policy)" : Long.toString(peer.told()), 9);
    }

    /// In the width of a column.
    private String state() {
        var status = peer.view().status();
        if (status.settings().shutdown().isPresent()) {
            return "Idle (Admin)";
        }
        return status.overLimit()
                ? "Idle (PfxCt)"
                : SummaryText.right(status.peering().state().toString(), 12);
    }

    String stateName() {
        var status = peer.view().status();
        if (status.settings().shutdown().isPresent()) {
            return "Idle (Admin)";
        }
        return status.overLimit() ? "Idle (PfxCt)" : status.peering().state().toString();
    }

    /// Cut at a word, as far as there is one.
    String description(int width) {
        var text = peer.view().status().settings().description();
        if (text.isEmpty()) {
            return "N/A";
        }
        if (text.length() <= width) {
            return text;
        }
        int end = text.lastIndexOf(' ', width);
        return text.substring(0, end > 0 ? end : width).stripTrailing();
    }

    int establishments() {
        return peer.view().status().peering().establishments();
    }

    int drops() {
        boolean up = peer.view().status().peering().state() == SessionState.ESTABLISHED;
        return establishments() - (up ? 1 : 0);
    }

    /// What the software of the peer calls itself.
    String software() {
        return peer.view()
                .announced(SoftwareVersion.class)
                .map(SoftwareVersion::version)
                .orElse("n/a");
    }

    /// Why there is no session, in text: with the software, where it was no NOTIFICATION.
    String reason(Layout layout) {
        if (layout.isOld() && peer.isEstablished()) {
            return " AFI/SAFI Not Negotiated";
        }
        var reason = reason();
        return reason.startsWith(NOTIFICATION) ? reason : reason + " (" + software() + ")";
    }

    /// The same without it.
    String reason() {
        var status = peer.view().status();
        if (status.settings().shutdown().isPresent()) {
            return "Admin. shutdown";
        }
        if (peer.isEstablished()) {
            return "No AFI/SAFI activated for peer";
        }
        return status.peering().lastEnd().map(SummaryRow::reason).orElse("Waiting for peer OPEN");
    }

    private static String reason(DownReason reason) {
        return switch (reason) {
            case DownReason.Received(var it) -> LastReset.text("received", it);
            case DownReason.Sent(var it) -> LastReset.text("sent", it);
            case DownReason.ConnectionLost _ -> "Peer closed the session";
            case DownReason.NotConnected _, DownReason.Restarting _, DownReason.Replaced _ ->
                    DownReasons.text(reason);
        };
    }
}
