package dev.evpnd.speaker.show;

import dev.evpnd.rib.decision.DecisionStep;
import dev.evpnd.rib.explain.PathStanding;
import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.rib.route.DropReason;
import dev.evpnd.speaker.json.Fields;
import dev.evpnd.speaker.query.ListedRoute;
import dev.evpnd.speaker.query.Moment;
import dev.evpnd.speaker.query.RestartTimes;
import dev.evpnd.speaker.query.Words;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.PmsiTunnel;
import dev.evpnd.wire.evpn.IpPrefixAdvertisement;
import dev.evpnd.wire.evpn.MacIpAdvertisement;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JsonGenerator;

import java.util.List;

/// Routes with all that is known of each of their paths, as JSON.
public final class RouteDetailJson {
    /// What FRR gives as the length of any EVPN prefix.
    private static final int PREFIX_BITS = 352;

    private static final int IPV6_OCTETS = 16;

    private final JsonGenerator json;
    private final DetailFrame frame;
    private final Moment moment;
    private final RestartTimes restarts;
    private final EvpnPrefixes prefixes = new EvpnPrefixes();
    private final AttributesJson attributes;
    private @Nullable String distinguisher;
    private long routesOfDistinguisher;

    /// @param json in which an object is open
    public RouteDetailJson(
            JsonGenerator json, DetailFrame frame, Moment moment, RestartTimes restarts) {
        this.json = json;
        this.frame = frame;
        this.moment = moment;
        this.restarts = restarts;
        attributes = new AttributesJson(json);
    }

    /// A route with its paths.
    public void write(ListedRoute route) {
        var prefix = prefixes.of(frame.named(route.asked().getFirst().route()));
        if (!frame.isOfOne() && !frame.isOfInstance()) {
            beginDistinguisher(prefix.distinguisher());
        }
        if (frame.isByPrefix()) {
            json.writeObjectPropertyStart(prefix.text());
        }
        entry(route, prefix);
        if (frame.isByPrefix()) {
            json.writeEndObject();
        }
        routesOfDistinguisher++;
    }

    private void beginDistinguisher(String of) {
        if (!of.equals(distinguisher)) {
            endDistinguisher();
            distinguisher = of;
            json.writeObjectPropertyStart(of);
            if (frame.isByPrefix()) {
                json.writeStringProperty("rd", of);
            }
        }
    }

    private void endDistinguisher() {
        if (distinguisher != null) {
            if (frame.isByPrefix()) {
                json.writeNumberProperty("numRoutes", routesOfDistinguisher);
            }
            json.writeEndObject();
            routesOfDistinguisher = 0;
        }
    }

    /// Ends the routes, and leaves the object open.
    public void end(long routes, long paths) {
        if (!frame.isOfOne()) {
            endDistinguisher();
            json.writeNumberProperty("numPrefix", routes);
            json.writeNumberProperty("numPaths", paths);
        } else if (routes > 0) {
            json.writeNumberProperty("numPaths", paths);
        }
    }

    private void entry(ListedRoute route, EvpnPrefix prefix) {
        var paths = route.standings().paths();
        var multipaths = Multipath.of(paths);
        boolean hasBest = paths.getFirst().isBest();
        json.writeStringProperty("prefix", prefix.text());
        json.writeNumberProperty("prefixLen", PREFIX_BITS);
        if (!frame.isOfInstance()) {
            json.writeStringProperty("rd", prefix.distinguisher());
            RouteJsonParts.route(json, paths.getFirst().route());
        } else if (frame.isOfOne()) {
            // As in FRR: its distinguishers are those of the paths.
            json.writeStringProperty("rd", "");
            RouteJsonParts.route(json, frame.named(route.asked().getFirst().route()));
        }
        var told = new ToldPeers(route);
        if (!told.ofEachPath()) {
            told(told.all());
        }
        json.writeNumberProperty("pathCount", paths.size());
        json.writeNumberProperty("multiPathCount", Math.max(multipaths.size(), hasBest ? 1 : 0));
        json.writeArrayPropertyStart("paths");
        for (var path : route.asked()) {
            json.writeStartArray().writeStartObject();
            before(path);
            standing(path, route.standings().decidedBy(), multipaths.contains(path));
            if (told.ofEachPath()) {
                told(told.of(path));
            }
            after(path);
            json.writeEndObject().writeEndArray();
        }
        json.writeEndArray();
        json.writeObjectPropertyStart("flags");
        json.writeBooleanProperty("bestPathExists", hasBest);
        json.writeEndObject();
    }

    private void told(List<?> peers) {
        if (!peers.isEmpty()) {
            json.writeObjectPropertyStart("advertisedTo");
            for (var each : peers) {
                json.writeObjectPropertyStart(each.toString()).writeEndObject();
            }
            json.writeEndObject();
        }
    }

