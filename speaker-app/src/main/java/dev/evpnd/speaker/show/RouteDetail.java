package dev.evpnd.speaker.show;

import dev.evpnd.rib.explain.PathStanding;
import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.rib.route.DropReason;
import dev.evpnd.speaker.query.ListedRoute;
import dev.evpnd.speaker.query.Moment;
import dev.evpnd.speaker.query.RestartTimes;
import dev.evpnd.speaker.query.Words;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.attribute.Aggregator;
import dev.evpnd.wire.attribute.Aigp;
import dev.evpnd.wire.attribute.AtomicAggregate;
import dev.evpnd.wire.attribute.ClusterList;
import dev.evpnd.wire.attribute.Communities;
import dev.evpnd.wire.attribute.Ipv6ExtendedCommunities;
import dev.evpnd.wire.attribute.LargeCommunities;
import dev.evpnd.wire.attribute.OriginatorId;
import dev.evpnd.wire.attribute.PathAttribute;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.attribute.PmsiTunnel;
import dev.evpnd.wire.community.Community;
import dev.evpnd.wire.evpn.IpPrefixAdvertisement;
import dev.evpnd.wire.evpn.MacIpAdvertisement;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Routes with all that is known of each of their paths, and who is told of them: many lines for
/// each.
public final class RouteDetail {
    private static final String PATH = "  ";
    private static final String SOURCE = "    ";
    private static final String ATTRIBUTE = "      ";

    /// What a community of the best path means, in the order in which one of them is named.
    private static final List<Meaning> MEANINGS =
            List.of(
                    new Meaning(
                            Community.ACCEPT_OWN,
                            "accept own local route exported and imported in different VRF"),
                    new Meaning(
                            Community.LLGR_STALE,
                            "mark routes to be retained for a longer time. Requires support for"
                                    + " Long-lived BGP Graceful Restart"),
                    new Meaning(
                            Community.NO_LLGR,
                            "mark routes to not be treated according to Long-lived BGP Graceful"
                                    + " Restart operations"),
                    new Meaning(Community.BLACKHOLE, "inform peer to blackhole prefix"),
                    new Meaning(Community.NO_EXPORT, "not advertised to EBGP peer"),
                    new Meaning(Community.NO_ADVERTISE, "not advertised to any peer"),
                    new Meaning(Community.NO_EXPORT_SUBCONFED, "not advertised outside local AS"),
                    new Meaning(
                            Community.NO_PEER,
                            "inform EBGP peer not to advertise to their EBGP peers"));

    private record Meaning(Community community, String text) {}

    private final Moment moment;
    private final RestartTimes restarts;
    private final DetailFrame frame;
    private final Layout layout;
    private final AttributeTexts texts = new AttributeTexts();
    private final EvpnPrefixes prefixes = new EvpnPrefixes();
    private @Nullable String heading;

    public RouteDetail(Moment moment, RestartTimes restarts, DetailFrame frame, Layout layout) {
        this.moment = moment;
        this.restarts = restarts;
        this.frame = frame;
        this.layout = layout;
    }

    /// A route, with all its paths.
    public void write(StringBuilder to, ListedRoute route) {
        var paths = route.standings().paths();
        var first = paths.getFirst();
        heading(to, prefixes.of(first.route()).distinguisher());
        var told = new ToldPeers(route);
        if (!frame.isOfInstance() || frame.isOfOne()) {
            entry(to, route, told);
        }
        var multipaths = Multipath.of(paths);
        for (var path : route.asked()) {
            path(to, route, path, multipaths.contains(path));
            if (told.ofEachPath()) {
                list(to, "Advertised to", told.of(path).stream().map(Object::toString).toList());
            }
            end(to, path);
            to.append(frame.spacesPaths() ? "\n" : "");
        }
    }

    private void entry(StringBuilder to, ListedRoute route, ToldPeers told) {
        var paths = route.standings().paths();
        var first = paths.getFirst();
        var prefix = prefixes.of(frame.named(route.asked().getFirst().route()));
        to.append("BGP routing table entry for ");
        to.append(frame.isOfInstance() ? "" : prefix.distinguisher() + ":");
        to.append(prefix.text()).append('\n');
        to.append("Paths: (").append(paths.size()).append(" available, ");
        to.append(first.isBest() ? "best #1" + meaning(first) : "no best path").append(")\n");
        if (frame.isOfInstance()) {
            to.append("  Local BGP table not advertised\n");
        } else if (!told.ofEachPath()) {
            told(to, told.all());
        }
    }

