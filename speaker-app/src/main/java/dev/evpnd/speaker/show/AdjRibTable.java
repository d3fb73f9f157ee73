package dev.evpnd.speaker.show;

import dev.evpnd.rib.in.ReceivedPath;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.Ipv4Address;

import org.jspecify.annotations.Nullable;

/// What passes between a peer and this speaker, path by path, before or behind what either makes of
/// it: `show bgp l2vpn evpn neighbors X advertised-routes`, and its counterpart.
public final class AdjRibTable {
    private static final String STATUS = " *> ";
    private static final int WEIGHT = 0;

    private final Direction direction;
    private final Layout layout;
    private final AttributeTexts texts = new AttributeTexts();
    private final EvpnPrefixes prefixes = new EvpnPrefixes();

    /// What stands above the last path; null where there is none yet.
    private @Nullable String heading;

    /// Which way it passes.
    public enum Direction {
        ADVERTISED,
        RECEIVED
    }

    public AdjRibTable(Direction direction, Layout layout) {
        this.direction = direction;
        this.layout = layout;
    }

    /// What stands above the table.
    public String header(BgpIdentifier identifier, Asn as) {
        return """
               BGP table version is 0, local router ID is %s
               Default local pref 100, local AS %s
               """
                        .formatted(identifier, as)
                + RouteColumns.codes(layout)
                + (layout.isOld() ? "\n" : "")
                + "   Network          Next Hop            Metric LocPrf Weight Path\n";
    }

    /// Whether nothing is written yet.
    public boolean isEmpty() {
        return heading == null;
    }

    public void write(StringBuilder to, ReceivedPath.Content content) {
        var prefix = prefixes.of(content.evpnRoute());
        if (!prefix.distinguisher().equals(heading)) {
            heading = prefix.distinguisher();
            to.append("Route Distinguisher: ").append(heading).append('\n');
        }
        to.append(STATUS);
        RouteColumns.network(to, prefix.text());
        boolean isIpv4 =
                content.nextHop().address().filter(Ipv4Address.class::isInstance).isPresent();
        // FRR leaves it out, and room for it.
        if (direction == Direction.RECEIVED || !isIpv4) {
            RouteColumns.nextHop(to, texts.of(content.nextHop()), layout);
        }
        RouteColumns.attributes(to, texts.of(content.attributes()), WEIGHT);
    }

    /// What stands below it.
    ///
    /// @param filtered how many of the paths a policy denies
    public static String footer(long paths, long filtered) {
        return "\nTotal number of prefixes "
                + paths
                + (filtered == 0 ? "" : " (" + filtered + " filtered)")
                + "\n";
    }
}
