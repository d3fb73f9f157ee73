/// A kernel in memory, which does what the real one was seen to do: for a demonstration where the
/// real one may not be touched, and for tests.
@NullMarked
package dev.evpnd.speaker.netlink.memory;

import org.jspecify.annotations.NullMarked;
