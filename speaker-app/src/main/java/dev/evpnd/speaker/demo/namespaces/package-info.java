/// The demonstration on the kernel of this machine, in network namespaces.
@NullMarked
package dev.evpnd.speaker.demo.namespaces;

import org.jspecify.annotations.NullMarked;
