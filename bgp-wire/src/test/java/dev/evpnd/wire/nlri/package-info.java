/// Tests of [dev.evpnd.wire.nlri], and the generator of NLRI fields that other tests draw from.
@NullMarked
package dev.evpnd.wire.nlri;

import org.jspecify.annotations.NullMarked;