    private void heading(StringBuilder to, String distinguisher) {
        if (heading == null) {
            to.append(frame.header());
        }
        if (frame.hasHeadings() && !distinguisher.equals(heading)) {
            to.append("Route Distinguisher: ").append(distinguisher).append('\n');
        }
        heading = distinguisher;
    }

    private static String meaning(PathStanding best) {
        return best.path()
                .effective()
                .attributes()
                .find(Communities.class)
                .flatMap(
                        it ->
                                MEANINGS.stream()
                                        .filter(each -> it.contains(each.community()))
                                        .findFirst())
                .map(it -> ", " + it.text())
                .orElse("");
    }

    private void told(StringBuilder to, List<IpAddress> peers) {
        if (peers.isEmpty()) {
            to.append("  Not advertised to any peer\n");
        } else {
            to.append(
                    layout.isOld()
                            ? "  Advertised to non peer-group peers:"
                            : "  Advertised to peers:");
            to.append("\n  ");
            to.append(joined(peers)).append('\n');
        }
    }

    private static String joined(List<?> all) {
        return all.stream().map(Object::toString).collect(Collectors.joining(" "));
    }

    private void path(StringBuilder to, ListedRoute route, PathStanding path, boolean multipath) {
        var prefix = prefixes.of(path.route());
        to.append(PATH).append("Route ").append(prefix.text());
        PathText.labels(path).ifPresent(it -> to.append(" VNI ").append(it));
        if (!layout.isOld()
                && path.route() instanceof IpPrefixAdvertisement it
                && !it.gateway().isUnspecified()) {
            to.append(" Gateway IP ").append(it.gateway());
        }
        to.append('\n').append(PATH);
        if (frame.isOfInstance() && !PathText.isOwn(path)) {
            to.append("Imported from ").append(prefix.distinguisher()).append(':');
            to.append(prefix.text()).append(", VNI ");
            to.append(PathText.labels(path).orElse("")).append(PATH);
        }
        way(to, path);
        source(to, path);
        if (path.route() instanceof MacIpAdvertisement it && !it.ethernetSegmentId().isZero()) {
            to.append(ATTRIBUTE).append("ESI ").append(it.ethernetSegmentId()).append(" \n");
        }
        standing(to, route, path, multipath);
        attributes(to, path);
    }

    private void way(StringBuilder to, PathStanding path) {
        var attributes = path.path().effective().attributes();
        var asPath = texts.of(attributes).path();
        to.append(asPath.isEmpty() ? "Local" : asPath);
        attributes
                .find(Aggregator.class)
                .filter(it -> it.asn().number() != 0)
                .ifPresent(
                        it ->
                                to.append(", (aggregated by ")
                                        .append(it.asn())
                                        .append(' ')
                                        .append(it.address())
                                        .append(')'));
        if (path.path().stale()) {
            to.append(", (stale)");
        }
        if (path.announcer().kind() == PeerKind.CLIENT) {
            to.append(", (Received from a RR-client)");
        }
        to.append('\n');
    }

    private void source(StringBuilder to, PathStanding path) {
        var content = path.path().effective();
        to.append(SOURCE).append(texts.of(content.nextHop()));
        if (path.path().ineligible() == DropReason.NEXT_HOP_UNRESOLVED) {
            to.append(" (inaccessible, import-check enabled)");
        }
        to.append(" from ").append(PathText.isOwn(path) ? "0.0.0.0" : path.announcer().address());
        to.append(" (");
        to.append(
                content.attributes()
                        .find(OriginatorId.class)
                        .map(OriginatorId::originator)
                        .orElse(path.announcer().identifier()));
        to.append(")\n");
    }

