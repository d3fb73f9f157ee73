package dev.evpnd.rib.model;

import dev.evpnd.rib.peer.Peer;
import dev.evpnd.wire.attribute.AttributeCode;
import dev.evpnd.wire.attribute.Communities;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.community.Community;
import dev.evpnd.wire.octets.Octets;

import java.util.ArrayList;
import java.util.List;

/// What a peer announced of one route.
record NaivePath(Peer peer, NaiveRoute route, Octets nextHop, PathAttributes attributes) {

    List<Community> communities() {
        return attributes.find(Communities.class).map(Communities::asList).orElse(List.of());
    }

    /// Somebody else than the originator says so, which is partial where there were no communities
    /// (RFC 4271 section 5).
    NaivePath longLivedStale() {
        var all = new ArrayList<>(communities());
        if (all.contains(Community.LLGR_STALE)) {
            return this;
        }
        all.add(Community.LLGR_STALE);
        var marked = attributes.with(Communities.of(all.toArray(Community[]::new)));
        return new NaivePath(
                peer,
                route,
                nextHop,
                attributes.has(AttributeCode.COMMUNITIES)
                        ? marked
                        : marked.withPartial(AttributeCode.COMMUNITIES));
    }
}
