/// evpnd with real peers: what holds for each of them, with evpnd as the reflector and as a client.
///
/// evpnd runs as a program in a lab of `frr-testbed` and is seen from outside alone. What a peer
/// cannot do, or does not show, is in docs/interop.md, and here where a test leaves it out.
@NullMarked
package dev.evpnd.it.interop;

import org.jspecify.annotations.NullMarked;
