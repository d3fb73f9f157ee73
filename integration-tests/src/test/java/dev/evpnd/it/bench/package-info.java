/// The reflector benchmark in its short form: not how fast, but whether all of it is right.
@NullMarked
package dev.evpnd.it.bench;

import org.jspecify.annotations.NullMarked;
