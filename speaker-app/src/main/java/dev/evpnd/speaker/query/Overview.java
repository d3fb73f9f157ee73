package dev.evpnd.speaker.query;

import dev.evpnd.speaker.routing.TurnTimes;

import java.util.List;
import java.util.Map;

/// The daemon and all its peers, of one moment as nearly as several threads can say it.
///
/// @param peers in the order of their addresses
/// @param ownByType EVPN routes that begin here, as [dev.evpnd.rib.in.InboundCounters] has those of
///   peers
/// @param kernel nothing of everything where there is none
/// @param turns what those of the routing thread were spent on
public record Overview(
        DaemonView daemon,
        List<PeerView> peers,
        Map<Integer, Integer> ownByType,
        TurnTimes.Snapshot turns,
        KernelQueries.Overview kernel) {}
