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

    /// Those whose ways may be other ones.
    private final Cursor<IpAddress, Gateway> toSettle = new Cursor<>(all);

    /// Those whose prefixes are to be considered anew.
    private final Line<IpAddress, Gateway> changed = new Line<>(Comparator.naturalOrder());

    private static final class Gateway {
        /// How many routes there are to which prefix.
        final TreeMap<IpPrefix, Integer> prefixes = new TreeMap<>();

        final Cursor<IpPrefix, Integer> toReview = new Cursor<>(prefixes);

        /// The way to it, or null while there is none.
        @Nullable Way way;

        Gateway(@Nullable Way way) {
            this.way = way;
        }
    }

    /// A prefix is behind a gateway, by one route more.
    ///
    /// @param way to the gateway
    void add(IpAddress gateway, @Nullable Way way, IpPrefix prefix) {
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
    boolean hostChanged(IpAddress host, @Nullable Way way) {
        var known = all.get(host);
        if (known == null || Objects.equals(known.way, way)) {
            return false;
        }
        known.way = way;
        known.toReview.begin();
        changed.put(host, known);
        return true;
    }

    boolean has(IpAddress gateway) {
        return all.containsKey(gateway);
    }

    /// The way to a gateway, as its prefixes are or are about to be led: as it was when something
    /// happened to it last. Null where there is none.
    @Nullable Way way(IpAddress gateway) {
        var known = all.get(gateway);
        return known == null ? null : known.way;
    }

    /// Something has happened that may be of consequence to any of them.
    void review() {
        toSettle.begin();
    }

    /// The next one whose way may be another, or null where there is no more.
    @Nullable IpAddress nextToSettle() {
        var next = toSettle.next();
        return next == null ? null : next.getKey();
    }

    boolean isUnderWay() {
        return toSettle.isUnderWay() || !changed.isEmpty();
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
