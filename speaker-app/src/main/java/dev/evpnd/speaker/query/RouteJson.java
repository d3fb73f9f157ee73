package dev.evpnd.speaker.query;

import dev.evpnd.rib.decision.DecisionStep;
import dev.evpnd.rib.explain.PathStanding;
import dev.evpnd.rib.in.ReceivedPath;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.rib.policy.Verdict;
import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.speaker.json.AttributeJson;
import dev.evpnd.speaker.json.EvpnJson;
import dev.evpnd.speaker.json.Fields;
import dev.evpnd.speaker.json.NlriJson;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.ClusterList;
import dev.evpnd.wire.attribute.Communities;
import dev.evpnd.wire.attribute.ExtendedCommunities;
import dev.evpnd.wire.attribute.LargeCommunities;
import dev.evpnd.wire.attribute.LocalPref;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.MultiExitDisc;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.attribute.OriginatorId;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.community.Encapsulation;
import dev.evpnd.wire.community.ExtendedCommunity;
import dev.evpnd.wire.community.MacMobility;
import dev.evpnd.wire.community.RouteTarget;
import dev.evpnd.wire.nlri.RouteTargetMembership;
import dev.evpnd.wire.octets.Octets;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JsonGenerator;

import java.util.List;
import java.util.Set;

/// Routes, their paths, and which of them is best.
final class RouteJson {
    private RouteJson() {}

    /// A route with its paths, as an object.
    static void write(JsonGenerator json, RouteFamily family, ListedRoute route) {
        var standings = route.standings();
        json.writeStartObject();
        write(json, family, standings.key(), route.asked());
        decision(json, standings.settled(), standings.decidedBy());
        paths(json, family, route.asked(), standings.decidedBy());
        json.writeEndObject();
    }

    /// What identifies a route, into the object that is open.
    ///
    /// @param paths one or more
    static void write(
            JsonGenerator json, RouteFamily family, Octets key, List<PathStanding> paths) {
        json.writeStringProperty("key", key.toHex());
        if (family != RouteFamily.EVPN) {
            return;
        }
        var route = paths.getFirst().path().effective().evpnRoute();
        json.writeNumberProperty("routeType", route.routeType());
        RoutePrefix.distinguisher(route)
                .ifPresent(it -> Fields.text(json, "routeDistinguisher", it));
        RoutePrefix.text(route).ifPresent(it -> json.writeStringProperty("prefix", it));
    }

    static void decision(JsonGenerator json, boolean settled, @Nullable DecisionStep decidedBy) {
        json.writeBooleanProperty("settled", settled);
        if (decidedBy != null) {
            json.writeStringProperty("decidedBy", Words.of(decidedBy));
        }
    }

