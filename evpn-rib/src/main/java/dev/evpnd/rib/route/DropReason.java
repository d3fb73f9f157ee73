package dev.evpnd.rib.route;

/// Why a route that was received well formed is not taken.
public enum DropReason {
    /// ORIGINATOR_ID is that of this speaker: the route began here (RFC 4456 section 8).
    OWN_ORIGINATOR_ID(1),
    /// CLUSTER_LIST has a cluster of this reflector: the route was here before (RFC 4456 section
    /// 8).
    CLUSTER_LOOP(2),
    /// AS_PATH has the AS of this speaker more often than the peer may send it (RFC 4271 section
    /// 9.1.2).
    AS_LOOP(3),
    /// AS_PATH does not begin with the AS of the external peer (RFC 4271 section 6.3).
    FIRST_AS(4),
    /// The next hop is an address of this speaker (RFC 4271 section 5.1.3).
    OWN_NEXT_HOP(5),
    /// The peer is external and no policy says what to take from it (RFC 8212). It is kept.
    NO_POLICY(6),
    /// The policy of the peer denies the route. It is kept.
    DENIED_BY_POLICY(7),
    /// The session is gone, and the route is not to outlive it for long (RFC 9494 section 4.2).
    NO_LLGR(8),
    /// The route type is not known: nobody can tell which octets are its key (RFC 7606 section
    /// 5.4).
    UNRECOGNIZED_ROUTE_TYPE(9),
    /// The route identifies itself by more octets than are kept.
    KEY_TOO_LONG(10),
    /// The peer has announced as many routes as it may.
    LIMIT_REACHED(11),
    /// Nobody knows a way to the next hop, and that is required. The route is kept.
    NEXT_HOP_UNRESOLVED(12),
    /// The peer has announced as many paths to the destination, by path identifiers, as it may (RFC
    /// 7911).
    TOO_MANY_PATHS(13),
    /// AS_PATH has no room for the AS that the peer takes this speaker to be in. The route is kept.
    AS_PATH_TOO_LONG(14);

    /// All codes are below this.
    public static final int CODES = 15;

    private static final DropReason[] BY_CODE = new DropReason[CODES];

    static {
        for (var reason : values()) {
            BY_CODE[reason.code] = reason;
        }
    }

    private final int code;

    DropReason(int code) {
        this.code = code;
    }

    static DropReason of(int code) {
        return BY_CODE[code];
    }

    /// A number from 1 on by which the reason is kept.
    public int code() {
        return code;
    }
}
