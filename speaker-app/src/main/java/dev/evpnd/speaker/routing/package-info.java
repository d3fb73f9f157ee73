/// The thread that owns the RIB, and what goes in and out of it.
///
/// Sessions, files and questions are others' business; what is decided about routes is in
/// `dev.evpnd.rib`.
@NullMarked
package dev.evpnd.speaker.routing;

import org.jspecify.annotations.NullMarked;
