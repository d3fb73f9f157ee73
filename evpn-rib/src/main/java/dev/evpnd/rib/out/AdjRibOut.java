package dev.evpnd.rib.out;

import dev.evpnd.rib.in.ReceivedPath;
import dev.evpnd.rib.peer.Peers;
import dev.evpnd.rib.route.PathTable;
import dev.evpnd.rib.route.Routes;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.octets.OctetReader;
import dev.evpnd.wire.octets.OctetWriter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What one peer holds of what it was told of some destinations, or will when it has caught up.
/// There is no table of it: it is made by the rules and the writer by which the peer is told.
///
/// It is valid until something changes.
public final class AdjRibOut {
    private final Routes routes;
    private final Peers peers;
    private final Sight sight;
    private final Member member;
    private final AttributeRewrite rewrite;

    AdjRibOut(Routes routes, Peers peers, Sight sight, Speaker speaker, Member member) {
        this.routes = routes;
        this.peers = peers;
        this.sight = sight;
        this.member = member;
        rewrite = new AttributeRewrite(member.group.view, speaker);
    }

    /// How many paths to a destination the peer holds.
    public int count(int destination) {
        int count = 0;
        int path = firstPath(destination);
        while (path != PathTable.NONE) {
            if (content(path).source() != Source.NONE) {
                count++;
            }
            path = routes.paths().next(path);
        }
        member.group.exporter.release();
        return count;
    }

    /// Those paths, but for one that no message can hold.
    public List<ToldPath> read(int destination) {
        var told = new ArrayList<ToldPath>();
        int path = firstPath(destination);
        while (path != PathTable.NONE) {
            var content = content(path);
            if (content.source() != Source.NONE) {
                read(path, content).ifPresent(told::add);
            }
            path = routes.paths().next(path);
        }
        member.group.exporter.release();
        return told;
    }

    private int firstPath(int destination) {
        return member.waiting ? PathTable.NONE : sight.firstPath(member.group.view, destination);
    }

    private Content content(int path) {
        return sight.content(member.group, member.membership, member.peer, path);
    }

    private Optional<ToldPath> read(int path, Content content) {
        var announcer = peers.get(routes.paths().peer(path));
        var set = routes.attributes().get(content.attributes());
        if (!rewrite.rewrite(set, content.source(), announcer.identifier())) {
            return Optional.empty();
        }
        var view = member.group.view;
        var agreed = Negotiated.DEFAULT.withFourOctetAs(view.fourOctetAs());
        var block = new OctetReader(rewrite.block().toByteArray());
        var attributes = PathAttributes.decode(block, agreed).orElseThrow().mergedAs4();
        var nlri = new OctetWriter();
        routes.writeNlri(routes.paths().destination(path), content.remainder(), nlri);
        return Optional.of(
                new ToldPath(
                        announcer,
                        view.pathIds() ? path + 1 : 0,
                        new ReceivedPath.Content(
                                nlri.toOctets(),
                                new MpNextHop(rewrite.nextHop().toOctets()),
                                attributes)));
    }
}
