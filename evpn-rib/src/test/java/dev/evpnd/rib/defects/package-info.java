/// What other speakers get wrong, one test for each: docs/conformance/peer-defects.md says who and
/// where it was read.
@NullMarked
package dev.evpnd.rib.defects;

import org.jspecify.annotations.NullMarked;
