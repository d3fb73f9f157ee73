/// A session with a peer, from the first attempt to connect to its end: RFC 4271 section 8, as a
/// function of what was, what happened and what time it is.
///
/// Nothing here has a socket, a clock or a thread. Which connection an event came on and what an
/// effect does to it is known to whoever drives a [dev.evpnd.speaker.session.Peering].
@NullMarked
package dev.evpnd.speaker.session;

import org.jspecify.annotations.NullMarked;
