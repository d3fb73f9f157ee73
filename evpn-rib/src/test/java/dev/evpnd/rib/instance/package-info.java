/// The instances by their sentences, and whole fabrics of them against what plain sense says.
@NullMarked
package dev.evpnd.rib.instance;

import org.jspecify.annotations.NullMarked;
