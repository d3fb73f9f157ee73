/// Routes and what is decided about them: tables per peer, best paths, what to announce to whom.
///
/// Nothing lives here yet. What will is a state machine that is told of events and answers with
/// changes; it never sees a socket, a file, a clock or a thread, so that the same events always
/// give the same tables.
@NullMarked
package dev.evpnd.rib;

import org.jspecify.annotations.NullMarked;
