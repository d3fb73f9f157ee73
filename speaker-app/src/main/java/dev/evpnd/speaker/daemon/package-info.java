/// `evpnd run`: the daemon from its start to its end. The one place where sessions, routes, files
/// and signals are wired together.
@NullMarked
package dev.evpnd.speaker.daemon;

import org.jspecify.annotations.NullMarked;
