package dev.evpnd.speaker.query;

import dev.evpnd.speaker.routing.TurnTimes;

import java.util.List;

/// The daemon and all its peers, of one moment as nearly as several threads can say it.
///
/// @param peers in the order of their addresses
/// @param turns what those of the routing thread were spent on
public record Overview(DaemonView daemon, List<PeerView> peers, TurnTimes.Snapshot turns) {}
