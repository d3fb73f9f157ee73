package dev.evpnd.testbed.route;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// An EVPN route, to be announced by a peer or as a peer shows it. A peer shows less than there is:
/// nothing and empty mean *not there or not shown*.
///
/// @param key what tells it from others
/// @param labels the label fields as VNIs, in order; of type 3 that of the PMSI tunnel
/// @param esi the segment of types 2 and 5, which is not part of their key; nothing if it is zero
/// @param gateway the gateway address of type 5; nothing if it is zero
/// @param communities the extended communities in the words of [Communities]
/// @param nextHop the next hop; to announce, nothing for the peer's own
/// @param originatorId ORIGINATOR_ID, RFC 4456
/// @param clusterList CLUSTER_LIST, RFC 4456
/// @param from the neighbour it was learned from; nothing for the peer's own routes
public record EvpnRoute(
        EvpnKey key,
        List<Long> labels,
        @Nullable String esi,
        @Nullable String gateway,
        Set<String> communities,
        @Nullable String nextHop,
        @Nullable String originatorId,
        List<String> clusterList,
        @Nullable String from) {

    /// Copies the collections.
    public EvpnRoute {
        labels = List.copyOf(labels);
        communities = Collections.unmodifiableSet(new TreeSet<>(communities));
        clusterList = List.copyOf(clusterList);
    }

    /// A route to be announced.
    ///
    /// @param key what tells it from others
    /// @param labels the label fields as VNIs
    /// @param communities in the words of [Communities]
    /// @return the route
    public static EvpnRoute of(EvpnKey key, List<Long> labels, String... communities) {
        return new EvpnRoute(
                key, labels, null, null, Set.of(communities), null, null, List.of(), null);
    }

    /// The same route on a segment.
    ///
    /// @param segment the ESI
    /// @return the route
    public EvpnRoute onSegment(String segment) {
        return new EvpnRoute(
                key,
                labels,
                segment,
                gateway,
                communities,
                nextHop,
                originatorId,
                clusterList,
                from);
    }

    /// The same route by way of a gateway.
    ///
    /// @param address the gateway's address
    /// @return the route
    public EvpnRoute byWayOf(String address) {
        return new EvpnRoute(
                key, labels, esi, address, communities, nextHop, originatorId, clusterList, from);
    }

    /// What tells routes from others, of several.
    ///
    /// @param routes the routes, or several paths of one
    /// @return their keys
    public static Set<EvpnKey> keys(Collection<EvpnRoute> routes) {
        return routes.stream().map(EvpnRoute::key).collect(Collectors.toSet());
    }

    /// The route targets alone.
    ///
    /// @return those of [#communities()], without the `rt:`
    public List<String> routeTargets() {
        return communities.stream()
                .filter(it -> it.startsWith(Communities.ROUTE_TARGET))
                .map(it -> it.substring(Communities.ROUTE_TARGET.length()))
                .toList();
    }
}
