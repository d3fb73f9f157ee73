/// Measures VTEPs: how long it takes until what a fabric tells of is in the kernel, and until the
/// fabric is told of those that the kernel knows.
@NullMarked
package dev.evpnd.testbed.bench.vtep;

import org.jspecify.annotations.NullMarked;
