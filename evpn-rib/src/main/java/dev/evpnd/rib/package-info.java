/// Routes and what is decided about them: [dev.evpnd.rib.Rib] is told of events and answers with
/// what each peer is to be told.
///
/// It never sees a socket, a file, a clock or a thread, so that the same events always give the
/// same tables and the same octets.
@NullMarked
package dev.evpnd.rib;

import org.jspecify.annotations.NullMarked;
