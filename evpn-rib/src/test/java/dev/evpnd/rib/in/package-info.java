/// What is taken from peers: each rule by example, and all of them together against a naive model.
@NullMarked
package dev.evpnd.rib.in;

import org.jspecify.annotations.NullMarked;
