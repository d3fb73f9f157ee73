/// What evpnd takes from the machine that it runs on, seen on hosts of a lab.
@NullMarked
package dev.evpnd.it.machine;

import org.jspecify.annotations.NullMarked;
