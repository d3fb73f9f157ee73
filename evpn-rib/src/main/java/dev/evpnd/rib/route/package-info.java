/// Routes as the RIB keeps them: destinations, the paths to each, and what paths share.
///
/// These are tables with one writer, known by the numbers of their rows. Nothing here compares two
/// paths or knows who is told of them.
@NullMarked
package dev.evpnd.rib.route;

import org.jspecify.annotations.NullMarked;
