/// What connections do with real sockets.
@NullMarked
package dev.evpnd.speaker.transport;

import org.jspecify.annotations.NullMarked;
