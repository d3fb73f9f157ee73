/// Tests of [dev.evpnd.rib.store].
@NullMarked
package dev.evpnd.rib.store;

import org.jspecify.annotations.NullMarked;
