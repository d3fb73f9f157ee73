/// What evpnd reads of a kernel and asks it for, beside what `ip` and `bridge` say.
@NullMarked
package dev.evpnd.it.kernel;

import org.jspecify.annotations.NullMarked;
