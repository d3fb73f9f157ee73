package dev.evpnd.rib.policy;

import java.util.Optional;

/// Something that a [Clause] changes of a route that it permits.
///
/// Actions on a [RouteAction] depend on what each route of an attribute set has for itself; all
/// others give the same for each.
public sealed interface SetAction
        permits RouteAction,
                AttributeAction,
                AsPathAction,
                CommunityAction,
                ExtendedCommunityAction,
                LargeCommunityAction,
                NextHopAction {

    /// The passage with the change; nothing where an attribute has no room for it.
    Optional<Passage> applyTo(Passage passage);

    /// The statement in FRR's words: `set local-preference 200`.
    String text();
}
