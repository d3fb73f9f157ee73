package dev.evpnd.rib.out;

import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.route.AttributeSet;
import dev.evpnd.rib.route.Routes;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.attribute.ReflectedAttributes;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.message.UpdatePacker;
import dev.evpnd.wire.octets.OctetReader;
import dev.evpnd.wire.octets.OctetWriter;

/// Writes routes as UPDATE messages for one kind of session, packing what has equal attributes.
///
/// An announcement is reflected: its attribute block is that which was received, with ORIGINATOR_ID
/// and CLUSTER_LIST (RFC 4456 section 8).
final class RouteWriter {
    /// Stands in for an attribute set where nothing is announced.
    private static final int NOTHING = -1;

    private static final int WITHDRAWALS = -2;

    private final Routes routes;
    private final Negotiated negotiated;
    private final int clusterId;
    private final UpdatePacker packer;
    private final OctetWriter block = new OctetWriter();
    private final OctetWriter nlri = new OctetWriter();

    private int attributes;
    private int source;
    private long tooLong;

    /// @param out where the messages go
    RouteWriter(Routes routes, Negotiated negotiated, int clusterId, OctetWriter out) {
        this.routes = routes;
        this.negotiated = negotiated;
        this.clusterId = clusterId;
        this.packer = new UpdatePacker(out, negotiated.maxSendLength());
        reset();
    }

    private void reset() {
        attributes = NOTHING;
        source = Source.NONE;
    }

    /// Announces a path, in the message of the one before if that has the same attributes and
    /// source.
    void announce(int path, int sourceOfPath, Peer announcer) {
        if (routes.paths().attributes(path) != attributes || sourceOfPath != source) {
            packer.finish();
            attributes = routes.paths().attributes(path);
            source = sourceOfPath;
            begin(routes.attributes().get(attributes), announcer);
        }
        nlri.clear();
        routes.writeNlri(routes.paths().destination(path), routes.paths().remainder(path), nlri);
        add();
    }

    private void begin(AttributeSet set, Peer announcer) {
        block.clear();
        ReflectedAttributes.write(
                block,
                set.array(),
                set.blockOffset(),
                set.blockLength(),
                announcer.identifier().bits(),
                clusterId);
        if (!negotiated.fourOctetAs()) {
            narrow();
        }
        packer.announce(
                routes.family().code(),
                set.array(),
                0,
                set.nextHopLength(),
                block.array(),
                0,
                block.length());
    }

    /// Writes the block anew for a peer whose AS numbers have two octets (RFC 6793 section 4.2.2).
    private void narrow() {
        var wide = new OctetReader(block.toByteArray());
        var records = PathAttributes.decode(wide, Negotiated.DEFAULT).orElseThrow();
        block.clear();
        records.encode(block, negotiated);
    }

    /// Withdraws a destination, in the message of the one before if that is of withdrawals too.
    void withdraw(int destination) {
        if (attributes != WITHDRAWALS) {
            packer.withdraw(routes.family().code());
            attributes = WITHDRAWALS;
        }
        nlri.clear();
        routes.writeWithdrawal(destination, nlri);
        add();
    }

    private void add() {
        if (!packer.add(nlri.array(), 0, nlri.length())) {
            tooLong++;
        }
    }

    /// Completes the last message.
    void finish() {
        packer.finish();
        reset();
    }

    /// How many routes had attributes so long that no message could hold them.
    long tooLong() {
        return tooLong;
    }
}