    private void before(PathStanding path) {
        var content = path.path().effective();
        PathText.labels(path).ifPresent(it -> json.writeStringProperty("vni", it));
        if (frame.isOfInstance() && !PathText.isOwn(path)) {
            json.writeStringProperty("importedFrom", prefixes.of(path.route()).distinguisher());
            // There are no groups of next hops here.
            json.writeBooleanProperty("l3nhg", false);
            json.writeBooleanProperty("l3nhgActive", false);
        }
        if (path.route() instanceof IpPrefixAdvertisement it && !it.gateway().isUnspecified()) {
            Fields.text(json, "gatewayIP", it.gateway());
        }
        attributes.way(content.attributes());
        flag("stale", path.path().stale());
        flag("rxedFromRrClient", path.announcer().kind() == PeerKind.CLIENT);
        if (path.route() instanceof MacIpAdvertisement it && !it.ethernetSegmentId().isZero()) {
            Fields.text(json, "esi", it.ethernetSegmentId());
        }
        attributes.metrics(content.attributes(), PathText.weight(path));
    }

    private void flag(String name, boolean value) {
        if (value) {
            json.writeBooleanProperty(name, true);
        }
    }

    private void standing(PathStanding path, @Nullable DecisionStep decidedBy, boolean multipath) {
        json.writeBooleanProperty("valid", path.path().ineligible() == null);
        flag("sourced", PathText.isOwn(path));
        flag("local", PathText.isOwn(path));
        flag("multipath", multipath);
        if (path.isBest()) {
            json.writeObjectPropertyStart("bestpath");
            json.writeBooleanProperty("overall", true);
            json.writeStringProperty("selectionReason", SelectionReason.text(decidedBy));
            json.writeEndObject();
        }
        attributes.communities(path);
        if (path.path().pathId() != 0) {
            Fields.u32(json, "addpathRxId", path.path().pathId());
        }
    }

    private void after(PathStanding path) {
        var changed = moment.at(path.path().changedMillis());
        json.writeObjectPropertyStart("lastUpdate");
        json.writeNumberProperty("epoch", changed.getEpochSecond());
        json.writeStringProperty("string", LastUpdate.text(changed));
        json.writeEndObject();
        json.writeStringProperty(
                "lastUpdateStr", LastUpdate.age(moment.since(path.path().changedMillis())));
        if (path.path().stale()) {
            restarts.seconds(path.announcer())
                    .ifPresent(
                            it -> json.writeNumberProperty("gracefulRestartSecondsRemaining", it));
        }
        var content = path.path().effective();
        content.attributes().find(PmsiTunnel.class).ifPresent(this::tunnel);
        nextHop(content.nextHop(), path.path().ineligible() != DropReason.NEXT_HOP_UNRESOLVED);
        peer(path);
        var reason = path.path().ineligible();
        if (reason != null) {
            json.writeStringProperty("notChosenBecause", Words.of(reason));
        }
    }

    private void tunnel(PmsiTunnel tunnel) {
        json.writeObjectPropertyStart("pmsi");
        json.writeStringProperty("tunnelType", PathText.tunnelType(tunnel));
        json.writeNumberProperty("label", tunnel.label().vni());
        tunnel.ingressReplicationEndpoint().ifPresent(it -> Fields.text(json, "id", it));
        json.writeEndObject();
    }

    private void nextHop(MpNextHop nextHop, boolean accessible) {
        json.writeArrayPropertyStart("nexthops").writeStartObject();
        json.writeStringProperty("ip", NextHopText.of(nextHop));
        boolean isIpv6 = nextHop.octets().length() >= IPV6_OCTETS;
        json.writeStringProperty("afi", isIpv6 ? "ipv6" : "ipv4");
        if (isIpv6) {
            json.writeStringProperty("scope", "global");
            json.writeBooleanProperty("linkLocalOnly", false);
            json.writeNumberProperty("length", nextHop.octets().length());
        }
        json.writeNumberProperty("metric", 0);
        json.writeBooleanProperty("accessible", accessible);
        json.writeBooleanProperty("used", true);
        json.writeEndObject().writeEndArray();
    }

    private void peer(PathStanding path) {
        var announcer = path.announcer();
        json.writeObjectPropertyStart("peer");
        json.writeStringProperty(
                "peerId", PathText.isOwn(path) ? "0.0.0.0" : announcer.address().toString());
        Fields.text(json, "routerId", announcer.identifier());
        if (!PathText.isOwn(path)) {
            json.writeStringProperty("type", PathText.isInternal(path) ? "internal" : "external");
        }
        json.writeEndObject();
    }
}
