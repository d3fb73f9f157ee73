@NullMarked
package dev.evpnd.speaker.shell;

import org.jspecify.annotations.NullMarked;
