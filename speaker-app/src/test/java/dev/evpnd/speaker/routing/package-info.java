/// What the routing thread does with sessions that only keep what they were told.
@NullMarked
package dev.evpnd.speaker.routing;

import org.jspecify.annotations.NullMarked;
