/// The BGP speakers that are to be had: which there are, how each is configured, started, asked and
/// stopped. One class per speaker holds what is peculiar to it; [RunningPeer] is what all of them
/// can do. Does not know labs or tests.
@NullMarked
package dev.evpnd.testbed.peer;

import org.jspecify.annotations.NullMarked;
