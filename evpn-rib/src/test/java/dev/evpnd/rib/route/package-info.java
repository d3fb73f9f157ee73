/// Tests of [dev.evpnd.rib.route].
@NullMarked
package dev.evpnd.rib.route;

import org.jspecify.annotations.NullMarked;
