package dev.evpnd.it.simulation;

import dev.evpnd.rib.in.SessionEnd;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.PeerSettings;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.capability.Capability;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.message.BgpMessage;
import dev.evpnd.wire.message.RouteRefresh;
import dev.evpnd.wire.octets.BigEndian;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

import org.jspecify.annotations.Nullable;

import java.util.List;
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
    private final OctetWriter out = new OctetWriter();
    private @Nullable End other;
    private int number;
    private boolean up;
    private HeldRoutes held;

    /// @param peer the other end, as this node sees it
    /// @param graceful whether both ends announce Graceful Restart
    End(Node node, Session session, Peer peer, PeerSettings settings, boolean graceful) {
        this.node = node;
        this.session = session;
        this.peer = peer;
        this.settings = settings;
        this.graceful = graceful;
        held = newHeld();
    }

    private HeldRoutes newHeld() {
        return new HeldRoutes(peer.negotiated(), node.identifier);
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
        number = node.rib().peerUp(graceful ? restartable() : peer, settings);
        node.touch();
    }

    /// The other end as its OPEN of this session has it.
    private Peer restartable() {
        var agreed = peer.negotiated();
        var received = List.<Capability>of(other().node.gracefulRestart(agreed.families()));
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
            node.rib().peerDown(number, how);
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
            out.clear();
            boolean more = node.rib().send(number, out, session.sliceOctets());
            if (out.length() == 0) {
                return more;
            }
            session.carry(this, out.toByteArray());
            if (!more) {
                return false;
            }
        }
        return false;
    }

    /// Asks the other end for all its routes again (RFC 2918).
    void askForRefresh() {
        out.clear();
        new RouteRefresh(AddressFamily.L2VPN_EVPN, RouteRefresh.REQUEST, Octets.EMPTY)
                .encode(out, peer.negotiated());
        session.carry(this, out.toByteArray());
    }

    /// Whole messages arrive.
    void receive(byte[] octets) {
        int length;
        for (int at = 0; at < octets.length; at += length) {
            length = BigEndian.u16(octets, at + LENGTH);
            if (octets[at + TYPE] == UPDATE) {
                var faults = node.rib().update(number, octets, at + HEADER, at + length);
                if (!faults.isEmpty()) {
                    throw new AssertionError(node + " finds faults: " + faults);
                }
                held.apply(octets, at, length);
            } else if (octets[at + TYPE] == ROUTE_REFRESH) {
                var message = BgpMessage.decode(octets, at, length, peer.negotiated());
                node.rib().routeRefresh(number, (RouteRefresh) message.orElseThrow());
            }
        }
        node.touch();
    }

    @Override
    public String toString() {
        return node + " to " + other().node;
    }
}
