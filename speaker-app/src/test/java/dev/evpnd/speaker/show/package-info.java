@NullMarked
package dev.evpnd.speaker.show;

import org.jspecify.annotations.NullMarked;
