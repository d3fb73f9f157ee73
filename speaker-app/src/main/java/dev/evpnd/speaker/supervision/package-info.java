/// Whoever has started evpnd and watches over it, as systemd does: it is told when evpnd is ready,
/// reads its file again, ends, and that its threads still come to what they are asked.
@NullMarked
package dev.evpnd.speaker.supervision;

import org.jspecify.annotations.NullMarked;
