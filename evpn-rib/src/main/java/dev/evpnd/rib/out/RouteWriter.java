package dev.evpnd.rib.out;

import dev.evpnd.rib.peer.Peers;
import dev.evpnd.rib.route.AttributeTable;
import dev.evpnd.rib.route.Routes;
import dev.evpnd.wire.message.UpdatePacker;
import dev.evpnd.wire.octets.OctetWriter;

/// Writes routes as UPDATE messages for the members of one group, packing what has equal
/// attributes.
final class RouteWriter {
    /// Stands in for an attribute set where routes are withdrawn.
    private static final int WITHDRAWALS = -2;

    private final Routes routes;
    private final Peers peers;
    private final View view;
    private final AttributeRewrite rewrite;
    private final UpdatePacker packer;
    private final OctetWriter nlri = new OctetWriter();

    private int attributes = AttributeTable.NONE;
    private int source = Source.NONE;
    private boolean tellable;
    private long untold;

    /// @param out where the messages go
    RouteWriter(Routes routes, Peers peers, View view, Speaker speaker, OctetWriter out) {
        this.routes = routes;
        this.peers = peers;
        this.view = view;
        this.rewrite = new AttributeRewrite(view, speaker);
        this.packer = new UpdatePacker(out, view.maxMessageLength());
    }

    /// Announces what is told of a destination, in the message of the one before if that has the
    /// same attributes and source.
    void announce(int destination, int pathId, Content content) {
        announce(destination, pathId, content.source(), content.attributes(), content.remainder());
    }

    void announce(int destination, int pathId, int itsSource, int itsAttributes, int remainder) {
        if (itsAttributes != attributes || itsSource != source) {
            packer.finish();
            attributes = itsAttributes;
            source = itsSource;
            begin();
        }
        nlri.clear();
        writePathId(pathId);
        routes.writeNlri(destination, remainder, nlri);
        if (!tellable || !packer.add(nlri.array(), 0, nlri.length())) {
            untold++;
            // What it was told before is not what holds now.
            withdraw(destination, pathId);
        }
    }

    private void begin() {
        var announcer = peers.get(Source.peer(source)).identifier();
        tellable = rewrite.rewrite(routes.attributes().get(attributes), source, announcer);
        packer.announce(
                routes.family().code(),
                rewrite.nextHop().array(),
                0,
                rewrite.nextHop().length(),
                rewrite.block().array(),
                0,
                rewrite.block().length());
    }

    private void writePathId(int pathId) {
        if (view.pathIds()) {
            nlri.u32(pathId);
        }
    }

    /// Withdraws a destination, in the message of the one before if that is of withdrawals too.
    void withdraw(int destination, int pathId) {
        if (attributes != WITHDRAWALS) {
            packer.withdraw(routes.family().code());
            attributes = WITHDRAWALS;
        }
        nlri.clear();
        writePathId(pathId);
        routes.writeWithdrawal(destination, nlri);
        packer.add(nlri.array(), 0, nlri.length());
    }

    /// Completes the last message.
    void finish() {
        packer.finish();
        attributes = AttributeTable.NONE;
        source = Source.NONE;
    }

    /// How many routes could not be told, because no message holds them with their attributes.
    long untold() {
        return untold;
    }
}
