package dev.evpnd.rib.out;

import dev.evpnd.rib.route.Routes;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/// The update groups of one family: for each [View] that a member has there is one, and no other.
final class UpdateGroups {
    private final Routes routes;
    private final OctetBlock.Source blocks;
    private final Map<View, UpdateGroup> byView = new LinkedHashMap<>();

    /// How many members are told of more paths than the best, or under path identifiers.
    private int withPathIds;

    UpdateGroups(Routes routes, OctetBlock.Source blocks) {
        this.routes = routes;
        this.blocks = blocks;
    }

    /// A member that sees routes so, in its group.
    Member enter(int number, View view) {
        var member = new Member(number, group(view));
        enter(member);
        return member;
    }

    /// Has a member see them otherwise.
    void move(Member member, View view) {
        leave(member);
        member.group = group(view);
        enter(member);
    }

    private UpdateGroup group(View view) {
        return byView.computeIfAbsent(
                view, each -> new UpdateGroup(each, new Exporter(routes, each), blocks));
    }

    private void enter(Member member) {
        member.group.add(member);
        withPathIds += member.group.view.pathIds() ? 1 : 0;
    }

    void leave(Member member) {
        var group = member.group;
        group.remove(member);
        withPathIds -= group.view.pathIds() ? 1 : 0;
        if (group.members.isEmpty()) {
            byView.remove(group.view);
            group.log.abandon();
        }
    }

    /// Nobody reads anything any more.
    void abandon() {
        byView.values().forEach(group -> group.log.abandon());
        byView.clear();
    }

    /// Whether somebody is told of more than the best paths, or under path identifiers.
    boolean havePathIds() {
        return withPathIds > 0;
    }

    /// In the order in which they came to be.
    Collection<UpdateGroup> all() {
        return byView.values();
    }
}
