/// Connections: sockets and what is set on them, octets in and out, the frames of messages.
///
/// What a message means for a session is not known here.
@NullMarked
package dev.evpnd.speaker.transport;

import org.jspecify.annotations.NullMarked;
