/// What a JUnit test says of the peers it needs. Knows which are to be had, and starts none.
@NullMarked
package dev.evpnd.testbed.junit;

import org.jspecify.annotations.NullMarked;
