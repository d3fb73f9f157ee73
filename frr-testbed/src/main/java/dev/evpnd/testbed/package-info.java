/// Real peers and real kernels to run evpnd against: [Lab] is where they run.
///
/// Drives everything from outside, as an operator does, and knows none of evpnd's classes.
@NullMarked
package dev.evpnd.testbed;

import org.jspecify.annotations.NullMarked;
