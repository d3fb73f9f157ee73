/// Tests of the lab for a person, without any namespace.
@NullMarked
package dev.evpnd.testbed.lab;

import org.jspecify.annotations.NullMarked;
