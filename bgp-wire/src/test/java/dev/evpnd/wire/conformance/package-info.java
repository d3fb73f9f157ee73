/// Tests of docs/conformance: that what it points to is there.
@NullMarked
package dev.evpnd.wire.conformance;

import org.jspecify.annotations.NullMarked;
