/// How evpnd is started from a checkout.
@NullMarked
package dev.evpnd.it.launch;

import org.jspecify.annotations.NullMarked;
