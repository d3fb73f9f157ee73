package dev.evpnd.rib.instance;

import dev.evpnd.wire.address.IpPrefix;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/// The routes of an IP-VRF that the kernel should hold, and which ways are left out of them.
final class TenantRoutes {
    private static final Comparator<Intent.NextHop> BY_ADDRESS =
            Comparator.comparing(Intent.NextHop::vtep)
                    .thenComparingLong(nextHop -> nextHop.routerMac().bits())
                    .thenComparing(Intent.NextHop::vni);

    /// The ways that a prefix would be reached by but for their rivals.
    private final TreeMap<IpPrefix, List<Tunnel>> leftOut = new TreeMap<>();

    private final Cursor<IpPrefix, List<Tunnel>> toRetry = new Cursor<>(leftOut);

    /// Those of the last route. Many have the same ones.
    private List<Intent.NextHop> latest = List.of();

    private final Vni vni;
    private final RouterMacs routerMacs;
    private final Outcome outcome;

    TenantRoutes(Vni vni, Outcome outcome) {
        this.vni = vni;
        this.outcome = outcome;
        routerMacs = new RouterMacs(vni, outcome);
    }

    /// Whether routes can say themselves what their packets are encapsulated with. All have to be
    /// put again when that changes.
    void mayEncapsulate(boolean may) {
        routerMacs.mayEncapsulate(may);
    }

    /// Who keeps a way from being taken, or null where nobody does.
    @Nullable Tunnel rival(Tunnel tunnel) {
        return routerMacs.rival(tunnel);
    }

    /// A prefix is to be reached by these ways from now on, as far as they have no rival.
    ///
    /// @param most that are taken
    void put(IpPrefix prefix, Ways all, int most) {
        var ways = all.tunnels();
        var known = installed(prefix);
        var before = known == null ? List.<Intent.NextHop>of() : known.nextHops();
        if (!leftOut.containsKey(prefix)
                && lead(before, ways)
                && all.hosts().equals(known == null ? List.of() : known.hosts())) {
            return;
        }
        // First, for it may have a MAC address that what comes needs.
        for (var each : before) {
            if (!ways.contains(Tunnel.of(each))) {
                routerMacs.release(each);
            }
        }
        var after = new ArrayList<Intent.NextHop>();
        var without = new ArrayList<Tunnel>();
        for (var way : ways) {
            if (routerMacs.rival(way) != null) {
                without.add(way);
            } else if (after.size() < most - all.hosts().size()) {
                after.add(routerMacs.retain(way, prefix));
            }
        }
        leaveOut(prefix, without);
        // What stays was retained once more, or cannot be encapsulated any more.
        for (var each : before) {
            if (ways.contains(Tunnel.of(each))) {
                routerMacs.release(each);
            }
        }
        install(prefix, after, all.hosts());
    }

    /// What is wanted of the kernel up to now, or null for nothing.
    private Intent.@Nullable RemotePrefix installed(IpPrefix prefix) {
        return outcome.intent(IntentKey.prefix(vni, prefix)) instanceof Intent.RemotePrefix route
                ? route
                : null;
    }

    private boolean lead(List<Intent.NextHop> nextHops, List<Tunnel> ways) {
        if (nextHops.size() != ways.size()) {
            return false;
        }
        for (int i = 0; i < ways.size(); i++) {
            var nextHop = nextHops.get(i);
            if (!Tunnel.of(nextHop).equals(ways.get(i))
                    || nextHop.encapsulated() && !routerMacs.mayEncapsulate()) {
                return false;
            }
        }
        return true;
    }

    private void leaveOut(IpPrefix prefix, List<Tunnel> without) {
        var before = leftOut.getOrDefault(prefix, List.of());
        for (var way : without) {
            var rival = routerMacs.rival(way);
            if (rival != null && !before.contains(way)) {
                routerMacs.await(way, rival);
            }
        }
        for (var way : before) {
            if (!without.contains(way)) {
                routerMacs.giveUp(way);
            }
        }
        if (without.isEmpty()) {
            leftOut.remove(prefix);
        } else {
            leftOut.put(prefix, without);
        }
    }

    private void install(
            IpPrefix prefix, List<Intent.NextHop> nextHops, List<Intent.HostHop> hosts) {
        if (nextHops.isEmpty() && hosts.isEmpty()) {
            outcome.drop(IntentKey.prefix(vni, prefix));
        } else {
            nextHops.sort(BY_ADDRESS);
            if (!nextHops.equals(latest)) {
                latest = List.copyOf(nextHops);
            }
            outcome.hold(new Intent.RemotePrefix(vni, prefix, latest, hosts));
        }
    }

    /// Begins to consider anew what waits, if something that it waits for is to be had.
    ///
    /// @return whether it is so
    boolean retry() {
        boolean freed = routerMacs.takeFreed();
        if (freed) {
            toRetry.begin();
        }
        return freed;
    }

    boolean isRetrying() {
        return toRetry.isUnderWay();
    }

    /// The next prefix that has waited, or null where there is no more.
    @Nullable IpPrefix nextToRetry() {
        var next = toRetry.next();
        return next == null ? null : next.getKey();
    }
}
