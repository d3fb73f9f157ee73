/// `frr-testbed/bin/lab`, called as a person calls it: what it brings up, what it says, and what is
/// left of it however it ends.
@NullMarked
package dev.evpnd.it.lab;

import org.jspecify.annotations.NullMarked;
