package dev.evpnd.speaker.show;

import dev.evpnd.rib.decision.DecisionStep;
import dev.evpnd.rib.explain.PathStanding;
import dev.evpnd.rib.explain.Standings;
import dev.evpnd.speaker.json.Fields;
import dev.evpnd.speaker.query.InstanceTable;
import dev.evpnd.speaker.query.ListedRoute;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.evpn.EthernetSegmentId;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.evpn.MacIpAdvertisement;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JsonGenerator;

import java.util.List;

/// The same as JSON: an object for each distinguisher.
public final class RouteTableJson {
    /// What FRR gives as the length of any EVPN prefix.
    private static final int PREFIX_BITS = 352;

    private static final int DEFAULT_LOCAL_PREF = 100;

    private final JsonGenerator json;
    private final RouteTableLayout layout;
    private final AttributeTexts texts = new AttributeTexts();
    private final EvpnPrefixes prefixes = new EvpnPrefixes();
    private @Nullable String distinguisher;
    private long routesOfDistinguisher;

    /// @param json in which an object is open
    /// @param layout in `ROUTE` each path is in an array of its own, and each distinguisher in a
    ///   line
    public RouteTableJson(JsonGenerator json, RouteTableLayout layout) {
        this.json = json;
        this.layout = layout;
    }

    /// What stands before the routes.
    public void begin(BgpIdentifier identifier, Asn as) {
        switch (layout) {
            case ROUTE, BRIEF -> json.writeRaw('\n');
            case TABLE -> {
                json.writeNumberProperty("bgpTableVersion", 0);
                Fields.text(json, "bgpLocalRouterId", identifier);
                json.writeNumberProperty("defaultLocPrf", DEFAULT_LOCAL_PREF);
                Fields.u32(json, "localAS", as.number());
            }
            case APART, INSTANCE_IPS, INSTANCE_MACS -> {
                // Nothing is said of all of them.
            }
        }
    }

    /// A route with its paths.
    public void write(ListedRoute route) {
        var prefix = prefix(route.asked().getFirst().route());
        switch (layout) {
            case APART -> {
                json.writeStartObject();
                json.writeStringProperty("rd", prefix.distinguisher());
            }
            case INSTANCE_IPS, INSTANCE_MACS -> json.writeObjectPropertyStart(prefix.text());
            case ROUTE, BRIEF, TABLE -> {
                beginDistinguisher(prefix.distinguisher());
                routesOfDistinguisher++;
                json.writeObjectPropertyStart(prefix.text());
            }
        }
        write(route, prefix);
        json.writeEndObject();
    }

    private EvpnPrefix prefix(EvpnRoute route) {
        return switch (layout) {
            case INSTANCE_IPS -> prefixes.of(SharedRoute.in(InstanceTable.IP, route));
            case INSTANCE_MACS -> prefixes.of(SharedRoute.in(InstanceTable.MAC, route));
            case ROUTE, BRIEF, TABLE, APART -> prefixes.of(route);
        };
    }

    private void write(ListedRoute route, EvpnPrefix prefix) {
        if (layout != RouteTableLayout.BRIEF) {
            json.writeStringProperty("prefix", prefix.text());
            json.writeNumberProperty("prefixLen", PREFIX_BITS);
        }
        var standings = route.standings();
        var multipaths = Multipath.of(standings.paths());
        boolean saysHowMany = layout != RouteTableLayout.TABLE;
        if (saysHowMany) {
            json.writeNumberProperty("pathCount", standings.paths().size());
            json.writeNumberProperty(
                    "multiPathCount", Math.max(multipaths.size(), bests(standings)));
        }
        if (layout != RouteTableLayout.BRIEF) {
            paths(route, multipaths);
        }
        if (saysHowMany) {
            json.writeObjectPropertyStart("flags");
            json.writeBooleanProperty("bestPathExists", bests(standings) > 0);
            json.writeEndObject();
        }
    }

