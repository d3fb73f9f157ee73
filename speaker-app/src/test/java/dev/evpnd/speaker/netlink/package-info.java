@NullMarked
package dev.evpnd.speaker.netlink;

import org.jspecify.annotations.NullMarked;
