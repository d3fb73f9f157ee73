package dev.evpnd.it.simulation;

import dev.evpnd.rib.in.InboundCounters;
import dev.evpnd.rib.in.SessionEnd;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.PeerSettings;
import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.capability.Capability;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.message.BgpMessage;
import dev.evpnd.wire.message.RouteRefresh;
import dev.evpnd.wire.octets.BigEndian;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Objects;

/// One end of a session: a node, as what it sees the other end, and what it was sent by that.
final class End {
    private static final int HEADER = 19;
    private static final int LENGTH = 16;
    private static final int TYPE = 18;
    private static final int UPDATE = 2;
    private static final int ROUTE_REFRESH = 5;

    final Node node;
    private final Session session;
    private final Peer peer;
    private final PeerSettings settings;
    private final boolean graceful;
    private final boolean longLived;
    private Filter in = Filter.NONE;
    private Filter out = Filter.NONE;
    private final OctetWriter octets = new OctetWriter();
    private @Nullable End other;
    private int number;
    private boolean up;
    private HeldRoutes held;

    /// @param peer the other end, as this node sees it
    /// @param graceful whether both ends announce Graceful Restart
    /// @param longLived whether they announce Long-Lived Graceful Restart, too
    End(
            Node node,
            Session session,
            Peer peer,
            PeerSettings settings,
            boolean graceful,
            boolean longLived) {
        this.node = node;
        this.session = session;
        this.peer = peer;
        this.settings = settings;
        this.graceful = graceful;
        this.longLived = longLived;
        held = newHeld();
    }

    private HeldRoutes newHeld() {
        return new HeldRoutes(peer.negotiated(), node);
    }

    void join(End end) {
        other = end;
    }

    End other() {
        return Objects.requireNonNull(other);
    }

    Session session() {
        return session;
    }

    Peer peer() {
        return peer;
    }

    HeldRoutes held() {
        return held;
    }

    boolean isUp() {
        return up;
    }

    void comeUp() {
        up = true;
        held = newHeld();
        number = node.ribNow().peerUp(graceful ? restartable() : peer, settings());
        node.touch();
    }

    private PeerSettings settings() {
        var policyIn = in.policy();
        var policyOut = out.policy();
        return new PeerSettings(
                policyIn == null ? settings.imports() : settings.imports().withPolicy(policyIn),
                policyOut == null ? settings.exports() : settings.exports().withPolicy(policyOut));
    }

    /// An operator wants other routes to pass, or otherwise.
    void setFilters(Filter changedIn, Filter changedOut) {
        world().tell(() -> this + " filters " + changedIn + " in and " + changedOut + " out");
        in = changedIn;
        out = changedOut;
        if (up) {
            node.ribNow().configure(number, settings());
            node.touch();
        }
    }

    private World world() {
        return node.world;
    }

    Filter in() {
        return in;
    }

    Filter out() {
        return out;
    }

    boolean isLongLived() {
        return longLived;
    }

    /// What the node has counted of what it was sent.
    InboundCounters counters() {
        return node.rib().view().counters(number, RouteFamily.EVPN);
    }

    /// The other end as its OPEN of this session has it.
    private Peer restartable() {
        var agreed = peer.negotiated();
        var received = new ArrayList<Capability>();
        received.add(other().node.gracefulRestart(agreed.families()));
        if (longLived) {
            received.add(other().node.longLivedGracefulRestart(agreed.families()));
        }
        return new Peer(
                peer.address(),
                peer.asn(),
                peer.identifier(),
                peer.kind(),
                new Negotiated(
                        agreed.external(),
                        agreed.fourOctetAs(),
                        agreed.families(),
                        agreed.addPathReceive(),
                        agreed.addPathSend(),
                        agreed.extendedNextHops(),
                        agreed.extendedReceive(),
                        agreed.extendedSend(),
                        agreed.routeRefresh(),
                        agreed.enhancedRouteRefresh(),
                        received));
    }

    boolean isGraceful() {
        return graceful;
    }

    /// The node has noticed that the session is gone.
    void goDown(SessionEnd how) {
        if (up) {
            up = false;
            node.ribNow().peerDown(number, how);
            node.touch();
        }
    }

    /// The node is gone itself.
    void vanish() {
        up = false;
    }

    /// Sends what there is to be sent, as far as the network takes it.
    ///
    /// @return whether there is more that waits for nobody but this node
    boolean push() {
        while (up && session.takesFrom(this)) {
            octets.clear();
            boolean more = node.rib().send(number, octets, session.sliceOctets());
            if (octets.length() == 0) {
                return more;
            }
            session.carry(this, octets.toByteArray());
            if (!more) {
                return false;
            }
        }
        return false;
    }

    /// Asks the other end for all its routes again (RFC 2918).
    void askForRefresh() {
        octets.clear();
        new RouteRefresh(AddressFamily.L2VPN_EVPN, RouteRefresh.REQUEST, Octets.EMPTY)
                .encode(octets, peer.negotiated());
        session.carry(this, octets.toByteArray());
    }

    /// Whole messages arrive.
    void receive(byte[] arrived) {
        var rib = node.ribNow();
        int length;
        for (int at = 0; at < arrived.length; at += length) {
            length = BigEndian.u16(arrived, at + LENGTH);
            if (arrived[at + TYPE] == UPDATE) {
                var faults = rib.update(number, arrived, at + HEADER, at + length);
                if (!faults.isEmpty()) {
                    throw new AssertionError(node + " finds faults: " + faults);
                }
                held.apply(arrived, at, length);
            } else if (arrived[at + TYPE] == ROUTE_REFRESH) {
                var message = BgpMessage.decode(arrived, at, length, peer.negotiated());
                rib.routeRefresh(number, (RouteRefresh) message.orElseThrow());
            }
        }
        node.touch();
    }

    @Override
    public String toString() {
        return node + " to " + other().node;
    }
}
