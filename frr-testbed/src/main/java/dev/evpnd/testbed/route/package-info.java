/// EVPN routes in one vocabulary for all peers, whatever words each of them has: text and numbers
/// to be compared, without any knowledge of octets. Does not know who shows a route or how.
@NullMarked
package dev.evpnd.testbed.route;

import org.jspecify.annotations.NullMarked;
