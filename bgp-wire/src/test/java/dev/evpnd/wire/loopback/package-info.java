/// What tests with real sockets on loopback share.
@NullMarked
package dev.evpnd.wire.loopback;

import org.jspecify.annotations.NullMarked;
