/// How a running daemon is asked: a Unix domain socket in its state directory, and the commands
/// `evpnd show` and `evpnd tell` that use it.
///
/// A request is a line, its answer too; what they say is in `dev.evpnd.speaker.query`. Whoever
/// comes costs a virtual thread, and is bounded in all that he can make the daemon keep.
@NullMarked
package dev.evpnd.speaker.admin;

import org.jspecify.annotations.NullMarked;
