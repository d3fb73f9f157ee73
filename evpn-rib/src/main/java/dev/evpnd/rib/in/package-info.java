/// What peers announced: their Adj-RIBs-In, in the order in which they announced it, and the way of
/// an UPDATE into them.
///
/// What is chosen of it is not known here. RFC 4271 section 3.2, RFC 4456 section 8.
@NullMarked
package dev.evpnd.rib.in;

import org.jspecify.annotations.NullMarked;
