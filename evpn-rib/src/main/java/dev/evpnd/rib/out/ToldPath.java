package dev.evpnd.rib.out;

import dev.evpnd.rib.in.ReceivedPath;
import dev.evpnd.rib.peer.Peer;

/// A path to a route as a peer holds it of what it was told.
///
/// @param announcer of whom this speaker has it
/// @param pathId under which the peer knows it (RFC 7911), or 0
/// @param content as it is sent: behind the policy out, with what this speaker puts in place of
///   next hop and attributes
public record ToldPath(Peer announcer, int pathId, ReceivedPath.Content content) {}
