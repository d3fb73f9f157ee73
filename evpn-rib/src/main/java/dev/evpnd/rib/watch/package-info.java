/// What has become of the Loc-RIB lately, for whoever wants to be told: a log of changes for each
/// shard, and readers that have a place in it. Peers are told by others ([dev.evpnd.rib.out]).
///
/// There is a log only while somebody reads it, and a minute longer. It is bounded, and nobody is
/// waited for: a reader that is too slow finds that what it has not read is gone, and looks at the
/// routes themselves.
///
/// ```java
/// var reader = rib.watches().open();
/// if (reader.isBehind()) {
///     reader.skip();                   // and all routes are looked at
/// }
/// reader.read(1_024);                  // BestChange by BestChange
/// ```
@NullMarked
package dev.evpnd.rib.watch;

import org.jspecify.annotations.NullMarked;
