package dev.evpnd.speaker.show;

import dev.evpnd.rib.explain.PathStanding;
import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.speaker.query.ListedRoute;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.evpn.EthernetSegmentId;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.evpn.MacIpAdvertisement;

import org.jspecify.annotations.Nullable;

/// The table of `show bgp l2vpn evpn route`, route by route: of routes that follow one another with
/// the same distinguisher, the first has a heading.
public final class RouteTable {
    private static final String INDENT = " ".repeat(20);
    private static final int NETWORK_WIDTH = 17;
    private static final int NEXT_HOP_WIDTH = 16;

    /// What stands before the columns where the next hop takes a line of its own.
    private static final String BEHIND_LONG_NEXT_HOP = "\n" + " ".repeat(38);

    private static final int METRIC_WIDTH = 10;
    private static final int LOCAL_PREF_WIDTH = 7;
    private static final int WEIGHT_WIDTH = 7;
    private static final int LOCAL_WEIGHT = 32_768;

    private final AttributeTexts texts = new AttributeTexts();
    private final EvpnPrefixes prefixes = new EvpnPrefixes();
    private final RouteTableLayout layout;

    /// What stands above the last route; null where there is none yet.
    private @Nullable String heading;

    public RouteTable(RouteTableLayout layout) {
        this.layout = layout;
    }

    /// What stands above the table.
    public String header(long version, BgpIdentifier identifier) {
        return """
               BGP table version is %d, local router ID is %s
               Status codes:  s suppressed, d damped, h history, u unsorted, * valid, > best, = multipath,
                              i internal, r RIB-failure, S Stale, R Removed
               Origin codes:  i - IGP, e - EGP, ? - incomplete
               EVPN type-1 prefix: [1]:[EthTag]:[ESI]:[IPlen]:[VTEP-IP]:[Frag-id]
               EVPN type-2 prefix: [2]:[EthTag]:[MAClen]:[MAC]:[IPlen]:[IP]
               EVPN type-3 prefix: [3]:[EthTag]:[IPlen]:[OrigIP]
               EVPN type-4 prefix: [4]:[ESI]:[IPlen]:[OrigIP]
               EVPN type-5 prefix: [5]:[EthTag]:[IPlen]:[IP]

                  Network          Next Hop            Metric LocPrf Weight Path
               """
                        .formatted(version, identifier)
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
        var network =
                prefix.text()
                        + (layout == RouteTableLayout.ROUTE ? " RD " + prefix.distinguisher() : "");
        var multipaths = Multipath.of(route.standings().paths());
        for (int i = 0; i < paths.size(); i++) {
            var path = paths.get(i);
            status(to, path, multipaths.contains(path));
            if (i == 0 || layout == RouteTableLayout.ROUTE) {
                network(to, network);
            } else {
                to.repeat(' ', NETWORK_WIDTH);
            }
            columns(to, path, i == 0 ? first : path.route());
        }
    }

    private void network(StringBuilder to, String network) {
        to.append(network);
        if (network.length() < NETWORK_WIDTH) {
            to.repeat(' ', NETWORK_WIDTH - network.length());
        } else {
            to.append('\n').append(INDENT);
        }
    }

    private void heading(StringBuilder to, EvpnPrefix prefix) {
        if (!prefix.distinguisher().equals(heading)) {
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
        to.append(isInternal(path) ? 'i' : ' ').append(' ');
    }

    private static boolean isInternal(PathStanding path) {
        return switch (path.announcer().kind()) {
            case INTERNAL, CLIENT -> true;
            case LOCAL, EXTERNAL -> false;
        };
    }

    private void columns(StringBuilder to, PathStanding path, EvpnRoute route) {
        var content = path.path().effective();
        var text = texts.of(content.attributes());
        var nextHop = texts.of(content.nextHop());
        to.append(nextHop);
        if (nextHop.length() < NEXT_HOP_WIDTH) {
            to.repeat(' ', NEXT_HOP_WIDTH - nextHop.length());
        } else {
            to.append(BEHIND_LONG_NEXT_HOP);
        }
        right(to, text.metric(), METRIC_WIDTH);
        right(to, text.localPref(), LOCAL_PREF_WIDTH);
        right(to, Integer.toString(weight(path)), WEIGHT_WIDTH);
        to.append(' ').append(text.path()).append(text.path().isEmpty() ? "" : " ");
        to.append(letter(text.origin())).append('\n');
        segment(to, route);
        if (text.hasCommunities()) {
            to.append(INDENT).append(text.communities()).append('\n');
        }
    }

    /// What begins here has the weight that FRR gives it.
    static int weight(PathStanding path) {
        return path.announcer().kind() == PeerKind.LOCAL ? LOCAL_WEIGHT : path.path().weight();
    }

    private static void right(StringBuilder to, String text, int width) {
        to.repeat(' ', Math.max(0, width - text.length())).append(text);
    }

    private static char letter(Origin origin) {
        return switch (origin.value()) {
            case 0 -> 'i';
            case 1 -> 'e';
            default -> '?';
        };
    }

    private static void segment(StringBuilder to, EvpnRoute route) {
        if (route instanceof MacIpAdvertisement it
                && !it.ethernetSegmentId().equals(EthernetSegmentId.ZERO)) {
            to.append(INDENT).append("ESI:").append(it.ethernetSegmentId()).append('\n');
        }
    }
}
