/// Memory for very many small things: rows of numbers, octet strings by number, and an index from
/// octets to numbers.
///
/// Nothing here knows what a route is, and nothing here is shared between threads.
@NullMarked
package dev.evpnd.rib.store;

import org.jspecify.annotations.NullMarked;
