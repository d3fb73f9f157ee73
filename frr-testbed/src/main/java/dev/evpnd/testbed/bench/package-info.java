/// The reflector benchmark: evpnd beside other reflectors, under one load, in one call.
///
/// What it does: starts a cold reflector, lets clients send their routes to it, looks at every
/// octet that comes back, and says how long it took and what it cost. The load generator is a
/// process of its own beside the reflector; how much of a processor it takes is part of each
/// result, and so is the floor, which is what the same takes without any table or decision.
///
/// What it does not: it shares no codec with evpnd. What is right is computed from the workload,
/// and what came is read by a reader of its own.
///
/// ```
/// ReflectorBench ──▶ Contestant      the reflector: a process in a namespace of a lab
///        │
///        └─────────▶ LoadGenerator   S + R clients on one thread: a process in the same namespace
///                      Workload ──▶ UpdateEncoder ──▶ TCP ──▶ UpdateChecker ──▶ Held
/// ```
@NullMarked
package dev.evpnd.testbed.bench;

import org.jspecify.annotations.NullMarked;