    private void standing(
            StringBuilder to, ListedRoute route, PathStanding path, boolean multipath) {
        var attributes = path.path().effective().attributes();
        var text = texts.of(path);
        to.append(ATTRIBUTE).append("Origin ").append(PathText.origin(text.origin()));
        value(to, "metric", text.metric());
        value(to, "localpref", text.localPref());
        if (PathText.weight(path) != 0) {
            value(to, "weight", Integer.toString(PathText.weight(path)));
        }
        attributes
                .find(Aigp.class)
                .ifPresent(
                        it ->
                                it.metric()
                                        .ifPresent(
                                                metric ->
                                                        value(
                                                                to,
                                                                "aigp-metric",
                                                                Long.toUnsignedString(metric))));
        to.append(path.path().ineligible() == null ? ", valid" : ", invalid");
        if (PathText.isOwn(path)) {
            to.append(", sourced, local");
        } else {
            to.append(PathText.isInternal(path) ? ", internal" : ", external");
        }
        to.append(attributes.find(AtomicAggregate.class).isPresent() ? ", atomic-aggregate" : "");
        to.append(multipath ? ", multipath" : "");
        if (path.isBest()) {
            var reason = SelectionReason.text(route.standings().decidedBy());
            to.append(", best (").append(reason).append(')');
        }
        to.append('\n');
    }

    private static void value(StringBuilder to, String name, String value) {
        if (!value.isEmpty()) {
            to.append(", ").append(name).append(' ').append(value);
        }
    }

    private void attributes(StringBuilder to, PathStanding path) {
        var attributes = path.path().effective().attributes();
        attribute(
                to,
                attributes,
                Communities.class,
                "Community",
                it -> joined(PathText.sorted(it).stream().map(PathText::community).toList()));
        var text = texts.of(path);
        if (text.hasCommunities()) {
            to.append(ATTRIBUTE).append("Extended Community: ");
            to.append(text.communities()).append('\n');
        }
        attribute(
                to,
                attributes,
                Ipv6ExtendedCommunities.class,
                "Extended IPv6 Community",
                Object::toString);
        attribute(
                to,
                attributes,
                LargeCommunities.class,
                "Large Community",
                it -> joined(PathText.sorted(it)));
        originator(to, attributes);
        if (path.path().pathId() != 0) {
            to.append(ATTRIBUTE).append("AddPath ID: RX ");
            to.append(Integer.toUnsignedString(path.path().pathId())).append('\n');
        }
    }

    private static <A extends PathAttribute> void attribute(
            StringBuilder to,
            PathAttributes attributes,
            Class<A> type,
            String name,
            Function<A, String> text) {
        attributes
                .find(type)
                .ifPresent(
                        it ->
                                to.append(ATTRIBUTE)
                                        .append(name)
                                        .append(": ")
                                        .append(text.apply(it))
                                        .append('\n'));
    }

    private static void originator(StringBuilder to, PathAttributes attributes) {
        var originator = attributes.find(OriginatorId.class);
        var clusters = attributes.find(ClusterList.class);
        if (originator.isEmpty() && clusters.isEmpty()) {
            return;
        }
        to.append(ATTRIBUTE);
        originator.ifPresent(it -> to.append("Originator: ").append(it.originator()));
        clusters.ifPresent(
                it -> {
                    to.append(originator.isPresent() ? ", " : "").append("Cluster list: ");
                    it.asList().forEach(each -> to.append(each).append(' '));
                });
        to.append('\n');
    }

    private static void list(StringBuilder to, String name, List<String> values) {
        if (!values.isEmpty()) {
            to.append(ATTRIBUTE).append(name).append(": ").append(joined(values)).append('\n');
        }
    }

    private void end(StringBuilder to, PathStanding path) {
        to.append(ATTRIBUTE).append("Last update: ");
        to.append(LastUpdate.text(moment.at(path.path().changedMillis()))).append('\n');
        path.path()
                .effective()
                .attributes()
                .find(PmsiTunnel.class)
                .ifPresent(
                        it -> {
                            to.append(ATTRIBUTE).append("PMSI Tunnel Type: ");
                            to.append(PathText.tunnelType(it));
                            to.append(", label: ").append(it.label().vni());
                            it.ingressReplicationEndpoint()
                                    .filter(_ -> !layout.isOld())
                                    .ifPresent(end -> to.append(" ID:").append(end));
                            to.append('\n');
                        });
        if (path.path().stale()) {
            restarts.seconds(path.announcer())
                    .ifPresent(
                            it -> {
                                to.append(ATTRIBUTE);
                                to.append("Time until Graceful Restart stale route deleted: ");
                                to.append(it).append('\n');
                            });
        }
        var reason = path.path().ineligible();
        if (reason != null && reason != DropReason.NEXT_HOP_UNRESOLVED) {
            to.append(ATTRIBUTE).append("Not chosen: ").append(Words.of(reason)).append('\n');
        }
    }
}