    static void paths(
            JsonGenerator json,
            RouteFamily family,
            List<PathStanding> paths,
            @Nullable DecisionStep decidedBy) {
        json.writeArrayPropertyStart("paths");
        for (var path : paths) {
            json.writeStartObject();
            standing(json, path, decidedBy);
            announcer(json, path.announcer());
            path(json, family, path.path());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void standing(
            JsonGenerator json, PathStanding standing, @Nullable DecisionStep decidedBy) {
        var path = standing.path();
        json.writeBooleanProperty("valid", path.ineligible() == null);
        if (path.ineligible() != null) {
            json.writeStringProperty("invalidBecause", Words.of(path.ineligible()));
        }
        json.writeBooleanProperty("bestpath", standing.isBest());
        if (standing.isBest() && decidedBy != null) {
            json.writeStringProperty("selectionReason", decidedBy.text());
        }
        var lostBy = standing.lostBy();
        if (lostBy != null) {
            json.writeStringProperty("lostBy", lostBy.text());
        }
        json.writeBooleanProperty("stale", path.stale());
        json.writeBooleanProperty("longLivedStale", path.longLivedStale());
    }

    /// A best path as it was when it changed, as an object of this name.
    static void best(JsonGenerator json, String name, PathStanding path) {
        json.writeObjectPropertyStart(name);
        announcer(json, path.announcer());
        json.writeNumberProperty("weight", path.path().weight());
        content(json, RouteFamily.EVPN, path.path().effective());
        json.writeEndObject();
    }

    /// The same in short.
    static void formerBest(JsonGenerator json, String name, PathStanding path) {
        json.writeObjectPropertyStart(name);
        announcer(json, path.announcer());
        nextHop(json, path.path().effective().nextHop());
        json.writeEndObject();
    }

    private static void announcer(JsonGenerator json, Peer peer) {
        json.writeStringProperty(
                "pathFrom",
                switch (peer.kind()) {
                    case LOCAL -> "local";
                    case EXTERNAL -> "external";
                    case INTERNAL, CLIENT -> "internal";
                });
        if (peer.kind() != PeerKind.LOCAL) {
            json.writeBooleanProperty("client", peer.kind() == PeerKind.CLIENT);
            Fields.text(json, "peerId", peer.address());
            Fields.text(json, "peerRouterId", peer.identifier());
            Fields.u32(json, "peerAs", peer.asn().number());
        }
    }

    private static void path(JsonGenerator json, RouteFamily family, ReceivedPath path) {
        Fields.u32(json, "pathId", path.pathId());
        json.writeNumberProperty("weight", path.weight());
        content(json, family, path.effective());
        var policy = path.policy();
        if (policy != null) {
            policy(json, policy);
        }
        if (!path.received().equals(path.effective())) {
            json.writeObjectPropertyStart("received");
            content(json, family, path.received());
            json.writeEndObject();
        }
    }

    private static void policy(JsonGenerator json, Verdict policy) {
        json.writeObjectPropertyStart("importPolicy");
        switch (policy) {
            case Verdict.Permit permit -> {
                json.writeBooleanProperty("permitted", true);
                json.writeArrayPropertyStart("clauses");
                permit.clauses().forEach(json::writeNumber);
                json.writeEndArray();
            }
            case Verdict.Deny(var reason, var clause) -> {
                json.writeBooleanProperty("permitted", false);
                json.writeStringProperty("reason", Words.of(reason));
                if (clause != null) {
                    json.writeNumberProperty("clause", clause);
                }
            }
        }
        json.writeEndObject();
    }

    private static void content(
            JsonGenerator json, RouteFamily family, ReceivedPath.Content content) {
        json.writeObjectPropertyStart("nlri");
        switch (family) {
            case EVPN -> EvpnJson.write(json, content.evpnRoute());
            case ROUTE_TARGET ->
                    NlriJson.write(json, RouteTargetMembership.read(content.nlri().reader()));
        }
        json.writeEndObject();
        nextHop(json, content.nextHop());
        attributes(json, content.attributes());
    }

    private static void nextHop(JsonGenerator json, MpNextHop nextHop) {
        var address = nextHop.address();
        if (address.isPresent()) {
            Fields.text(json, "nextHop", address.get());
        } else {
            json.writeStringProperty("nextHopOctets", nextHop.octets().toHex());
        }
        nextHop.linkLocal().ifPresent(it -> Fields.text(json, "linkLocalNextHop", it));
    }

    /// Those that are asked for most, by their names in FRR, and then all.
    private static void attributes(JsonGenerator json, PathAttributes attributes) {
        attributes.find(Origin.class).ifPresent(it -> Fields.text(json, "origin", it));
        attributes.find(AsPath.class).ifPresent(it -> Fields.text(json, "path", it));
        attributes
                .find(MultiExitDisc.class)
                .ifPresent(it -> json.writeNumberProperty("metric", it.metric()));
        attributes
                .find(LocalPref.class)
                .ifPresent(it -> json.writeNumberProperty("locPrf", it.preference()));
        attributes
                .find(OriginatorId.class)
                .ifPresent(it -> Fields.text(json, "originatorId", it.originator()));
        attributes.find(ClusterList.class).ifPresent(it -> texts(json, "clusterList", it.asList()));
        attributes.find(Communities.class).ifPresent(it -> texts(json, "communities", it.asList()));
        attributes
                .find(LargeCommunities.class)
                .ifPresent(it -> texts(json, "largeCommunities", it.asList()));
        attributes
                .find(ExtendedCommunities.class)
                .ifPresent(it -> extendedCommunities(json, it.asList()));
        json.writeStringProperty("attributesText", attributes.toString());
        new AttributeJson(json, Set.of()).write("pathAttributes", attributes);
    }

    private static void extendedCommunities(
            JsonGenerator json, List<ExtendedCommunity> communities) {
        texts(json, "extendedCommunities", communities);
        texts(
                json,
                "routeTargets",
                communities.stream()
                        .filter(RouteTarget.class::isInstance)
                        .map(each -> ((RouteTarget) each).administrators())
                        .toList());
        json.writeArrayPropertyStart("encapsulations");
        for (var community : communities) {
            if (community instanceof Encapsulation encapsulation) {
                json.writeNumber(encapsulation.tunnelType());
            }
        }
        json.writeEndArray();
        for (var community : communities) {
            if (community instanceof MacMobility mobility) {
                json.writeObjectPropertyStart("mobility");
                json.writeNumberProperty("sequenceNumber", mobility.sequenceNumber());
                json.writeBooleanProperty("sticky", mobility.isSticky());
                json.writeEndObject();
                // A second one does not count (RFC 7432 section 15).
                return;
            }
        }
    }

    private static void texts(JsonGenerator json, String name, List<?> values) {
        json.writeArrayPropertyStart(name);
        values.forEach(each -> json.writeString(each.toString()));
        json.writeEndArray();
    }
}
