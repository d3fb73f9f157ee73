/// A session with a peer, from the first attempt to connect to its end: RFC 4271 section 8, as a
/// function of what was, what happened and what time it is.
///
/// What lives here: the state machine of a connection, the timers, the choice between two
/// connections that collide (RFC 4271 section 6.8, RFC 6286), what two OPENs agree on (RFC 5492,
/// RFC 9234), for how long a peer that fails is left alone, the Send Hold Timer (RFC 9687), and the
/// session that is replaced by a restarted peer's (RFC 4724 section 5).
///
/// What does not: sockets, clocks, threads, logs. Which connection an event came on and what an
/// effect does to it is known to whoever drives a [dev.evpnd.speaker.session.Peering]. Octets are
/// read and written elsewhere, and what routes say is the RIB's business.
///
/// ```java
/// var step = peering.on(settings, new PeeringEvent.Connected(connection), now);
/// peering = step.next();
/// for (var effect : step.effects()) {
///     perform(effect); // connect, send, close, tell the RIB
/// }
/// timer.fireAt(peering.nextDeadlineMillis()); // and then: new PeeringEvent.Tick()
/// ```
@NullMarked
package dev.evpnd.speaker.session;

import org.jspecify.annotations.NullMarked;
