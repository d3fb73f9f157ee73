@NullMarked
package dev.evpnd.testbed.bench;

import org.jspecify.annotations.NullMarked;
