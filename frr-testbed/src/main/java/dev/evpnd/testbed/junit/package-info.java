/// What a JUnit test says of the peers and of the kernel it needs. Knows which are to be had, and
/// starts no peer.
@NullMarked
package dev.evpnd.testbed.junit;

import org.jspecify.annotations.NullMarked;
