package dev.evpnd.rib.in;

import java.util.OptionalLong;

/// How far a peer has come with announcing its routes of a family.
///
/// @param endOfRib whether it has said with its session that it has announced all that it had
/// @param restartMillis for which it is still waited for, if its session has ended and its routes
///   are kept
/// @param staleMillis for which those of its routes are still kept that it does not announce again,
///   if there are any that have outlived a session
public record Inflow(
        InboundCounters counters,
        boolean endOfRib,
        OptionalLong restartMillis,
        OptionalLong staleMillis) {}
