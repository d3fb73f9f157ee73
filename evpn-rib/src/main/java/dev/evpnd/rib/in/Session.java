package dev.evpnd.rib.in;

import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.PeerSettings;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.capability.GracefulRestart;
import dev.evpnd.wire.capability.LongLivedGracefulRestart;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// A peer as one from whom routes come: with a session, or without one as long as routes of it are
/// left.
final class Session {
    final int number;
    final List<Feed> feeds = new ArrayList<>();

    private Peer peer;
    private PeerSettings settings;
    private boolean established = true;

    /// Where routes of EVPN go, if all that an UPDATE says of them can be read as it stands; null
    /// where not. Asked for each UPDATE, as the next.
    private @Nullable Feed plainEvpn;

    private boolean pathIds;

    /// Whether it waits for its turn to be reviewed.
    boolean queued;

    Session(int number, Peer peer, PeerSettings settings) {
        this.number = number;
        this.peer = peer;
        this.settings = settings;
    }

    /// The session has begun, and has a list for each of its families.
    void begin() {
        var negotiated = peer.negotiated();
        var evpn = feed(AddressFamily.L2VPN_EVPN);
        plainEvpn = evpn != null && has(evpn) && negotiated.fourOctetAs() ? evpn : null;
        pathIds = negotiated.addPathReceive().contains(AddressFamily.L2VPN_EVPN);
        boolean sendsEndOfRib = negotiated.gracefulRestart().isPresent();
        for (var feed : feeds) {
            feed.ended = false;
            feed.forEach(branch -> branch.stale.begin(sendsEndOfRib));
        }
    }

    @Nullable Feed plainEvpn() {
        return plainEvpn;
    }

    /// Whether EVPN routes come with path identifiers.
    boolean hasPathIds() {
        return pathIds;
    }

    Peer peer() {
        return peer;
    }

    PeerSettings settings() {
        return settings;
    }

    void setSettings(PeerSettings changed) {
        settings = changed;
    }

    boolean isEstablished() {
        return established;
    }

    @Nullable Feed feed(AddressFamily family) {
        for (var feed : feeds) {
            if (feed.family().equals(family)) {
                return feed;
            }
        }
        return null;
    }

    /// Whether a new session with this peer goes on where this one ended: what is known of the peer
    /// to others is the same, so that what it announced may still be said to be its own.
    boolean isOf(Peer other) {
        return peer.address().equals(other.address())
                && peer.asn().equals(other.asn())
                && peer.identifier().equals(other.identifier())
                && peer.kind() == other.kind();
    }

    /// The session has ended. What is kept stays for as long as its time is; the rest is swept.
    void end(SessionEnd how, long nowMillis) {
        established = false;
        for (var feed : feeds) {
            var restartSeconds =
                    how.keeps(settings.imports().stale(), peer.negotiated(), feed.family());
            if (restartSeconds.isEmpty() || !has(feed)) {
                drop(feed);
            } else {
                keep(feed, nowMillis, millis(restartSeconds.getAsInt()));
            }
        }
    }

    private void keep(Feed feed, long nowMillis, long restartMillis) {
        var stale = settings.imports().stale();
        int longer = stale.longLivedSeconds(peer.negotiated(), feed.family());
        feed.forEach(
                branch -> {
                    branch.makeRoomForMark();
                    branch.stale.keep(
                            nowMillis, restartMillis, millis(stale.staleSeconds()), millis(longer));
                    branch.stale.tick(nowMillis);
                });
    }

    private static void drop(Feed feed) {
        feed.forEach(
                branch -> {
                    branch.makeRoomForMark();
                    branch.stale.drop();
                });
    }

    /// Another router has taken the peer's place: nothing is kept any longer.
    void abandon() {
        feeds.forEach(Session::drop);
    }

    private static long millis(int seconds) {
        return 1000L * seconds;
    }

    private boolean has(Feed feed) {
        return peer.negotiated().families().contains(feed.family());
    }

    /// The peer is back, for which [#isOf] has to hold.
    void resume(Peer returned, PeerSettings settingsNow) {
        peer = returned;
        settings = settingsNow;
        established = true;
        for (var feed : feeds) {
            feed.beginSession();
            boolean kept = has(feed) && hasKept(feed.family());
            boolean keptForLong = has(feed) && hasKeptForLong(feed.family());
            feed.forEach(branch -> branch.stale.resume(kept, keptForLong));
        }
    }

    private boolean hasKept(AddressFamily family) {
        return peer.negotiated()
                .gracefulRestart()
                .flatMap(capability -> SessionEnd.entry(capability, family))
                .filter(GracefulRestart.Entry::forwardingPreserved)
                .isPresent();
    }

    private boolean hasKeptForLong(AddressFamily family) {
        return peer.negotiated()
                .longLivedGracefulRestart()
                .filter(
                        capability ->
                                capability.entries().stream()
                                        .filter(entry -> entry.family().equals(family))
                                        .anyMatch(
                                                LongLivedGracefulRestart.Entry
                                                        ::forwardingPreserved))
                .isPresent();
    }

    /// Whether any of its paths wait to be brought to what they ought to be.
    boolean hasReview() {
        for (var feed : feeds) {
            if (feed.hasReview()) {
                return true;
            }
        }
        return false;
    }

    /// Whether nothing is left of it.
    boolean isGone() {
        return !established
                && feeds.stream().allMatch(feed -> feed.size() == 0 && !feed.hasReview());
    }
}
