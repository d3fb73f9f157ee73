/// The MAC-VRFs and IP-VRFs of a VTEP.
@NullMarked
package dev.evpnd.rib.instance;

import org.jspecify.annotations.NullMarked;
