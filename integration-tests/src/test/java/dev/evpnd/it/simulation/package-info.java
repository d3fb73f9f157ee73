/// Whole fabrics in one JVM: every node has the real [dev.evpnd.rib.Rib], and around it nothing is
/// real: time is a number, the network loses what is on its way, kernels learn what the hosts say.
///
/// All that happens in a run follows from one seed: there is one queue of events
/// ([dev.evpnd.it.simulation.Timeline]), one source of randomness, and no order that a hash makes.
/// [dev.evpnd.it.simulation.Chaos] is what is done to a fabric, [dev.evpnd.it.simulation.Truth]
/// what has to follow, said without asking evpnd. Real sockets, kernels and speakers are not here.
@NullMarked
package dev.evpnd.it.simulation;

import org.jspecify.annotations.NullMarked;
