/// What bounds evpnd, as a process that is seen from outside: its heap, its file descriptors, and
/// what its other peers notice while one of them does what it should not.
///
/// Peers are sockets of this JVM on addresses of loopback, so nothing has to be installed.
@NullMarked
package dev.evpnd.it.bounds;

import org.jspecify.annotations.NullMarked;
