package dev.evpnd.rib;

/// How much of one family waits, between what was received and what peers are told.
///
/// @param unsettled destinations that wait for a decision
/// @param groups of peers that are told the same
/// @param messages that are logged for members of groups that have yet to read them
/// @param octets of these messages
public record Depths(int unsettled, int groups, long messages, long octets) {
    static final Depths NONE = new Depths(0, 0, 0, 0);

    Depths plus(Depths other) {
        return new Depths(
                unsettled + other.unsettled,
                Math.max(groups, other.groups),
                messages + other.messages,
                octets + other.octets);
    }
}
