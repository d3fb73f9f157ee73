package dev.evpnd.speaker.query;

import dev.evpnd.rib.Listing;
import dev.evpnd.rib.RibView;
import dev.evpnd.rib.explain.PathStanding;
import dev.evpnd.rib.explain.Standings;
import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.wire.octets.Octets;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which routes are asked for.
///
/// @param criteria that a route and its paths meet all; of a route to which no path does, nothing
///   is asked for
public record RouteFilter(RouteFamily family, List<RouteCriterion> criteria) {

    public RouteFilter {
        criteria = List.copyOf(criteria);
        if (family != RouteFamily.EVPN
                && criteria.stream().anyMatch(RouteCriterion.OfKey.class::isInstance)) {
            throw new IllegalArgumentException("only EVPN routes have a type and an RD");
        }
    }

    /// All routes of a family.
    public static RouteFilter all(RouteFamily family) {
        return new RouteFilter(family, List.of());
    }

    /// Those of which this is true as well.
    public RouteFilter and(RouteCriterion criterion) {
        var all = new ArrayList<>(criteria);
        all.add(criterion);
        return new RouteFilter(family, all);
    }

    /// Whether the route with a key is asked for, as far as the key says.
    boolean takes(byte[] array, int start, int length) {
        for (var criterion : criteria) {
            if (criterion instanceof RouteCriterion.OfKey key && !key.takes(array, start, length)) {
                return false;
            }
        }
        return true;
    }

    /// The octets of the distinguisher that alone is asked for; nothing where all are.
    Optional<Octets> distinguisher() {
        return criteria.stream()
                .filter(RouteCriterion.Distinguisher.class::isInstance)
                .map(each -> ((RouteCriterion.Distinguisher) each).octets())
                .findFirst();
    }

    /// The routes among which those are that are asked for.
    Listing list(RibView view) {
        return distinguisher()
                .map(it -> view.list(family, List.of(it)))
                .orElseGet(() -> view.list(family));
    }

    /// Whether the keys alone say which routes are asked for.
    boolean isOfKeys() {
        for (var criterion : criteria) {
            if (criterion instanceof RouteCriterion.OfPath) {
                return false;
            }
        }
        return true;
    }

    /// Whether a path is asked for, of a route whose key is.
    boolean takes(PathStanding path) {
        for (var criterion : criteria) {
            if (criterion instanceof RouteCriterion.OfPath it && !it.takes(path)) {
                return false;
            }
        }
        return true;
    }

    /// What is asked for of a route; nothing where none of its paths is.
    Optional<ListedRoute> narrow(Standings standings) {
        var asked =
                isOfKeys()
                        ? standings.paths()
                        : standings.paths().stream().filter(this::takes).toList();
        return asked.isEmpty()
                ? Optional.empty()
                : Optional.of(new ListedRoute(standings, asked, List.of()));
    }
}
