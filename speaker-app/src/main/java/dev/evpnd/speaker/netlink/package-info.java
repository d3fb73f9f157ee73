/// The kernel of a network namespace, by rtnetlink: what it holds, what happens to it, and what it
/// is asked to hold. Knows the kernel's tables and the octets between; no route, no instance.
///
/// [dev.evpnd.speaker.netlink.Kernel] is what others use. [dev.evpnd.speaker.netlink.LinuxKernel]
/// is the real one, by the Foreign Function & Memory API: no JNI, no other process.
@NullMarked
package dev.evpnd.speaker.netlink;

import org.jspecify.annotations.NullMarked;
