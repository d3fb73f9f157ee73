package dev.evpnd.rib;

import dev.evpnd.rib.in.LoopChecks;
import dev.evpnd.rib.out.Speaker;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.capability.Negotiated;

import java.util.Set;

/// What a speaker is, and how it reflects.
///
/// @param identifier of this speaker; a route whose ORIGINATOR_ID it is has been here before
/// @param clusterId of this reflector, the identifier where nothing else is wanted (RFC 4456
///   section 7)
/// @param clientToClient whether clients are told of each other's routes
/// @param maxLogOctets how much an update group keeps for members that are slow
/// @param hashSeed of the tables; of no influence on what they hold or in which order it is told
public record RibSettings(
        Asn localAs,
        BgpIdentifier identifier,
        BgpIdentifier clusterId,
        boolean clientToClient,
        long maxLogOctets,
        long hashSeed) {

    private static final long DEFAULT_MAX_LOG_OCTETS = 64L << 20;

    public static RibSettings of(Asn localAs, BgpIdentifier identifier) {
        return new RibSettings(localAs, identifier, identifier, true, DEFAULT_MAX_LOG_OCTETS, 0);
    }

    /// What a route must not have been through.
    LoopChecks here() {
        return new LoopChecks(localAs, identifier, clusterId);
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

    public RibSettings withMaxLogOctets(long octets) {
        return new RibSettings(localAs, identifier, clusterId, clientToClient, octets, hashSeed);
    }

    public RibSettings withClientToClient(boolean changed) {
        return new RibSettings(localAs, identifier, clusterId, changed, maxLogOctets, hashSeed);
    }
}
