/// The reflector benchmark and its hardships in their short form: not how fast, but whether all of
/// it is right.
@NullMarked
package dev.evpnd.it.bench;

import org.jspecify.annotations.NullMarked;
