/// What holds for any bytes: fuzz targets, the corpus they start from, and what decoding may cost.
///
/// Tests of what particular bytes mean are in the packages of what they mean. docs/fuzzing.md
@NullMarked
package dev.evpnd.wire.fuzz;

import org.jspecify.annotations.NullMarked;
