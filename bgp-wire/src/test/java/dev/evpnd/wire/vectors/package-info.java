/// Octets that other speakers' test suites and captures hold, and the verdicts on them.
@NullMarked
package dev.evpnd.wire.vectors;

import org.jspecify.annotations.NullMarked;
