/// Tests of [dev.evpnd.wire.evpn], and the generator of routes that other tests draw from.
@NullMarked
package dev.evpnd.wire.evpn;

import org.jspecify.annotations.NullMarked;
