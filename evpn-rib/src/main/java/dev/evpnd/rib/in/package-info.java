/// What peers announced: their Adj-RIBs-In, in the order in which they announced it; the way of an
/// UPDATE into them; what of it is taken and as what; and for how long it is kept when it may no
/// longer hold.
///
/// An event changes the tables at once where that costs little. What concerns all paths of a peer
/// is noted at once and done in slices: a session has ended, the settings have changed, what is
/// stale is to go. [Review] is the one walk that does all of it.
///
/// What is chosen of it is not known here, nor what a session is made of: sockets, timers and
/// messages are the business of whoever calls.
///
/// RFC 4271 sections 3.2 and 9.1.2, RFC 4456 section 8, RFC 4724, RFC 7313, RFC 7606 section 5.4,
/// RFC 8212, RFC 8538, RFC 9494.
///
/// ```java
/// int number = sessions.up(peer, settings);
/// sessions.update(number, bytes, start, end);
/// sessions.down(number, SessionEnd.CONNECTION_LOST);
/// while (sessions.work(1_000)) { ... }
/// ```
@NullMarked
package dev.evpnd.rib.in;

import org.jspecify.annotations.NullMarked;
