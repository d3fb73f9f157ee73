/// Tests of `evpnd check`.
@NullMarked
package dev.evpnd.speaker.check;

import org.jspecify.annotations.NullMarked;