    private void paths(ListedRoute route, List<PathStanding> multipaths) {
        boolean isEachApart = layout == RouteTableLayout.ROUTE || layout.isOfInstance();
        json.writeArrayPropertyStart("paths");
        for (var path : route.asked()) {
            if (isEachApart) {
                json.writeStartArray();
            }
            path(path, route.standings().decidedBy(), multipaths.contains(path));
            if (isEachApart) {
                json.writeEndArray();
            }
        }
        json.writeEndArray();
    }

    private static int bests(Standings standings) {
        return standings.paths().getFirst().isBest() ? 1 : 0;
    }

    private void beginDistinguisher(String of) {
        if (!of.equals(distinguisher)) {
            endDistinguisher();
            distinguisher = of;
            json.writeObjectPropertyStart(of);
            if (layout != RouteTableLayout.BRIEF) {
                json.writeStringProperty("rd", of);
            }
        }
    }

    private void endDistinguisher() {
        if (distinguisher != null) {
            boolean isInLines = layout != RouteTableLayout.TABLE;
            if (isInLines) {
                json.writeNumberProperty("numRoutes", routesOfDistinguisher);
            }
            json.writeEndObject();
            if (isInLines) {
                json.writeRaw('\n');
            }
            routesOfDistinguisher = 0;
        }
    }

    /// Ends the table, and leaves the object open.
    ///
    /// @param paths that were listed, or in `TABLE` all there are
    public void end(long routes, long paths) {
        endDistinguisher();
        if (layout == RouteTableLayout.BRIEF) {
            return;
        }
        json.writeNumberProperty("numPrefix", routes);
        json.writeNumberProperty(
                layout == RouteTableLayout.TABLE ? "totalPrefix" : "numPaths", paths);
    }

    private void path(PathStanding path, @Nullable DecisionStep decidedBy, boolean multipath) {
        json.writeStartObject();
        standing(path, decidedBy, multipath);
        json.writeStringProperty("pathFrom", PathText.isInternal(path) ? "internal" : "external");
        var route = path.route();
        RouteJsonParts.route(json, route);
        var content = path.path().effective();
        // Where there is no table of FRR's, an own path is as any other.
        boolean isFrr = layout != RouteTableLayout.APART;
        var text = isFrr ? texts.of(path) : texts.of(content.attributes());
        RouteJsonParts.number(json, "metric", text.metric());
        RouteJsonParts.number(json, "locPrf", text.localPref());
        json.writeNumberProperty("weight", PathText.weight(path));
        json.writeStringProperty("peerId", peer(path));
        json.writeStringProperty("path", text.path());
        json.writeStringProperty("origin", PathText.origin(text.origin()));
        if (route instanceof MacIpAdvertisement it
                && !it.ethernetSegmentId().equals(EthernetSegmentId.ZERO)) {
            Fields.text(json, "esi", it.ethernetSegmentId());
        }
        if (text.hasCommunities()) {
            json.writeObjectPropertyStart("extendedCommunity");
            json.writeStringProperty("string", text.communities());
            json.writeEndObject();
        }
        nextHop(content.nextHop());
        json.writeEndObject();
    }

    private void standing(PathStanding path, @Nullable DecisionStep decidedBy, boolean multipath) {
        if (path.path().stale()) {
            json.writeBooleanProperty("stale", true);
        }
        if (path.path().ineligible() == null) {
            json.writeBooleanProperty("valid", true);
        }
        if (path.isBest()) {
            json.writeBooleanProperty("bestpath", true);
            json.writeStringProperty("selectionReason", SelectionReason.text(decidedBy));
        }
        if (multipath) {
            json.writeBooleanProperty("multipath", true);
        }
    }

    private static String peer(PathStanding path) {
        return PathText.isOwn(path) ? "(unspec)" : path.announcer().address().toString();
    }

    private void nextHop(MpNextHop nextHop) {
        json.writeArrayPropertyStart("nexthops");
        json.writeStartObject();
        json.writeStringProperty("ip", texts.of(nextHop));
        boolean isIpv4 = nextHop.address().filter(Ipv4Address.class::isInstance).isPresent();
        json.writeStringProperty("afi", isIpv4 ? "ipv4" : "ipv6");
        json.writeBooleanProperty("used", true);
        json.writeEndObject();
        json.writeEndArray();
    }
}
