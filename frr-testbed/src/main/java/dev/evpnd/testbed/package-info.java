/// Real peers and real kernels to run evpnd against: other BGP speakers, network namespaces, labs.
///
/// Nothing lives here yet. What will drives evpnd from outside, as an operator does, and knows none
/// of its classes.
@NullMarked
package dev.evpnd.testbed;

import org.jspecify.annotations.NullMarked;
