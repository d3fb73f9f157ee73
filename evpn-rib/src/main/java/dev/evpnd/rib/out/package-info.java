/// What peers are told: update groups, the log of each, and how a member that is new or has fallen
/// behind catches up.
///
/// What is best is decided elsewhere; here it is only passed on, by the rules of reflection (RFC
/// 4456 section 6).
@NullMarked
package dev.evpnd.rib.out;

import org.jspecify.annotations.NullMarked;
