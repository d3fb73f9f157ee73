package dev.evpnd.speaker.neighbor;

import dev.evpnd.speaker.routing.RoutingLimits;
import dev.evpnd.speaker.routing.RoutingThread;
import dev.evpnd.speaker.transport.Transport;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/// What the sessions of all peers share.
///
/// @param restarting whether this speaker has restarted and not yet told all that it has
/// @param millis a clock that never goes back
/// @param seeds numbers that nobody can guess
record Surroundings(
        Transport transport,
        RoutingThread routing,
        InputBudget budget,
        AtomicBoolean restarting,
        LongSupplier millis,
        LongSupplier seeds) {

    Surroundings(
            Transport transport,
            RoutingThread routing,
            RoutingLimits limits,
            LongSupplier millis,
            LongSupplier seeds) {
        this(transport, routing, new InputBudget(limits), new AtomicBoolean(), millis, seeds);
    }
}
