/// What is said of bytes that are wrong: which fault, where, and what it costs.
///
/// A malformed thing is a value here, never an exception. Which sessions live or die by it, and
/// what is logged or counted, is for those who receive the value. RFC 7606 (treatments), RFC 4271
/// section 6 (codes and subcodes).
@NullMarked
package dev.evpnd.wire.error;

import org.jspecify.annotations.NullMarked;
