/// What is held by tests of [dev.evpnd.speaker.metrics].
@NullMarked
package dev.evpnd.speaker.metrics;

import org.jspecify.annotations.NullMarked;
