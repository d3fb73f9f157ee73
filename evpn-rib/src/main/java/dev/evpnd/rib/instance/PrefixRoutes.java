package dev.evpnd.rib.instance;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/// The imported routes to one prefix, however many: what is asked of them is found by look-ups, for
/// whoever announces may choose any number of route distinguishers.
final class PrefixRoutes {
    /// What there is to say of ways.
    interface Passable {
        /// By which way a prefix is reached, or null where that is not known.
        @Nullable Way way(PrefixCandidate candidate);

        /// Whether the tunnel can be taken at present.
        boolean isFree(Tunnel tunnel);
    }

    /// How many routes that cannot be taken are passed by. Others choose how many there are.
    private static final int MOST_HINDERED = 64;

    private static final NavigableSet<PrefixCandidate> NONE = Collections.emptyNavigableSet();

    /// Where there is one route alone, as most prefixes have: then it is in no set.
    private @Nullable PrefixCandidate only;

    private NavigableSet<PrefixCandidate> hosts = NONE;
    private NavigableSet<PrefixCandidate> prefixes = NONE;

    void add(PrefixCandidate candidate) {
        if (isEmpty()) {
            only = candidate;
            return;
        }
        if (only != null) {
            sort(only);
            only = null;
        }
        sort(candidate);
    }

    private void sort(PrefixCandidate candidate) {
        if (of(candidate).isEmpty()) {
            var first = new TreeSet<PrefixCandidate>();
            if (candidate.host()) {
                hosts = first;
            } else {
                prefixes = first;
            }
        }
        of(candidate).add(candidate);
    }

    void remove(PrefixCandidate candidate) {
        if (only != null) {
            only = only.compareTo(candidate) == 0 ? null : only;
        } else if (!of(candidate).isEmpty()) {
            of(candidate).remove(candidate);
        }
    }

    private NavigableSet<PrefixCandidate> of(PrefixCandidate candidate) {
        return candidate.host() ? hosts : prefixes;
    }

    boolean isEmpty() {
        return only == null && hosts.isEmpty() && prefixes.isEmpty();
    }

    /// The next best route, the best behind null, or null where there is none.
    @Nullable PrefixCandidate after(@Nullable PrefixCandidate candidate) {
        if (only != null) {
            return candidate == null || only.compareTo(candidate) > 0 ? only : null;
        }
        if (candidate == null) {
            return !hosts.isEmpty() ? hosts.first() : prefixes.isEmpty() ? null : prefixes.first();
        }
        var next = of(candidate).higher(candidate);
        boolean lastHost = next == null && candidate.host() && !prefixes.isEmpty();
        return lastHost ? prefixes.first() : next;
    }

    /// The way to a host where its VTEP says, or null where no VTEP says it.
    @Nullable Tunnel wayToHost() {
        if (only != null) {
            return only.host() ? only.tunnel() : null;
        }
        return hosts.isEmpty() ? null : hosts.first().tunnel();
    }

    private @Nullable PrefixCandidate best() {
        if (only != null) {
            return only.host() ? null : only;
        }
        return prefixes.isEmpty() ? null : prefixes.first();
    }

    /// The ways to the prefix: to a host one, else all that are as good: one for each VTEP, and
    /// those to gateways.
    ///
    /// @param here whether it is a host that is here: its routes may still lead to where it was
    /// @param maxPaths how many are to be found that can be taken
    Ways ways(boolean here, int maxPaths, Passable passable) {
        var toHost = here ? null : wayToHost();
        if (toHost != null) {
            return Ways.of(toHost);
        }
        var tunnels = new ArrayList<Tunnel>();
        var hosts = new TreeSet<Intent.HostHop>();
        int free = 0;
        long left = (long) maxPaths + MOST_HINDERED;
        var best = best();
        for (var each = best; best != null && each != null; each = next(each)) {
            if (!each.claim().preference().equals(best.claim().preference())
                    || free == maxPaths
                    || left-- == 0) {
                break;
            }
            var way = passable.way(each);
            if (way instanceof Tunnel tunnel && !tunnels.contains(tunnel)) {
                tunnels.add(tunnel);
                free += passable.isFree(tunnel) ? 1 : 0;
            } else if (way instanceof Intent.HostHop host && hosts.add(host)) {
                free++;
            }
        }
        return new Ways(tunnels, List.copyOf(hosts));
    }

    private @Nullable PrefixCandidate next(PrefixCandidate candidate) {
        return prefixes.higher(candidate.gateway() == null ? candidate.lastOfItsVtep() : candidate);
    }
}
