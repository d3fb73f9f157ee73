package dev.evpnd.speaker.query;

import dev.evpnd.rib.Listing;
import dev.evpnd.rib.route.DistinguisherIndex;
import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.Ipv6Address;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.evpn.RouteDistinguisher;
import dev.evpnd.wire.octets.BigEndian;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;

/// Values that the keys of EVPN routes have and that begin like what somebody has written so far.
///
/// The table has no order but for distinguishers, so the first of its rows are looked at, or of
/// those of a distinguisher, a slice at a time, and not all: nobody waits long for what is only
/// offered to him.
public final class ValuesOfRoutes {
    private static final int ROWS = 1 << 16;
    private static final int ROWS_AT_ONCE = 256;

    private static final int MAC = 14;
    private static final int IP_LENGTH = 20;
    private static final int PREFIX_LENGTH = 13;

    private final RoutingQueries routing;
    private final String begun;

    ValuesOfRoutes(RoutingQueries routing, String begun) {
        this.routing = routing;
        this.begun = begun;
    }

    /// Distinguishers, in the order of their octets.
    public List<String> distinguishers() {
        var all =
                new OrderedDistinguishers(
                        routing, RouteFamily.EVPN, null, OrderedDistinguishers.MOST_KEPT);
        var found = new ArrayList<String>();
        for (int i = 0; i < ROWS && found.size() < ExistingValues.MOST && all.hasNext(); i++) {
            var octets = all.next().octets();
            if (!octets.equals(DistinguisherIndex.WITHOUT)) {
                var bits = BigEndian.u64(octets.toByteArray(), 0);
                var text = new RouteDistinguisher(bits).toString();
                if (text.startsWith(begun)) {
                    found.add(text);
                }
            }
        }
        return found;
    }

    /// MAC addresses.
    public List<String> macs(RouteFilter filter) {
        return first(
                filter.and(new RouteCriterion.Type(EvpnRoute.MAC_IP_ADVERTISEMENT)),
                (array, start, length) ->
                        Optional.of(new MacAddress(BigEndian.u48(array, start + MAC))),
                Comparator.comparingLong(MacAddress::bits));
    }

    /// IP addresses of routes of type 2.
    public List<String> addresses(RouteFilter filter) {
        return first(
                filter.and(new RouteCriterion.Type(EvpnRoute.MAC_IP_ADVERTISEMENT)),
                (array, start, length) -> address(array, start + IP_LENGTH + 1, start + length),
                Comparator.<IpAddress>naturalOrder());
    }

    /// Prefixes of routes of type 5.
    public List<String> prefixes(RouteFilter filter) {
        return first(
                filter.and(new RouteCriterion.Type(EvpnRoute.IP_PREFIX)),
                (array, start, length) ->
                        address(array, start + PREFIX_LENGTH + 1, start + length)
                                .map(
                                        it ->
                                                new IpPrefix(
                                                        it,
                                                        BigEndian.u8(
                                                                array, start + PREFIX_LENGTH))),
                Comparator.comparing(IpPrefix::address).thenComparingInt(IpPrefix::length));
    }

    private static Optional<IpAddress> address(byte[] array, int start, int end) {
        return switch (end - start) {
            case 4 -> Optional.of(new Ipv4Address(BigEndian.u32(array, start)));
            case 16 ->
                    Optional.of(
                            new Ipv6Address(
                                    BigEndian.u64(array, start), BigEndian.u64(array, start + 8)));
            default -> Optional.empty();
        };
    }

    /// Reads what a key has, where it lies.
    private interface Reader<T> {
        Optional<T> read(byte[] array, int start, int length);
    }

    private <T> List<String> first(RouteFilter wanted, Reader<T> reader, Comparator<T> order) {
        var seen = new HashSet<T>();
        var found = new TreeSet<>(order);
        Listing.KeyTest collecting =
                (array, start, length) -> {
                    if (wanted.takes(array, start, length)) {
                        reader.read(array, start, length)
                                .filter(seen::add)
                                .filter(each -> each.toString().startsWith(begun))
                                .ifPresent(found::add);
                    }
                    return false;
                };
        var all = routing.ask(rib -> wanted.list(rib.view()));
        var looked = new AtomicInteger();
        routing.inSlices(
                () -> all.isDone() || looked.get() >= ROWS,
                () -> {
                    all.count(ROWS_AT_ONCE, collecting);
                    looked.addAndGet(ROWS_AT_ONCE);
                });
        return found.stream().map(Object::toString).distinct().limit(ExistingValues.MOST).toList();
    }
}
