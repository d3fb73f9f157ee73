package dev.evpnd.rib.out;

import java.util.List;

/// Peers that are told the same in the same octets, and what waits for them.
///
/// @param members the numbers of the peers, in their order
/// @param catchingUp how many of them are on their way to the present, and read the log later
/// @param appended messages since the group came to be
/// @param kept messages that somebody has yet to read
/// @param keptOctets of those
/// @param maxMessageLength how long a message may be
/// @param pathIds whether members are told of several paths under path identifiers
public record GroupStatus(
        List<Integer> members,
        int catchingUp,
        long appended,
        long kept,
        long keptOctets,
        int maxMessageLength,
        boolean pathIds) {

    public GroupStatus {
        members = List.copyOf(members);
    }

    /// With the same group of another shard.
    public GroupStatus plus(GroupStatus other) {
        return new GroupStatus(
                members,
                Math.max(catchingUp, other.catchingUp),
                appended + other.appended,
                kept + other.kept,
                keptOctets + other.keptOctets,
                maxMessageLength,
                pathIds);
    }
}
