/// What the RIB has to know of a peer: who it is, what kind of session it has, and what was
/// negotiated with it.
///
/// A session's state machine, its timers and its socket are not here; a peer is in this package
/// while its session is established.
@NullMarked
package dev.evpnd.rib.peer;

import org.jspecify.annotations.NullMarked;
