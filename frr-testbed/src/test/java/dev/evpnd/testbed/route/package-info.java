/// Tests of the vocabulary for routes, without any peer.
@NullMarked
package dev.evpnd.testbed.route;

import org.jspecify.annotations.NullMarked;
