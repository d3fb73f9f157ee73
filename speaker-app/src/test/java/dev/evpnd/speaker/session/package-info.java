/// Tests of a session: a table of states and events, what it does by topic, and what two of them do
/// to each other over a simulated network.
@NullMarked
package dev.evpnd.speaker.session;

import org.jspecify.annotations.NullMarked;
