package dev.evpnd.speaker.show;

import dev.evpnd.rib.explain.PathStanding;
import dev.evpnd.speaker.json.Fields;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.attribute.Aggregator;
import dev.evpnd.wire.attribute.Aigp;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.AsPathSegment;
import dev.evpnd.wire.attribute.AtomicAggregate;
import dev.evpnd.wire.attribute.ClusterList;
import dev.evpnd.wire.attribute.Communities;
import dev.evpnd.wire.attribute.Ipv6ExtendedCommunities;
import dev.evpnd.wire.attribute.LargeCommunities;
import dev.evpnd.wire.attribute.LocalPref;
import dev.evpnd.wire.attribute.MultiExitDisc;
import dev.evpnd.wire.attribute.OriginatorId;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.community.Community;

import tools.jackson.core.JsonGenerator;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The attributes of a path with FRR's names, into the object that is open.
final class AttributesJson {
    private static final Map<Community, String> COMMUNITIES =
            Map.of(
                    Community.NO_EXPORT, "noExport",
                    Community.NO_ADVERTISE, "noAdvertise",
                    Community.NO_EXPORT_SUBCONFED, "localAs",
                    Community.NO_PEER, "noPeer",
                    Community.BLACKHOLE, "blackhole",
                    Community.GRACEFUL_SHUTDOWN, "gracefulShutdown",
                    Community.ACCEPT_OWN, "acceptown",
                    Community.LLGR_STALE, "llgrStale",
                    Community.NO_LLGR, "noLlgr");

    private final JsonGenerator json;
    private final AttributeTexts texts = new AttributeTexts();

    AttributesJson(JsonGenerator json) {
        this.json = json;
    }

    /// By which ASes it came.
    void way(PathAttributes attributes) {
        var path = attributes.find(AsPath.class).orElse(AsPath.EMPTY);
        json.writeObjectPropertyStart("aspath");
        json.writeStringProperty("string", path.isEmpty() ? "Local" : AsPathText.of(path));
        json.writeArrayPropertyStart("segments");
        path.segments().forEach(this::segment);
        json.writeEndArray();
        json.writeNumberProperty("length", path.length());
        json.writeEndObject();
        attributes
                .find(Aggregator.class)
                .filter(it -> it.asn().number() != 0)
                .ifPresent(
                        it -> {
                            Fields.u32(json, "aggregatorAs", it.asn().number());
                            Fields.text(json, "aggregatorId", it.address());
                        });
    }

    private void segment(AsPathSegment segment) {
        json.writeStartObject();
        json.writeStringProperty(
                "type",
                switch (segment.type()) {
                    case AS_SEQUENCE -> "as-sequence";
                    case AS_SET -> "as-set";
                    case AS_CONFED_SEQUENCE -> "as-confed-sequence";
                    case AS_CONFED_SET -> "as-confed-set";
                });
        json.writeArrayPropertyStart("list");
        for (Asn each : AsPathText.numbers(segment)) {
            json.writeNumber(Integer.toUnsignedLong(each.number()));
        }
        json.writeEndArray().writeEndObject();
    }

    /// What the decision compares.
    void metrics(PathAttributes attributes, int weight) {
        json.writeStringProperty("origin", PathText.origin(texts.of(attributes).origin()));
        attributes
                .find(MultiExitDisc.class)
                .ifPresent(it -> json.writeNumberProperty("metric", it.metric()));
        attributes
                .find(LocalPref.class)
                .ifPresent(it -> json.writeNumberProperty("locPrf", it.preference()));
        if (weight != 0) {
            json.writeNumberProperty("weight", weight);
        }
        attributes
                .find(Aigp.class)
                .ifPresent(
                        it ->
                                it.metric()
                                        .ifPresent(
                                                metric ->
                                                        json.writeNumberProperty(
                                                                "aigpMetric", metric)));
        if (attributes.find(AtomicAggregate.class).isPresent()) {
            json.writeBooleanProperty("atomicAggregate", true);
        }
    }

    /// Communities of all kinds, and who reflected it.
    void communities(PathStanding path) {
        var attributes = path.path().effective().attributes();
        attributes
                .find(Communities.class)
                .map(PathText::sorted)
                .ifPresent(
                        all ->
                                list(
                                        "community",
                                        all.stream().map(PathText::community).toList(),
                                        all.stream().map(AttributesJson::community).toList()));
        var text = texts.of(path);
        if (text.hasCommunities()) {
            string("extendedCommunity", text.communities());
        }
        attributes
                .find(Ipv6ExtendedCommunities.class)
                .ifPresent(it -> string("extendedIpv6Community", it.toString()));
        attributes
                .find(LargeCommunities.class)
                .map(it -> PathText.sorted(it).stream().map(Object::toString).toList())
                .ifPresent(all -> list("largeCommunity", all, all));
        attributes
                .find(OriginatorId.class)
                .ifPresent(it -> Fields.text(json, "originatorId", it.originator()));
        attributes
                .find(ClusterList.class)
                .ifPresent(
                        it -> {
                            json.writeObjectPropertyStart("clusterList");
                            strings(it.asList().stream().map(Object::toString).toList());
                            json.writeEndObject();
                        });
    }

    private static String community(Community community) {
        return COMMUNITIES.getOrDefault(community, community.toString());
    }

    private void string(String name, String text) {
        json.writeObjectPropertyStart(name);
        json.writeStringProperty("string", text);
        json.writeEndObject();
    }

    private void list(String name, List<String> texts, List<String> names) {
        json.writeObjectPropertyStart(name);
        json.writeStringProperty("string", texts.stream().collect(Collectors.joining(" ")));
        strings(names);
        json.writeEndObject();
    }

    private void strings(List<String> all) {
        json.writeArrayPropertyStart("list");
        all.forEach(json::writeString);
        json.writeEndArray();
    }
}
