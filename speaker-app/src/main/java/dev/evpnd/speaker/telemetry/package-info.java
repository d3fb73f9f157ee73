/// What the program tells of itself: lines of the log of the daemon, and faults of files in words.
@NullMarked
package dev.evpnd.speaker.telemetry;

import org.jspecify.annotations.NullMarked;
