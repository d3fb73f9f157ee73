/// The demonstration on kernels in memory: the daemons and their sessions are real, and so is what
/// they write; the frames that are forwarded by it are simulated.
@NullMarked
package dev.evpnd.speaker.demo.memory;

import org.jspecify.annotations.NullMarked;
