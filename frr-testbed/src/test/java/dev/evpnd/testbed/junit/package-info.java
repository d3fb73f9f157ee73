/// Tests of what tests say of the peers they need.
@NullMarked
package dev.evpnd.testbed.junit;

import org.jspecify.annotations.NullMarked;
