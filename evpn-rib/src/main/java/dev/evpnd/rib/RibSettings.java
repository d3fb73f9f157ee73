package dev.evpnd.rib;

import dev.evpnd.rib.decision.DecisionOptions;
import dev.evpnd.rib.in.Here;
import dev.evpnd.rib.out.Speaker;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.capability.Negotiated;

import java.util.HashSet;
import java.util.Set;

/// What a speaker is, and how it reflects.
///
/// @param identifier of this speaker; a route whose ORIGINATOR_ID it is has been here before
/// @param clusterId of this reflector, the identifier where nothing else is wanted (RFC 4456
///   section 7)
/// @param clientToClient whether clients are told of each other's routes
/// @param maxLogOctets how much an update group keeps for members that are slow
/// @param hashSeed of the tables; of no influence on what they hold or in which order it is told.
///   Whoever has peers that are not trusted with all that this speaker does takes a random one and
///   keeps it to himself: a peer that knows it can choose keys that make the tables slow.
/// @param clusterIds what else it puts into a CLUSTER_LIST, towards some peers
/// @param addresses that it has: a route with one of them as its next hop is not taken
/// @param restart how it began
/// @param decision what an operator wants otherwise in the choice of paths
/// @param resolvesNextHops whether a path is only chosen if its next hop is known to be reachable
public record RibSettings(
        Asn localAs,
        BgpIdentifier identifier,
        BgpIdentifier clusterId,
        boolean clientToClient,
        long maxLogOctets,
        long hashSeed,
        Set<BgpIdentifier> clusterIds,
        Set<IpAddress> addresses,
        Restart restart,
        DecisionOptions decision,
        boolean resolvesNextHops) {

    /// The number of this speaker itself, as the one that announces what begins here.
    public static final int LOCAL = 0;

    /// How this speaker began.
    ///
    /// @param awaited the peers that were told before that it restarts gracefully: nothing is
    ///   chosen or told before each of them has told all that it has (RFC 4724 section 4.1)
    /// @param untilMillis when it is done at the latest
    public record Restart(Set<IpAddress> awaited, long untilMillis) {

        /// It began with nobody knowing of it.
        public static final Restart NONE = new Restart(Set.of(), 0);

        public Restart {
            awaited = Set.copyOf(awaited);
        }
    }

    public RibSettings {
        clusterIds = Set.copyOf(clusterIds);
        addresses = Set.copyOf(addresses);
    }

    public RibSettings(
            Asn localAs,
            BgpIdentifier identifier,
            BgpIdentifier clusterId,
            boolean clientToClient,
            long maxLogOctets,
            long hashSeed) {
        this(
                localAs,
                identifier,
                clusterId,
                clientToClient,
                maxLogOctets,
                hashSeed,
                Set.of(),
                Set.of(),
                Restart.NONE,
                DecisionOptions.DEFAULT,
                false);
    }

    private static final long DEFAULT_MAX_LOG_OCTETS = 64L << 20;

    /// A speaker where nothing else is wanted. Its hash seed is always the same, which is right for
    /// tests and wrong for everything else: see [#withHashSeed].
    public static RibSettings of(Asn localAs, BgpIdentifier identifier) {
        return new RibSettings(localAs, identifier, identifier, true, DEFAULT_MAX_LOG_OCTETS, 0);
    }

    /// What a route must not have been through.
    Here here() {
        var clusters = new HashSet<>(clusterIds);
        clusters.add(clusterId);
        return new Here(localAs, identifier, clusters, addresses);
    }

    /// This speaker, as the peer that announces what begins here.
    Peer local() {
        var families = Set.of(AddressFamily.L2VPN_EVPN, AddressFamily.RT_CONSTRAINT);
        return new Peer(
                new Ipv4Address(identifier.bits()),
                localAs,
                identifier,
                PeerKind.LOCAL,
                Negotiated.DEFAULT.withFamilies(families).withExtendedMessages(true));
    }

    Speaker speaker() {
        return new Speaker(localAs, identifier, clusterId, clientToClient);
    }

    public RibSettings withMaxLogOctets(long changed) {
        return new RibSettings(
                localAs,
                identifier,
                clusterId,
                clientToClient,
                changed,
                hashSeed,
                clusterIds,
                addresses,
                restart,
                decision,
                resolvesNextHops);
    }

    public RibSettings withHashSeed(long changed) {
        return new RibSettings(
                localAs,
                identifier,
                clusterId,
                clientToClient,
                maxLogOctets,
                changed,
                clusterIds,
                addresses,
                restart,
                decision,
                resolvesNextHops);
    }

    public RibSettings withClientToClient(boolean changed) {
        return new RibSettings(
                localAs,
                identifier,
                clusterId,
                changed,
                maxLogOctets,
                hashSeed,
                clusterIds,
                addresses,
                restart,
                decision,
                resolvesNextHops);
    }

    public RibSettings withClusterIds(Set<BgpIdentifier> changed) {
        return new RibSettings(
                localAs,
                identifier,
                clusterId,
                clientToClient,
                maxLogOctets,
                hashSeed,
                changed,
                addresses,
                restart,
                decision,
                resolvesNextHops);
    }

    public RibSettings withAddresses(Set<IpAddress> changed) {
        return new RibSettings(
                localAs,
                identifier,
                clusterId,
                clientToClient,
                maxLogOctets,
                hashSeed,
                clusterIds,
                changed,
                restart,
                decision,
                resolvesNextHops);
    }

    public RibSettings withRestart(Restart changed) {
        return new RibSettings(
                localAs,
                identifier,
                clusterId,
                clientToClient,
                maxLogOctets,
                hashSeed,
                clusterIds,
                addresses,
                changed,
                decision,
                resolvesNextHops);
    }

    public RibSettings withDecision(DecisionOptions changed) {
        return new RibSettings(
                localAs,
                identifier,
                clusterId,
                clientToClient,
                maxLogOctets,
                hashSeed,
                clusterIds,
                addresses,
                restart,
                changed,
                resolvesNextHops);
    }

    public RibSettings withResolvesNextHops(boolean changed) {
        return new RibSettings(
                localAs,
                identifier,
                clusterId,
                clientToClient,
                maxLogOctets,
                hashSeed,
                clusterIds,
                addresses,
                restart,
                decision,
                changed);
    }
}
