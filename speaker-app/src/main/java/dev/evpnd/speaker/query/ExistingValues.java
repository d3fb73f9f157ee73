package dev.evpnd.speaker.query;

import dev.evpnd.rib.instance.HostView;
import dev.evpnd.rib.instance.Instances;
import dev.evpnd.rib.instance.IpVrfSettings;
import dev.evpnd.rib.instance.MacVrfSettings;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Values that the instances of a running daemon have, for whoever is about to write one: the first
/// that begin like what is written so far. They are found where they are in order, and where they
/// are not, in the first rows alone.
public final class ExistingValues {
    /// So many are offered.
    public static final int MOST = 100;

    /// Of what is in another order than it is written.
    private static final int ROWS = 1 << 12;

    private static final int ROWS_AT_ONCE = 256;
    private static final Pattern MAC = Pattern.compile("(?:[0-9a-f]{2}:){0,5}[0-9a-f]{0,2}");
    private static final int DIGITS_OF_A_MAC = 12;

    private final RoutingQueries routing;
    private final String begun;

    ExistingValues(RoutingQueries routing, String begun) {
        this.routing = routing;
        this.begun = begun;
    }

    private List<String> first(Stream<?> all) {
        return all.map(Object::toString)
                .filter(each -> each.startsWith(begun))
                .distinct()
                .limit(MOST)
                .toList();
    }

    /// VNIs of bridge domains.
    public List<String> l2Vnis() {
        return first(asked(ExistingValues::l2Vnis));
    }

    private <T> Stream<T> asked(Function<Instances, Stream<T>> question) {
        return routing.ask(rib -> question.apply(rib.instances()).toList()).stream();
    }

    private static Stream<Vni> l2Vnis(Instances instances) {
        return instances.macVrfs().stream().map(MacVrfSettings::vni);
    }

    /// VNIs of IP-VRFs.
    public List<String> l3Vnis() {
        return first(asked(ExistingValues::l3Vnis));
    }

    private static Stream<Vni> l3Vnis(Instances instances) {
        return instances.ipVrfs().stream().map(IpVrfSettings::l3Vni);
    }

    public List<String> vnis() {
        return first(asked(all -> Stream.concat(l2Vnis(all), l3Vnis(all)).sorted()));
    }

    /// Names of IP-VRFs.
    public List<String> vrfs() {
        return first(asked(all -> all.ipVrfs().stream().map(IpVrfSettings::name)));
    }

    // Of a bridge domain.

    /// Its MAC addresses: as they are written, they are in order.
    public List<String> macs(Vni vni) {
        if (!MAC.matcher(begun).matches()) {
            return List.of();
        }
        var digits = begun.replace(":", "");
        long lowest = Long.parseLong(digits + "0".repeat(DIGITS_OF_A_MAC - digits.length()), 16);
        var after = lowest == 0 ? null : new MacAddress(lowest - 1);
        return first(asked(all -> all.macs(vni, after, MOST).stream().map(HostView::mac)));
    }

    /// Its IP addresses.
    public List<String> addresses(Vni vni) {
        var found = new ArrayList<String>();
        int left = ROWS;
        for (var range : AddressRange.of(begun)) {
            left -= addresses(vni, range, left, found);
        }
        return found;
    }

    /// @param left so many may be looked at
    /// @return how many were
    private int addresses(Vni vni, AddressRange range, int left, List<String> found) {
        int looked = 0;
        var after = range.before().orElse(null);
        boolean more = true;
        while (more && looked < left && found.size() < MOST) {
            var behind = after;
            var some =
                    asked(all -> all.neighbors(vni, behind, ROWS_AT_ONCE).stream())
                            .map(each -> Objects.requireNonNull(each.address()))
                            .takeWhile(each -> each.compareTo(range.high()) <= 0)
                            .toList();
            first(some.stream()).stream().limit(MOST - found.size()).forEach(found::add);
            looked += some.size();
            more = some.size() == ROWS_AT_ONCE;
            after = some.isEmpty() ? null : some.getLast();
        }
        return looked;
    }

    /// The other VTEPs of a bridge domain.
    public List<String> vteps(Vni vni) {
        return vteps(List.of(vni), ROWS);
    }

    /// The other VTEPs of some bridge domains.
    public List<String> vteps() {
        var some = asked(ExistingValues::l2Vnis).limit(ROWS / ROWS_AT_ONCE).toList();
        return vteps(some, ROWS_AT_ONCE);
    }

    private List<String> vteps(List<Vni> vnis, int rowsOfEach) {
        var tenants = new TenantQueries(routing, rowsOfEach);
        var addresses = new TreeSet<IpAddress>();
        vnis.forEach(vni -> tenants.vteps(vni).forEach(each -> addresses.add(each.address())));
        return first(addresses.stream());
    }

    // Of an IP-VRF.

    /// The routers that it sends to.
    public List<String> routers(Vni l3Vni) {
        var routers = new ArrayList<MacAddress>();
        new TenantQueries(routing, ROWS).routers(l3Vni, each -> routers.add(each.routerMac()));
        return first(routers.stream());
    }

    /// The next hops of its routes.
    public List<String> nextHops(Vni l3Vni) {
        return first(
                new TenantQueries(routing, ROWS)
                        .nextHops(l3Vni).stream().map(TenantNextHop::address));
    }

    // Of routes.

    /// What EVPN routes have, as far as the first of them say.
    public ValuesOfRoutes ofRoutes() {
        return new ValuesOfRoutes(routing, begun);
    }
}
