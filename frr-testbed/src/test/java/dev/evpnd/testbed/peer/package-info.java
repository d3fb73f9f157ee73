/// Tests of how peers are found.
@NullMarked
package dev.evpnd.testbed.peer;

import org.jspecify.annotations.NullMarked;
