/// Routing policy: what of a route is looked at, what of it is changed, and whether it is taken or
/// sent at all. All of it is values: a [Policy] is equal to another by what it says, and a verdict
/// depends on nothing but the policy and its subject.
///
/// Policy is for EVPN routes. Route Target memberships (RFC 4684) pass none: they say what a peer
/// asks for and not where anything is.
///
/// Which peer has which policy is not known here, nor what is done where there is none; that
/// absence is no policy that permits (RFC 8212).
///
/// The words of each text form are FRR's, where it has any. `match probability` has no counterpart:
/// the same events have to give the same routes. Nor have `match source-protocol` and `match
/// interface`, which ask for something that no EVPN route has.
///
/// ```java
/// var clause = Clause.permit(10, List.of(new RouteMatch.Vni(100)),
///         List.of(new AttributeAction.LocalPreference(200)));
/// var verdict = new Policy("TENANTS", List.of(clause)).apply(subject);
/// ```
@NullMarked
package dev.evpnd.rib.policy;

import org.jspecify.annotations.NullMarked;
