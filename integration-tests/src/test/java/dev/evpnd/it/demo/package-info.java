/// The demonstration as a person sees it, and what it leaves.
@NullMarked
package dev.evpnd.it.demo;

import org.jspecify.annotations.NullMarked;
