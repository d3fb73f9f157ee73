package dev.evpnd.it.simulation;

import dev.evpnd.rib.instance.Vni;
import dev.evpnd.rib.policy.AsPathList;
import dev.evpnd.rib.policy.AsPathPattern;
import dev.evpnd.rib.policy.AttributeAction;
import dev.evpnd.rib.policy.AttributeMatch;
import dev.evpnd.rib.policy.Clause;
import dev.evpnd.rib.policy.CommunityList;
import dev.evpnd.rib.policy.Disposition;
import dev.evpnd.rib.policy.Policy;
import dev.evpnd.wire.community.ExtendedCommunity;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What an operator wants of what passes in one direction of one end of a session.
///
/// @param denied whose Route Target no route may have, or null
/// @param preference the LOCAL_PREF that routes get, or 0 where they keep theirs
record Filter(@Nullable Vni denied, int preference) {
    static final Filter NONE = new Filter(null, 0);

    /// Lets pass what begins at the speaker itself.
    static final Policy OWN_ALONE =
            new Policy(
                    "own",
                    List.of(
                            Clause.permit(
                                    10,
                                    List.of(
                                            new AttributeMatch.Path(
                                                    new AsPathList(
                                                            "own",
                                                            List.of(
                                                                    new AsPathList.Entry(
                                                                            5,
                                                                            Disposition.PERMIT,
                                                                            new AsPathPattern
                                                                                    .Empty()))))),
                                    List.of())));

    boolean permits(Set<Vni> targets) {
        return denied == null || !targets.contains(denied);
    }

    /// The same as evpnd is told it, or null where everything passes as it is.
    @Nullable Policy policy() {
        if (equals(NONE)) {
            return null;
        }
        var clauses = new ArrayList<Clause>();
        if (denied != null) {
            clauses.add(Clause.deny(10, List.of(hasTarget(denied))));
        }
        clauses.add(
                Clause.permit(
                        20,
                        List.of(),
                        preference == 0
                                ? List.of()
                                : List.of(new AttributeAction.LocalPreference(preference))));
        return new Policy("filter", clauses);
    }

    private static AttributeMatch hasTarget(Vni vni) {
        Set<ExtendedCommunity> targets = Set.of(Vtep.target(vni));
        var entry = new CommunityList.Entry<>(5, Disposition.PERMIT, targets);
        return new AttributeMatch.ExtendedCommunities(
                new CommunityList<>("denied", List.of(entry)), CommunityList.Mode.ANY);
    }
}
