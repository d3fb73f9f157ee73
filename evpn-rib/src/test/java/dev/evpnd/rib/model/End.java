package dev.evpnd.rib.model;

import dev.evpnd.rib.peer.NextHopRule;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.PeerSettings;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.attribute.PathAttributes;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// Our side of a session and the other.
final class End {
    final int number;
    final Session session;
    final Peer peer;
    final ReceivingPeer receiver;

    /// All that the peer has said and not taken back, whatever became of it.
    final Map<SaidKey, Said> said = new LinkedHashMap<>();

    /// The families that it was asked to tell again and has not.
    final Set<AddressFamily> asked = new LinkedHashSet<>();

    /// Whether it matters how many paths it has.
    boolean limited;

    record SaidKey(NaiveRoute.Key route, int pathId) {}

    record Said(NaiveRoute route, int pathId, Ipv4Address nextHop, PathAttributes attributes) {}

    /// Whether two paths never look the same to the peer.
    boolean seesNextHops;

    /// Whether the peer reads what changes, and nothing is told it that it knows already.
    boolean onlyNews;

    /// Whether nothing happened since it was told all there was but that routes came and went.
    boolean undisturbed;

    /// The event behind which it was told all there was.
    int upToDateAt;

    /// How often something was settled since the peer was told all there was.
    int settlings;

    End(int number, Session session, Peer peer, PeerSettings settings) {
        this.number = number;
        this.session = session;
        this.peer = peer;
        configure(settings);
        receiver = new ReceivingPeer(peer, session);
    }

    void configure(PeerSettings settings) {
        seesNextHops = settings.exports().nextHop().equals(NextHopRule.UNCHANGED);
        limited = !settings.imports().limits().isEmpty();
    }

    void says(NaiveRoute route, int pathId, Ipv4Address nextHop, PathAttributes attributes) {
        said.put(new SaidKey(route.key(), pathId), new Said(route, pathId, nextHop, attributes));
    }

    void takesBack(NaiveRoute route, int pathId) {
        said.remove(new SaidKey(route.key(), pathId));
    }

    /// What the peer's memberships point to, which is another's as well.
    Ipv4Address nextHop() {
        return new Ipv4Address(0x0a01_0000 + (peer.identifier().bits() & 1));
    }

    /// What becomes of a path identifier where none were negotiated.
    int pathId(int pathId) {
        return session.sendsPaths() ? pathId : 0;
    }

    /// It may be told anything again.
    void disturb() {
        onlyNews = false;
        undisturbed = false;
    }

    /// It was told all there was.
    ///
    /// @param behind the event that was the last
    /// @param settled whether all there was is all that there is to come
    /// @param sure whether nothing of it has to be told again
    void upToDate(int behind, boolean settled, boolean sure) {
        settlings = 0;
        if (settled) {
            undisturbed = true;
            upToDateAt = behind;
        }
        receiver.upToDate();
        onlyNews = seesNextHops && sure;
    }

    ReceivingPeer.Expectation expectation() {
        if (!onlyNews) {
            return ReceivingPeer.Expectation.ANYTHING;
        }
        return settlings > 1 ? ReceivingPeer.Expectation.NEWS : ReceivingPeer.Expectation.NEWS_ONCE;
    }
}
