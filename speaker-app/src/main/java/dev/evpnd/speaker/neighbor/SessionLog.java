package dev.evpnd.speaker.neighbor;

import dev.evpnd.rib.peer.PrefixLimit;
import dev.evpnd.speaker.session.Effect;
import dev.evpnd.speaker.session.SessionState;
import dev.evpnd.speaker.telemetry.LogEvent;
import dev.evpnd.speaker.telemetry.LogRate;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.error.Malformed;
import dev.evpnd.wire.message.Open;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.function.LongSupplier;

/// The lines of the log that are about one peer. All of them name it, and no peer can have more of
/// them written than [LogRate] allows.
final class SessionLog {
    private static final Logger LOG = LoggerFactory.getLogger("evpnd.session");
    private static final int MOST_FAULTS = 3;

    private final IpAddress peer;
    private final LongSupplier millis;
    private final LogRate rate;
    private final LogRate failures;

    /// @param failures goes for attempts to have a session; it may be shared with other peers
    SessionLog(IpAddress peer, LongSupplier millis, LogRate rate, LogRate failures) {
        this.peer = peer;
        this.millis = millis;
        this.rate = rate;
        this.failures = failures;
    }

    private void write(LogEvent event) {
        write(event, rate);
    }

    private void write(LogEvent event, LogRate rate) {
        if (rate.allows(event, millis.getAsLong())) {
            event.write();
        }
    }

    private LogEvent info(String event) {
        return LogEvent.info(LOG, event).with("peer", peer);
    }

    private LogEvent warn(String event) {
        return LogEvent.warn(LOG, event).with("peer", peer);
    }

    void state(SessionState before, SessionState now) {
        if (LOG.isDebugEnabled()) {
            LOG.debug("session.state peer={} from={} to={}", peer, before, now);
        }
    }

    void up(Open open, Effect.Established up) {
        write(
                info("session.up")
                        .with("as", open.asn())
                        .with("identifier", open.identifier())
                        .with("hold", up.holdSeconds())
                        .with("families", up.negotiated().families()));
    }

    void down(Effect.DownReason reason) {
        write(warn("session.down").with("reason", DownReasons.text(reason)));
    }

    void failed(Effect.DownReason reason, String lastError) {
        var event = info("session.failed").with("reason", DownReasons.text(reason));
        if (reason instanceof Effect.DownReason.NotConnected && !lastError.isEmpty()) {
            event.with("error", lastError);
        }
        write(event, failures);
    }

    void faults(List<Malformed> faults) {
        for (var fault : faults.subList(0, Math.min(MOST_FAULTS, faults.size()))) {
            write(warn("update.malformed").with("fault", fault));
        }
    }

    void defect(RuntimeException cause) {
        // Limited as well: what a peer can cause once it can cause again.
        var event = LogEvent.error(LOG, "session.defect").with("peer", peer);
        if (rate.allows(event, millis.getAsLong())) {
            event.write(cause);
        }
    }

    void limitNear(AddressFamily family, PrefixLimit limit) {
        write(warn("limit.near").with("family", family).with("limit", limit.most()));
    }

    void limitExceeded(AddressFamily family, PrefixLimit limit) {
        write(
                warn("limit.exceeded")
                        .with("family", family)
                        .with("limit", limit.most())
                        .with("action", limit.warningOnly() ? "warning" : "shutdown"));
    }

    void limitRaised(AddressFamily family) {
        write(info("limit.raised").with("family", family));
    }

    void membershipsUnread(int most) {
        write(warn("memberships.unread").with("limit", most));
    }

    void refreshImpossible(AddressFamily family) {
        write(
                warn("refresh.impossible")
                        .with("family", family)
                        .with("hint", "the peer has to be reset for the new settings to take all"));
    }
}
