@NullMarked
package dev.evpnd.speaker.telemetry;

import org.jspecify.annotations.NullMarked;
