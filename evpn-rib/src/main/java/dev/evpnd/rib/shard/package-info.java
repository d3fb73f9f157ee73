/// Routes in shares: which share has a route, and how something is done to all of them at once.
///
/// What is known of routes with one Route Distinguisher has nothing to do with what is known of
/// those with another. So each share of the distinguishers is a table by itself.
@NullMarked
package dev.evpnd.rib.shard;

import org.jspecify.annotations.NullMarked;
