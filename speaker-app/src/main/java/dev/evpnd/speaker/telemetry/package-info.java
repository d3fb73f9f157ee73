/// What the daemon tells of itself while it runs: lines of its log.
@NullMarked
package dev.evpnd.speaker.telemetry;

import org.jspecify.annotations.NullMarked;
