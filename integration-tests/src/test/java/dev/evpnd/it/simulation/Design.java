package dev.evpnd.it.simulation;

/// How a fabric is built and what its operators want, cast once for each run: each special thing in
/// a share of the seeds, and any of them together.
///
/// @param longLived whether what graceful sessions brought is kept for long after their end (RFC
///   9494)
/// @param oneDistinguisher whether all VTEPs have one route distinguisher for a bridge domain, so
///   that a host that moves keeps the key of its routes and reflectors choose where it is
/// @param graceful whether all sessions have Graceful Restart, and not some
record Design(
        Topology topology,
        Policies policies,
        boolean longLived,
        boolean oneDistinguisher,
        boolean graceful) {

    /// What those in the middle are to each other and to the VTEPs.
    enum Topology {
        /// Reflectors, each of which is a cluster and tells the other of its clients.
        TWO_CLUSTERS,
        /// Reflectors of one cluster, which take nothing from each other (RFC 4456 section 8).
        ONE_CLUSTER,
        /// Spines; each VTEP is a leaf in its own AS, and tells each spine what it has of the
        /// other.
        SPINES,
        /// Route servers (RFC 7947), whose clients tell of nothing but what is theirs.
        ROUTE_SERVERS,
        /// Two pods of VTEPs, each with two reflectors, which are the clients of two at the top.
        TWO_TIERS,
        /// Three reflectors, each of which asks for the routes of some Route Targets alone, so that
        /// each target is with two of them.
        PARTITIONED;

        /// How many there are in the middle; those of the top tier first, then pod by pod.
        int reflectors() {
            return switch (this) {
                case TWO_CLUSTERS, ONE_CLUSTER, SPINES, ROUTE_SERVERS -> 2;
                case PARTITIONED -> 3;
                case TWO_TIERS -> 6;
            };
        }

        /// Whether a VTEP without a session with one of its reflectors hears by the other of all
        /// that others have told the one alone.
        boolean tellsOfLostSessions() {
            return this != ONE_CLUSTER && this != PARTITIONED;
        }

        boolean isExternal() {
            return this == SPINES || this == ROUTE_SERVERS;
        }
    }

    /// What passes between VTEPs and the two in the middle.
    enum Policies {
        /// All, as it is.
        NONE,
        /// All, some of it with another LOCAL_PREF.
        PREFERENCES,
        /// Not what has some Route Target.
        DENIALS
    }

    static Design any(World world) {
        var topology =
                switch (world.any(8)) {
                    case 0 -> Topology.ONE_CLUSTER;
                    case 1 -> Topology.SPINES;
                    case 2 -> Topology.ROUTE_SERVERS;
                    case 3 -> Topology.TWO_TIERS;
                    case 4 -> Topology.PARTITIONED;
                    default -> Topology.TWO_CLUSTERS;
                };
        var policies =
                switch (world.any(6)) {
                    case 0 -> Policies.PREFERENCES;
                    case 1 -> Policies.DENIALS;
                    default -> Policies.NONE;
                };
        // Two who never hear of each other would both keep the one key.
        boolean one = world.once(6) && policies != Policies.DENIALS;
        return new Design(topology, policies, world.once(5), one, false).possible();
    }

    /// In two tiers no path is preferred to another but for its way: which of them goes round and
    /// which is taken back for it is not what [Reach] can say.
    private Design possible() {
        return topology != Topology.TWO_TIERS
                ? this
                : new Design(
                        topology,
                        policies == Policies.PREFERENCES ? Policies.NONE : policies,
                        false,
                        oneDistinguisher,
                        graceful);
    }

    Design withTopology(Topology changed) {
        return new Design(changed, policies, longLived, oneDistinguisher, graceful).possible();
    }

    Design withAllGraceful() {
        return new Design(topology, policies, longLived, oneDistinguisher, true);
    }

    Design withLongLived() {
        return new Design(topology, policies, true, oneDistinguisher, graceful).possible();
    }

    Design withoutPolicies() {
        return new Design(topology, Policies.NONE, longLived, oneDistinguisher, graceful);
    }

    /// Whether somebody may not hear of who else has an address.
    boolean denies() {
        return policies == Policies.DENIALS;
    }
}
