/// The rules of the RIB once more, written for clarity: lists, maps and loops, and nothing of the
/// real tables. What the RIB makes of random events has to be what this makes of them.
@NullMarked
package dev.evpnd.rib.model;

import org.jspecify.annotations.NullMarked;
