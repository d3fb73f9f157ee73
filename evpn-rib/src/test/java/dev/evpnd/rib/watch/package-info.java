@NullMarked
package dev.evpnd.rib.watch;

import org.jspecify.annotations.NullMarked;
