@NullMarked
package dev.evpnd.speaker.command;

import org.jspecify.annotations.NullMarked;
