@NullMarked
package dev.evpnd.speaker.console;

import org.jspecify.annotations.NullMarked;
