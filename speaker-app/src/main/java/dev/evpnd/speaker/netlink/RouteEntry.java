package dev.evpnd.speaker.netlink;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;

/// A route of one of the kernel's tables (`struct rtmsg`), for all packets to its prefix: neither
/// for one type of service alone nor from one source.
///
/// @param table by its number
/// @param protocol who made it, `RTPROT_…`
/// @param type what becomes of packets, one of [RouteType]
/// @param metric of the routes to one prefix in a table, the one with the lowest counts
/// @param nextHop the number of the next-hop object that it goes by, or 0
/// @param hops the ways that packets share; none where they go nowhere
public record RouteEntry(
        int table,
        IpPrefix prefix,
        int protocol,
        int type,
        long metric,
        int nextHop,
        List<Hop> hops) {

    /// With all of their attributes, the kernel has no room for more in one piece of a dump.
    public static final int MOST_HOPS = 1000;

    public RouteEntry {
        if (hops.size() > MOST_HOPS) {
            throw new IllegalArgumentException("no route has %d hops".formatted(hops.size()));
        }
        hops = List.copyOf(hops);
    }

    /// One way.
    ///
    /// @param device that packets go out by, 0 where the kernel is to find it
    /// @param gateway the neighbor on it that they go to, of either family, or null where that is
    ///   the destination itself
    /// @param isOnLink whether the gateway is a neighbor on the device without a route that says so
    /// @param weight how large its share is, up to 256; 1 where it is the only one
    /// @param encapsulation what packets go into, where the route says that
    public record Hop(
            int device,
            @Nullable IpAddress gateway,
            boolean isOnLink,
            int weight,
            @Nullable Encapsulation encapsulation) {
        private static final int MOST_WEIGHT = 256;

        public Hop {
            if (weight < 1 || weight > MOST_WEIGHT) {
                throw new IllegalArgumentException("no hop has the weight " + weight);
            }
        }

        public Hop(int device, @Nullable IpAddress gateway, boolean isOnLink, int weight) {
            this(device, gateway, isOnLink, weight, null);
        }

        /// Written out, as [#hashCode] is: what the JDK puts together for a record is slow for as
        /// long as a program is young.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Hop that
                    && device == that.device
                    && isOnLink == that.isOnLink
                    && weight == that.weight
                    && Objects.equals(gateway, that.gateway)
                    && Objects.equals(encapsulation, that.encapsulation);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * device + Objects.hashCode(gateway)) + weight;
        }
    }
}
