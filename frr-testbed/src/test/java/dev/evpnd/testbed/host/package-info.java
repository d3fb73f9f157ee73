/// Tests of engines: what holds of each, and what of one.
@NullMarked
package dev.evpnd.testbed.host;

import org.jspecify.annotations.NullMarked;
