/// Whether the test bed does what its tests rely on, with the real peers themselves.
@NullMarked
package dev.evpnd.testbed;

import org.jspecify.annotations.NullMarked;
