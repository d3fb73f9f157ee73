/// Network namespaces of this machine and the programs that run in them: made, watched, removed.
/// Knows processes and links, and nothing of BGP.
@NullMarked
package dev.evpnd.testbed.host;

import org.jspecify.annotations.NullMarked;
