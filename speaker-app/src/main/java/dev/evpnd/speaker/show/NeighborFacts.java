package dev.evpnd.speaker.show;

import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.rib.route.DropReason;
import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.speaker.neighbor.PeerStatus;
import dev.evpnd.speaker.query.PeerDetail;
import dev.evpnd.speaker.session.RemoteAs;
import dev.evpnd.speaker.session.SessionSettings;
import dev.evpnd.speaker.session.SessionState;
import dev.evpnd.speaker.transport.TransportSettings.TtlRule;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.capability.Role;
import dev.evpnd.wire.capability.SoftwareVersion;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;

/// What `show bgp neighbors` says of a peer, as text and as JSON alike.
record NeighborFacts(PeerDetail detail) {
    private static final int MILLIS = 1000;
    private static final String UNDEFINED = "undefined";

    /// FRR's order of peers.
    static final Comparator<PeerDetail> ORDER =
            Comparator.comparing(
                    it -> new SummaryRow(it.summary(RouteFamily.EVPN)), SummaryRow.ORDER);

    PeerStatus status() {
        return detail.view().status();
    }

    SessionSettings session() {
        return status().settings().session();
    }

    SummaryRow row() {
        return new SummaryRow(detail.summary(RouteFamily.EVPN));
    }

    boolean isEstablished() {
        return status().isEstablished();
    }

    boolean isExternal() {
        var peer = status().peer();
        if (peer != null) {
            return peer.kind() == PeerKind.EXTERNAL;
        }
        return switch (session().remoteAs()) {
            case RemoteAs.Internal _ -> false;
            case RemoteAs.External _ -> true;
            case RemoteAs.Exactly(var asn) -> !asn.equals(session().localAs());
        };
    }

    /// The identifier of the peer, all zeros without a session.
    BgpIdentifier remoteIdentifier() {
        var peer = status().peer();
        return peer == null ? new BgpIdentifier(0) : peer.identifier();
    }

    String localRole() {
        return role(Capabilities.configured(detail, Role.class));
    }

    String remoteRole() {
        return role(detail.view().announced(Role.class));
    }

    private static String role(Optional<Role> role) {
        return role.map(
                        it ->
                                switch (it.value()) {
                                    case 0 -> "provider";
                                    case 1 -> "rs-server";
                                    case 2 -> "rs-client";
                                    case 3 -> "customer";
                                    case 4 -> "peer";
                                    default -> UNDEFINED;
                                })
                .orElse(UNDEFINED);
    }

    String softwareVersion() {
        return detail.view()
                .announced(SoftwareVersion.class)
                .map(SoftwareVersion::version)
                .orElse("n/a");
    }

    /// The state, without what FRR has beside it.
    SessionState state() {
        return status().peering().state();
    }

    /// What this speaker waits for in the state Active: FRR's word in JSON, and nothing where that
    /// is no more than the time.
    Optional<String> waitsFor() {
        if (state() != SessionState.ACTIVE) {
            return Optional.empty();
        }
        if (NeighborRestart.remaining(detail).isPresent()) {
            return Optional.of("passiveNSF");
        }
        return session().passive() ? Optional.of("passive") : Optional.empty();
    }

    /// The hold time of the session; without one, that which is proposed.
    int holdSeconds() {
        return status().peering().holdSeconds().orElse(session().timers().hold());
    }

    int keepaliveSeconds() {
        return status().peering().keepaliveSeconds().orElse(session().timers().keepalive());
    }

    /// When the peer was heard of last; if never, since when it is there.
    long lastReadMillis() {
        return status().received().lastMillisAgo().orElse(status().changedMillisAgo());
    }

    Optional<LastReset> lastReset(Layout layout) {
        return LastReset.of(detail, layout);
    }

    /// How far away the peer may be.
    int hops() {
        return switch (status().settings().transport().ttl()) {
            case TtlRule.Outgoing(int ttl) -> ttl;
            case TtlRule.Security(int hops) -> hops;
        };
    }

    /// How often routes were dropped for some reasons.
    long dropped(DropReason... reasons) {
        long sum = 0;
        for (var counters : detail.view().received().values()) {
            for (var reason : reasons) {
                sum += counters.dropped().getOrDefault(reason, 0L);
            }
        }
        return sum;
    }

    /// For reasons of policy.
    long filtered() {
        return dropped(DropReason.DENIED_BY_POLICY, DropReason.NO_POLICY);
    }

    /// Whether what the peer sends is read.
    boolean isReading() {
        return isEstablished() && !status().paused();
    }

    /// Whether the peer had more routes than it may, and waits because of it.
    boolean isOverLimit() {
        return status().overLimit();
    }

    static String time(long millis) {
        return Uptime.of(Duration.ofMillis(millis));
    }

    static long seconds(long millis) {
        return millis / MILLIS;
    }
}
