/// What a demonstration takes place on, and who is there.
@NullMarked
package dev.evpnd.speaker.demo.stage;

import org.jspecify.annotations.NullMarked;
