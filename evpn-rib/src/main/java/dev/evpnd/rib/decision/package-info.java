/// Which of several paths to one destination is the best, and by which step.
///
/// A pure function of paths; who has to be told is not known here. RFC 4271 section 9.1.2, with the
/// order that EVPN needs in front of it.
@NullMarked
package dev.evpnd.rib.decision;

import org.jspecify.annotations.NullMarked;
