package dev.evpnd.rib.route;

import dev.evpnd.wire.evpn.EthernetSegmentId;
import dev.evpnd.wire.evpn.EvpnNlriView;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.octets.BigEndian;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

/// The tables of one address family, which belong together.
public record Routes(
        RouteFamily family,
        DestinationTable destinations,
        PathTable paths,
        AttributeTable attributes,
        RemainderTable remainders) {

    /// Empty tables.
    ///
    /// @param seed of the hashes that routes are found by
    public static Routes create(RouteFamily family, long seed) {
        var paths = new PathTable();
        return new Routes(
                family,
                new DestinationTable(family, paths, seed),
                paths,
                new AttributeTable(seed),
                new RemainderTable(seed));
    }

    public AttributeSet attributesOf(int path) {
        return attributes.get(paths.attributes(path));
    }

    /// The Ethernet segment that a path of a MAC/IP Advertisement names: what is no key of such a
    /// route begins with it.
    public EthernetSegmentId segmentOf(int path) {
        int remainder = paths.remainder(path);
        byte[] octets = remainders.array(remainder);
        int start = remainders.start(remainder);
        int high = BigEndian.u16(octets, start);
        long low = BigEndian.u64(octets, start + 2);
        return high == 0 && low == 0 ? EthernetSegmentId.ZERO : new EthernetSegmentId(high, low);
    }

    /// Appends the NLRI of a destination with this remainder.
    public void writeNlri(int destination, int remainder, OctetWriter out) {
        family.write(
                out,
                destinations.keyArray(destination),
                destinations.keyStart(destination),
                destinations.keyLength(destination),
                remainders.array(remainder),
                remainders.start(remainder),
                remainders.length(remainder));
    }

    /// Appends the NLRI by which a destination is withdrawn.
    public void writeWithdrawal(int destination, OctetWriter out) {
        family.writeWithdrawal(
                out,
                destinations.keyArray(destination),
                destinations.keyStart(destination),
                destinations.keyLength(destination));
    }

    /// The route to a destination with this remainder, as a record.
    public EvpnRoute route(int destination, int remainder) {
        var octets = new OctetWriter();
        writeNlri(destination, remainder, octets);
        var view = new EvpnNlriView();
        view.wrap(octets.array(), 0, octets.length(), false);
        view.next();
        return view.toRoute();
    }

    /// What of an EVPN route is no key.
    public static Octets remainder(EvpnRoute route) {
        var octets = new OctetWriter();
        route.encode(octets);
        var view = new EvpnNlriView();
        view.wrap(octets.array(), 0, octets.length(), false);
        view.next();
        byte[] remainder = new byte[view.remainderLength()];
        view.copyRemainder(remainder, 0);
        return Octets.copyOf(remainder, 0, remainder.length);
    }

    public boolean isMacIp(int destination) {
        return family.isMacIp(
                destinations.keyArray(destination), destinations.keyStart(destination));
    }
}
