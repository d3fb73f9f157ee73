package dev.evpnd.rib.instance;

import dev.evpnd.rib.store.Line;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;

import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.Objects;
import java.util.TreeMap;

/// The hosts that prefixes of an IP-VRF are behind: the overlay indexes of RFC 9136 section 3.2.
/// When the way to one changes, so do all its prefixes, in slices: there may be very many.
final class Gateways {
    private final TreeMap<IpAddress, Gateway> all = new TreeMap<>();

    /// Those whose prefixes are to be considered anew.
    private final Line<IpAddress, Gateway> changed = new Line<>(Comparator.naturalOrder());

    private static final class Gateway {
        /// How many routes there are to which prefix.
        final TreeMap<IpPrefix, Integer> prefixes = new TreeMap<>();

        final Cursor<IpPrefix, Integer> toReview = new Cursor<>(prefixes);

        /// The way to it, or null while there is none.
        @Nullable Tunnel way;

        Gateway(@Nullable Tunnel way) {
            this.way = way;
        }
    }

    /// A prefix is behind a gateway, by one route more.
    ///
    /// @param way to the gateway
    void add(IpAddress gateway, @Nullable Tunnel way, IpPrefix prefix) {
        all.computeIfAbsent(gateway, absent -> new Gateway(way))
                .prefixes
                .merge(prefix, 1, Integer::sum);
    }

    /// By one route less.
    void remove(IpAddress gateway, IpPrefix prefix) {
        all.computeIfPresent(
                gateway,
                (address, known) -> {
                    known.prefixes.computeIfPresent(
                            prefix, (same, count) -> count == 1 ? null : count - 1);
                    return known.prefixes.isEmpty() ? null : known;
                });
    }

    /// Something happened to a host.
    ///
    /// @param way to it by now
    /// @return whether prefixes are behind it that have to be considered anew for that
    boolean hostChanged(IpAddress host, @Nullable Tunnel way) {
        var known = all.get(host);
        if (known == null || Objects.equals(known.way, way)) {
            return false;
        }
        known.way = way;
        known.toReview.begin();
        changed.put(host, known);
        return true;
    }

    boolean isUnderWay() {
        return !changed.isEmpty();
    }

    /// The next prefix that is to be considered anew, of each gateway in turn, or null where there
    /// is no more.
    @Nullable IpPrefix next() {
        for (var first = changed.pollFirst(); first != null; first = changed.pollFirst()) {
            var next = first.getValue().toReview.next();
            if (next != null) {
                changed.put(first.getKey(), first.getValue());
                return next.getKey();
            }
        }
        return null;
    }
}
