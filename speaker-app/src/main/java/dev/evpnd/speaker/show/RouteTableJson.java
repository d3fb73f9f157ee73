package dev.evpnd.speaker.show;

import dev.evpnd.rib.decision.DecisionStep;
import dev.evpnd.rib.explain.PathStanding;
import dev.evpnd.rib.explain.Standings;
import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.speaker.json.Fields;
import dev.evpnd.speaker.query.ListedRoute;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.evpn.EthernetSegmentId;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.evpn.InclusiveMulticastEthernetTag;
import dev.evpnd.wire.evpn.IpPrefixAdvertisement;
import dev.evpnd.wire.evpn.MacIpAdvertisement;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JsonGenerator;

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
            case ROUTE -> json.writeRaw('\n');
            case TABLE -> {
                json.writeNumberProperty("bgpTableVersion", 0);
                Fields.text(json, "bgpLocalRouterId", identifier);
                json.writeNumberProperty("defaultLocPrf", DEFAULT_LOCAL_PREF);
                Fields.u32(json, "localAS", as.number());
            }
        }
    }

    /// A route with its paths.
    public void write(ListedRoute route) {
        var standings = route.standings();
        var paths = route.asked();
        var prefix = prefixes.of(paths.getFirst().route());
        beginDistinguisher(prefix.distinguisher());
        routesOfDistinguisher++;
        var multipaths = Multipath.of(standings.paths());
        json.writeObjectPropertyStart(prefix.text());
        json.writeStringProperty("prefix", prefix.text());
        json.writeNumberProperty("prefixLen", PREFIX_BITS);
        if (layout == RouteTableLayout.ROUTE) {
            json.writeNumberProperty("pathCount", standings.paths().size());
            json.writeNumberProperty(
                    "multiPathCount", Math.max(multipaths.size(), bests(standings)));
        }
        json.writeArrayPropertyStart("paths");
        for (var path : paths) {
            if (layout == RouteTableLayout.ROUTE) {
                json.writeStartArray();
            }
            path(path, standings.decidedBy(), multipaths.contains(path));
            if (layout == RouteTableLayout.ROUTE) {
                json.writeEndArray();
            }
        }
        json.writeEndArray();
        if (layout == RouteTableLayout.ROUTE) {
            json.writeObjectPropertyStart("flags");
            json.writeBooleanProperty("bestPathExists", bests(standings) > 0);
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static int bests(Standings standings) {
        return standings.paths().getFirst().isBest() ? 1 : 0;
    }

    private void beginDistinguisher(String of) {
        if (!of.equals(distinguisher)) {
            endDistinguisher();
            distinguisher = of;
            json.writeObjectPropertyStart(of);
            json.writeStringProperty("rd", of);
        }
    }

    private void endDistinguisher() {
        if (distinguisher != null) {
            if (layout == RouteTableLayout.ROUTE) {
                json.writeNumberProperty("numRoutes", routesOfDistinguisher);
            }
            json.writeEndObject();
            if (layout == RouteTableLayout.ROUTE) {
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
        json.writeNumberProperty("numPrefix", routes);
        json.writeNumberProperty(
                layout == RouteTableLayout.ROUTE ? "numPaths" : "totalPrefix", paths);
    }

    private void path(PathStanding path, @Nullable DecisionStep decidedBy, boolean multipath) {
        json.writeStartObject();
        standing(path, decidedBy, multipath);
        json.writeStringProperty("pathFrom", isInternal(path) ? "internal" : "external");
        var route = path.route();
        route(route);
        var content = path.path().effective();
        var text = texts.of(content.attributes());
        number("metric", text.metric());
        number("locPrf", text.localPref());
        json.writeNumberProperty("weight", RouteTable.weight(path));
        json.writeStringProperty("peerId", peer(path));
        json.writeStringProperty("path", text.path());
        json.writeStringProperty("origin", origin(text.origin()));
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

    private static boolean isInternal(PathStanding path) {
        return switch (path.announcer().kind()) {
            case INTERNAL, CLIENT -> true;
            case LOCAL, EXTERNAL -> false;
        };
    }

    private static String peer(PathStanding path) {
        return path.announcer().kind() == PeerKind.LOCAL
                ? "(unspec)"
                : path.announcer().address().toString();
    }

    private void route(EvpnRoute route) {
        json.writeNumberProperty("routeType", route.routeType());
        switch (route) {
            case MacIpAdvertisement it -> {
                Fields.u32(json, "ethTag", it.ethernetTag().id());
                json.writeNumberProperty("macLen", 48);
                Fields.text(json, "mac", it.macAddress());
                if (it.ipAddress() != null) {
                    address(it.ipAddress().bitLength(), it.ipAddress());
                }
            }
            case InclusiveMulticastEthernetTag(var _, var tag, var router) -> {
                Fields.u32(json, "ethTag", tag.id());
                address(router.bitLength(), router);
            }
            case IpPrefixAdvertisement it -> {
                Fields.u32(json, "ethTag", it.ethernetTag().id());
                address(it.prefix().length(), it.prefix().address());
            }
            default -> {
                // FRR tells no parts of the others.
            }
        }
    }

    private void address(int length, IpAddress address) {
        json.writeNumberProperty("ipLen", length);
        Fields.text(json, "ip", address);
    }

    private void number(String name, String text) {
        if (!text.isEmpty()) {
            json.writeName(name);
            json.writeRawValue(text);
        }
    }

    private static String origin(Origin origin) {
        return origin.equals(Origin.INCOMPLETE) ? "incomplete" : origin.toString();
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
