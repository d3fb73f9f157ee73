/// The program: its command line, and the one place where the parts are wired together.
///
/// A subcommand has a package of its own below this one. What bytes mean is in `dev.evpnd.wire`,
/// what is decided about routes in `dev.evpnd.rib`.
@NullMarked
package dev.evpnd.speaker;

import org.jspecify.annotations.NullMarked;
