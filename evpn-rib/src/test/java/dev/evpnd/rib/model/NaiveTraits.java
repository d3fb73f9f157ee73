package dev.evpnd.rib.model;

import dev.evpnd.rib.RibSettings;
import dev.evpnd.rib.decision.DecisionOptions;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.IpAddress;

import java.util.Set;

/// What a speaker may come to be while it runs.
///
/// @param clusterId that it puts into a CLUSTER_LIST, and does not take back
/// @param addresses that are no next hop of others
record NaiveTraits(
        boolean clientToClient,
        boolean resolvesNextHops,
        BgpIdentifier clusterId,
        Set<IpAddress> addresses,
        DecisionOptions decision) {

    static NaiveTraits of(boolean clientToClient, boolean resolvesNextHops) {
        return new NaiveTraits(
                clientToClient,
                resolvesNextHops,
                NaiveSpeaker.HERE,
                Set.of(NaiveImport.OWN_NEXT_HOP),
                DecisionOptions.DEFAULT);
    }

    RibSettings settings(long maxLogOctets, long hashSeed) {
        return new RibSettings(
                        NaiveSpeaker.AS,
                        NaiveSpeaker.HERE,
                        clusterId,
                        clientToClient,
                        maxLogOctets,
                        hashSeed)
                .withAddresses(addresses)
                .withDecision(decision)
                .withResolvesNextHops(resolvesNextHops);
    }
}
