/// The rules of the code's shape, as tests: what may know what, and what the core never touches.
@NullMarked
package dev.evpnd.wire.architecture;

import org.jspecify.annotations.NullMarked;
