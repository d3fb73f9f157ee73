package dev.evpnd.speaker.show;

import dev.evpnd.rib.in.ReceivedPath;
import dev.evpnd.speaker.json.Fields;
import dev.evpnd.speaker.show.AdjRibTable.Direction;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.attribute.MpNextHop;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JsonGenerator;

import java.util.List;

/// The same as JSON. Where there are several paths to a route, what FRR says of it is said of the
/// first, and all are in an array beside that.
public final class AdjRibTableJson {
    private static final int DEFAULT_LOCAL_PREF = 100;

    private final JsonGenerator json;
    private final Direction direction;
    private final AttributeTexts texts = new AttributeTexts();
    private final EvpnPrefixes prefixes = new EvpnPrefixes();
    private @Nullable String distinguisher;

    /// A path, and by which identifier both ends know it (RFC 7911), or 0.
    public record Row(int pathId, ReceivedPath.Content content) {}

    /// @param json in which an object is open
    public AdjRibTableJson(JsonGenerator json, Direction direction) {
        this.json = json;
        this.direction = direction;
    }

    /// Whether no route is written yet.
    public boolean isEmpty() {
        return distinguisher == null;
    }

    /// What stands before the first route, if there is one.
    public void begin(BgpIdentifier identifier, Asn as) {
        json.writeNumberProperty("bgpTableVersion", 0);
        Fields.text(json, "bgpLocalRouterId", identifier);
        json.writeNumberProperty("defaultLocPrf", DEFAULT_LOCAL_PREF);
        Fields.u32(json, "localAS", as.number());
        beginRoutes();
    }

    private void beginRoutes() {
        json.writeObjectPropertyStart(
                direction == Direction.ADVERTISED ? "advertisedRoutes" : "receivedRoutes");
    }

    /// A route with its paths, of which there is at least one.
    public void write(List<Row> paths) {
        var first = paths.getFirst();
        var prefix = prefixes.of(first.content().evpnRoute());
        if (!prefix.distinguisher().equals(distinguisher)) {
            if (distinguisher != null) {
                json.writeEndObject();
            }
            distinguisher = prefix.distinguisher();
            json.writeObjectPropertyStart(distinguisher);
            json.writeStringProperty("rd", distinguisher);
        }
        json.writeObjectPropertyStart(prefix.text());
        path(first);
        if (paths.size() > 1) {
            json.writeArrayPropertyStart("paths");
            for (var path : paths) {
                json.writeStartObject();
                path(path);
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private void path(Row row) {
        var content = row.content();
        RouteJsonParts.route(json, content.evpnRoute());
        nextHop(content.nextHop());
        var text = texts.of(content.attributes());
        RouteJsonParts.number(json, "metric", text.metric());
        RouteJsonParts.number(json, "locPrf", text.localPref());
        json.writeNumberProperty("weight", 0);
        json.writeStringProperty("path", text.path());
        json.writeStringProperty("origin", PathText.origin(text.origin()));
        json.writeBooleanProperty("valid", true);
        json.writeBooleanProperty("best", true);
        if (row.pathId() != 0) {
            json.writeNumberProperty("pathId", Integer.toUnsignedLong(row.pathId()));
        }
        if (text.hasCommunities()) {
            json.writeObjectPropertyStart("extendedCommunity");
            json.writeStringProperty("string", text.communities());
            json.writeEndObject();
        }
    }

    private void nextHop(MpNextHop nextHop) {
        boolean isIpv4 = nextHop.address().filter(Ipv4Address.class::isInstance).isPresent();
        json.writeStringProperty(isIpv4 ? "nextHop" : "nextHopGlobal", texts.of(nextHop));
    }

    /// Ends the table, and leaves the object open.
    ///
    /// @param filtered how many of the paths a policy denies
    public void end(long paths, long filtered) {
        if (distinguisher == null) {
            beginRoutes();
        } else {
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeNumberProperty("totalPrefixCounter", paths);
        if (direction == Direction.RECEIVED) {
            json.writeNumberProperty("filteredPrefixCounter", filtered);
        }
    }
}
