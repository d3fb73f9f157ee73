package dev.evpnd.speaker.http;

import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.speaker.query.Inspection;
import dev.evpnd.speaker.query.ListedRoute;
import dev.evpnd.speaker.query.RouteCount;
import dev.evpnd.speaker.query.RouteCriterion;
import dev.evpnd.speaker.query.RouteFilter;
import dev.evpnd.speaker.query.RouteListing;
import dev.evpnd.speaker.query.RoutePlace;
import dev.evpnd.speaker.query.RouteTypes;
import dev.evpnd.speaker.show.RouteTableJson;
import dev.evpnd.speaker.show.RouteTableLayout;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.community.Community;
import dev.evpnd.wire.community.LargeCommunity;
import dev.evpnd.wire.community.RouteTarget;
import dev.evpnd.wire.evpn.EthernetSegmentId;
import dev.evpnd.wire.evpn.RouteDistinguisher;
import dev.evpnd.wire.octets.Octets;

import tools.jackson.core.JsonGenerator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// EVPN routes: a page of them, or how many there are.
final class RouteResource {
    private static final int MOST_TYPE = 255;
    private static final String ADDRESS = "an IP address";

    private final Inspection inspection;

    RouteResource(Inspection inspection) {
        this.inspection = inspection;
    }

    /// `/api/v1/routes`.
    Answer list(Question question) {
        var parameters = question.parameters();
        var filter = filter(parameters);
        var page =
                Page.of(parameters, Cursor.ROUTES, place -> new RoutePlace(Octets.copyOf(place)));
        parameters.end();
        // One more than are told says whether there is a next page.
        var listing = inspection.routes(filter, page.after(), page.limit() + 1);
        return Answer.json(json -> write(json, listing, page.limit()));
    }

    private static void write(JsonGenerator json, RouteListing listing, int limit) {
        var table = new RouteTableJson(json, RouteTableLayout.APART);
        var told = RouteCount.NONE;
        Optional<ListedRoute> last = Optional.empty();
        boolean more = false;
        json.writeArrayPropertyStart("routes");
        while (!more && listing.hasNext()) {
            for (var route : listing.next()) {
                if (told.routes() == limit) {
                    more = true;
                    break;
                }
                table.write(route);
                told = told.plus(route.count());
                last = Optional.of(route);
            }
        }
        json.writeEndArray();
        table.end(told.routes(), told.paths());
        if (more) {
            var place = RoutePlace.of(last.orElseThrow());
            json.writeStringProperty("next", Cursor.ROUTES.text(place.octets().toByteArray()));
        }
    }

    /// `/api/v1/routes/count`.
    Answer count(Question question) {
        var parameters = question.parameters();
        var filter = filter(parameters);
        parameters.end();
        var count = inspection.routes(filter).count();
        return Answer.json(
                json -> {
                    json.writeNumberProperty("numPrefix", count.routes());
                    json.writeNumberProperty("numPaths", count.paths());
                });
    }

    /// What is asked for by parameters.
    static RouteFilter filter(Parameters parameters) {
        var all = new ArrayList<RouteCriterion>();
        parameters
                .take("type", "ead, macip, multicast, es, prefix or 1 to 255", RouteResource::type)
                .ifPresent(it -> all.add(new RouteCriterion.Type(it)));
        parameters
                .take("rd", "a route distinguisher", RouteDistinguisher::parse)
                .ifPresent(it -> all.add(new RouteCriterion.Distinguisher(it)));
        var mac = parameters.take("mac", "a MAC address", MacAddress::parse);
        var ip = parameters.take("ip", ADDRESS, IpAddress::parse);
        if (mac.isPresent() || ip.isPresent()) {
            all.add(new RouteCriterion.MacIp(mac.orElse(null), ip.orElse(null)));
        }
        parameters
                .take("prefix", "an IP prefix", IpPrefix::parse)
                .ifPresent(it -> all.add(new RouteCriterion.Prefix(it)));
        paths(parameters, all);
        return new RouteFilter(RouteFamily.EVPN, all);
    }

    /// What a path is asked for by.
    private static void paths(Parameters parameters, List<RouteCriterion> all) {
        parameters
                .take("esi", "an Ethernet segment identifier", EthernetSegmentId::parse)
                .ifPresent(it -> all.add(new RouteCriterion.Segment(it)));
        parameters
                .take("rt", "a route target", RouteTarget::parse)
                .ifPresent(it -> all.add(new RouteCriterion.Target(it)));
        var communities =
                parameters.takeAll("community", "communities, as 65000:1", Community::parse);
        if (!communities.isEmpty()) {
            all.add(new RouteCriterion.AllStandard(communities));
        }
        var large =
                parameters.takeAll(
                        "large-community",
                        "large communities, as 65000:1:2",
                        LargeCommunity::parse);
        if (!large.isEmpty()) {
            all.add(new RouteCriterion.AllLarge(large));
        }
        parameters
                .take("peer", ADDRESS, IpAddress::parse)
                .ifPresent(it -> all.add(new RouteCriterion.FromPeer(it)));
        if (flag(parameters, "self-originate")) {
            all.add(new RouteCriterion.SelfOriginated());
        }
    }

    /// Whether a parameter says so.
    static boolean flag(Parameters parameters, String name) {
        return parameters.take(name, "true or false", RouteResource::flag).orElse(false);
    }

    private static int type(String text) {
        var known = RouteTypes.BY_WORD.get(text);
        int type = known == null ? Integer.parseInt(text) : known;
        if (type < 1 || type > MOST_TYPE) {
            throw new IllegalArgumentException("out of range");
        }
        return type;
    }

    private static boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }
}
