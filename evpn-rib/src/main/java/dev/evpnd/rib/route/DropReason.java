package dev.evpnd.rib.route;

/// Why a route that was received well formed is not taken.
public enum DropReason {
    /// ORIGINATOR_ID is that of this speaker: the route began here (RFC 4456 section 8).
    OWN_ORIGINATOR_ID,
    /// CLUSTER_LIST has the cluster of this reflector: the route was here before (RFC 4456 section
    /// 8).
    CLUSTER_LOOP,
    /// AS_PATH has the AS of this speaker (RFC 4271 section 9.1.2).
    AS_LOOP,
    /// The peer is external and no policy says what to take from it (RFC 8212).
    NO_POLICY,
    /// The route type is not known: nobody can tell which octets are its key (RFC 7606 section
    /// 5.4).
    UNRECOGNIZED_ROUTE_TYPE,
}
