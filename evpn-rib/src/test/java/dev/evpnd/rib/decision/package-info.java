/// Tests of [dev.evpnd.rib.decision].
@NullMarked
package dev.evpnd.rib.decision;

import org.jspecify.annotations.NullMarked;
