/// What can be asked of a running daemon, and what it can be told: requests, the values that answer
/// them, and their JSON, whose contract is docs/queries.md.
///
/// The thread that owns the routes gives snapshots of rows, a slice at a time; whatever is made of
/// them is made on the thread that asks. How requests come here is others' business.
@NullMarked
package dev.evpnd.speaker.query;

import org.jspecify.annotations.NullMarked;
