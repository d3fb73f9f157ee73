/// A VTEP's side of the kernel: which bridge domains and tenants there are, which hosts and
/// prefixes are in them, and whether the kernel holds what the instances want of it.
///
/// [dev.evpnd.speaker.kernel.Vtep] is a state machine without socket, clock or thread. It is told
/// of what the kernel says ([dev.evpnd.speaker.netlink.KernelEvent]) and of what the instances want
/// ([dev.evpnd.rib.instance.InstanceChange]). What follows are facts for the instances
/// ([dev.evpnd.speaker.kernel.KernelFact]) and requests to the kernel. Whoever drives it, the
/// [dev.evpnd.speaker.kernel.KernelThread], carries them.
///
/// What the kernel holds is known from what it says alone, never from what it was asked for: a
/// request that was answered well is believed when the kernel has told of its effect.
@NullMarked
package dev.evpnd.speaker.kernel;

import org.jspecify.annotations.NullMarked;
