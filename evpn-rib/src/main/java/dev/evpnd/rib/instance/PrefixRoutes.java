package dev.evpnd.rib.instance;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/// The imported routes to one prefix, however many: what is asked of them is found by look-ups, for
/// whoever announces may choose any number of route distinguishers.
final class PrefixRoutes {
    /// By how many ways that cannot be taken the others are looked for. Others choose how many
    /// there are.
    private static final int MOST_HINDERED = 64;

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
    /// @param maxPaths how many are to be found that can be taken
    /// @param hindered whether a way cannot be taken at present
    List<Tunnel> ways(boolean here, int maxPaths, Predicate<Tunnel> hindered) {
        if (!hosts.isEmpty() && !here) {
            return List.of(hosts.first().tunnel());
        }
        if (prefixes.isEmpty()) {
            return List.of();
        }
        var best = prefixes.first().claim().preference();
        var ways = new ArrayList<Tunnel>();
        var candidate = prefixes.first();
        int free = 0;
        while (candidate != null
                && candidate.claim().preference().equals(best)
                && free < maxPaths
                && ways.size() - free < MOST_HINDERED) {
            free += hindered.test(candidate.tunnel()) ? 0 : 1;
            ways.add(candidate.tunnel());
            candidate = prefixes.higher(candidate.lastOfItsVtep());
        }
        return ways;
    }
}
