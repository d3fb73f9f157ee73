/// The peers of this speaker: who is configured, who appeared in a listen range, and the one place
/// where the session of a peer, its connections and its routes come together.
@NullMarked
package dev.evpnd.speaker.neighbor;

import org.jspecify.annotations.NullMarked;
