package dev.evpnd.rib.instance;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/// The imported routes to one prefix, however many: what is asked of them is found by look-ups, for
/// whoever announces may choose any number of route distinguishers.
final class PrefixRoutes {
    private final TreeSet<PrefixCandidate> hosts = new TreeSet<>();
    private final TreeSet<PrefixCandidate> prefixes = new TreeSet<>();

    void add(PrefixCandidate candidate) {
        of(candidate).add(candidate);
    }

    void remove(PrefixCandidate candidate) {
        of(candidate).remove(candidate);
    }

    private NavigableSet<PrefixCandidate> of(PrefixCandidate candidate) {
        return candidate.host() ? hosts : prefixes;
    }

    boolean isEmpty() {
        return hosts.isEmpty() && prefixes.isEmpty();
    }

    /// The next best route, the best behind null, or null where there is none.
    @Nullable PrefixCandidate after(@Nullable PrefixCandidate candidate) {
        if (candidate == null) {
            return !hosts.isEmpty() ? hosts.first() : prefixes.isEmpty() ? null : prefixes.first();
        }
        var next = of(candidate).higher(candidate);
        boolean lastHost = next == null && candidate.host() && !prefixes.isEmpty();
        return lastHost ? prefixes.first() : next;
    }

    /// The ways to the prefix: to a host one, else all that are as good, one for each VTEP, in the
    /// order of their addresses.
    ///
    /// @param here whether it is a host that is here: its routes may still lead to where it was
    List<Intent.NextHop> nextHops(boolean here, int maxPaths) {
        if (!hosts.isEmpty() && !here) {
            return List.of(hosts.first().nextHop());
        }
        if (prefixes.isEmpty()) {
            return List.of();
        }
        var best = prefixes.first().claim().preference();
        var nextHops = new ArrayList<Intent.NextHop>();
        var candidate = prefixes.first();
        while (candidate != null
                && candidate.claim().preference().equals(best)
                && nextHops.size() < maxPaths) {
            nextHops.add(candidate.nextHop());
            candidate = prefixes.higher(candidate.lastOfItsVtep());
        }
        return nextHops;
    }
}
