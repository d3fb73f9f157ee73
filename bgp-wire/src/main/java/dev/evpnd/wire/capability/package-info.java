/// The capabilities that an OPEN announces, and what two OPENs agree on.
///
/// One record for each capability this program interprets, [dev.evpnd.wire.capability.Unrecognized]
/// for all others, and [dev.evpnd.wire.capability.Negotiated], which every later message of the
/// session is read by. The OPEN that carries them is in `message`; whether a session is wanted on
/// such terms is for the session to say. RFC 5492.
@NullMarked
package dev.evpnd.wire.capability;

import org.jspecify.annotations.NullMarked;
