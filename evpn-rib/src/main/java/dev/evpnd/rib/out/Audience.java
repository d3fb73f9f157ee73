package dev.evpnd.rib.out;

import dev.evpnd.rib.route.Propagation;

import org.jspecify.annotations.Nullable;

/// Which members of an update group a message is for: all but the one that announced what is told,
/// and of those with Route Target constraint only who wants it; without whom another message is
/// for.
///
/// @param source of what is told; or [Source#NONE], where nobody is excepted
/// @param targets of what is told, or null where nobody's wants matter
/// @param butNot whom the announcement is for that stands beside a withdrawal
record Audience(int source, @Nullable Propagation targets, @Nullable Audience butNot) {

    boolean has(Member member) {
        return member.peer != Source.peer(source)
                && (targets == null || member.membership.wants(targets))
                && (butNot == null || !butNot.has(member));
    }
}
