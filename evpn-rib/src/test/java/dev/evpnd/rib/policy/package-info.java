/// Policies on routes written by hand, and on random ones against a naive evaluator.
@NullMarked
package dev.evpnd.rib.policy;

import org.jspecify.annotations.NullMarked;
