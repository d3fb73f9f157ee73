package dev.evpnd.speaker.show;

import dev.evpnd.rib.explain.PathStanding;
import dev.evpnd.speaker.query.ListedRoute;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.evpn.EthernetSegmentId;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.evpn.MacIpAdvertisement;

import org.jspecify.annotations.Nullable;

/// The table of `show bgp l2vpn evpn route`, route by route: of routes that follow one another with
/// the same distinguisher, the first has a heading.
public final class RouteTable {
    private static final String INDENT = RouteColumns.INDENT;

    private final AttributeTexts texts = new AttributeTexts();
    private final EvpnPrefixes prefixes = new EvpnPrefixes();
    private final RouteTableLayout layout;
    private final Layout release;

    /// What stands above the last route; null where there is none yet.
    private @Nullable String heading;

    /// @param release of FRR as which it is laid out
    public RouteTable(RouteTableLayout layout, Layout release) {
        this.layout = layout;
        this.release = release;
    }

    /// What stands above the table.
    public String header(long version, BgpIdentifier identifier) {
        return "BGP table version is %d, local router ID is %s\n".formatted(version, identifier)
                + RouteColumns.codes(release)
                + """
                  EVPN type-1 prefix: [1]:[EthTag]:[ESI]:[IPlen]:[VTEP-IP]:[Frag-id]
                  EVPN type-2 prefix: [2]:[EthTag]:[MAClen]:[MAC]:[IPlen]:[IP]
                  EVPN type-3 prefix: [3]:[EthTag]:[IPlen]:[OrigIP]
                  EVPN type-4 prefix: [4]:[ESI]:[IPlen]:[OrigIP]
                  EVPN type-5 prefix: [5]:[EthTag]:[IPlen]:[IP]

                     Network          Next Hop            Metric LocPrf Weight Path
                  """
                + (layout == RouteTableLayout.ROUTE ? INDENT + "Extended Community\n" : "");
    }

    /// Whether nothing is written yet.
    public boolean isEmpty() {
        return heading == null;
    }

    /// A route, with a line or three for each of its paths.
    public void write(StringBuilder to, ListedRoute route) {
        var paths = route.asked();
        var first = paths.getFirst().route();
        var prefix = prefixes.of(first);
        heading(to, prefix);
        var multipaths = Multipath.of(route.standings().paths());
        for (int i = 0; i < paths.size(); i++) {
            var path = paths.get(i);
            status(to, path, multipaths.contains(path));
            network(to, prefix, i == 0 ? first : path.route(), i == 0);
            columns(to, path, i == 0 ? first : path.route());
        }
    }

    private void network(StringBuilder to, EvpnPrefix prefix, EvpnRoute route, boolean isFirst) {
        switch (layout) {
            case ROUTE, BRIEF, APART ->
                    RouteColumns.network(
                            to,
                            prefix.text()
                                    + (release.isOld() ? "" : " RD " + prefix.distinguisher()));
            case TABLE -> {
                if (isFirst) {
                    RouteColumns.network(to, prefix.text());
                } else {
                    to.repeat(' ', RouteColumns.NETWORK_WIDTH);
                }
            }
            case INSTANCE_IPS, INSTANCE_MACS -> RouteColumns.network(to, prefixes.of(route).text());
        }
    }

    private void heading(StringBuilder to, EvpnPrefix prefix) {
        if (layout.isOfInstance()) {
            heading = "";
        } else if (!prefix.distinguisher().equals(heading)) {
            heading = prefix.distinguisher();
            to.append("Route Distinguisher: ").append(heading).append('\n');
        }
    }

    private void status(StringBuilder to, PathStanding path, boolean multipath) {
        to.append(' ');
        if (path.path().stale()) {
            to.append('S');
        } else {
            to.append(path.path().ineligible() == null ? '*' : ' ');
        }
        if (path.isBest()) {
            to.append('>');
        } else {
            to.append(multipath ? '=' : ' ');
        }
        to.append(PathText.isInternal(path) ? 'i' : ' ').append(' ');
    }

    private void columns(StringBuilder to, PathStanding path, EvpnRoute route) {
        var content = path.path().effective();
        var text = texts.of(path);
        RouteColumns.nextHop(to, texts.of(content.nextHop()), release);
        RouteColumns.attributes(to, text, PathText.weight(path));
        segment(to, route);
        if (text.hasCommunities()) {
            to.append(INDENT).append(text.communities()).append('\n');
        }
    }

    private static void segment(StringBuilder to, EvpnRoute route) {
        if (route instanceof MacIpAdvertisement it
                && !it.ethernetSegmentId().equals(EthernetSegmentId.ZERO)) {
            to.append(INDENT).append("ESI:").append(it.ethernetSegmentId()).append('\n');
        }
    }
}
