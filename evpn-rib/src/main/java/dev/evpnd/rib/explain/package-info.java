/// What can be said of a route when somebody asks why: its paths and how the decision came about,
/// which instances import it, who is told; and of a MAC address: where it is, and by which routes.
///
/// Values alone: they are made by [dev.evpnd.rib.RibView#explain] and
/// [dev.evpnd.rib.RibView#explainMac] from the state itself, by the rules by which it came about,
/// and how they are shown is not known here.
@NullMarked
package dev.evpnd.rib.explain;

import org.jspecify.annotations.NullMarked;
