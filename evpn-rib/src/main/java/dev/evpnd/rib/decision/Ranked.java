package dev.evpnd.rib.decision;

import org.jspecify.annotations.Nullable;

/// A path in the order of preference.
///
/// @param lostBy the step by which it lost to the path before it, or to the last of those that were
///   wanted in order; null for the first
public record Ranked(Candidate candidate, @Nullable DecisionStep lostBy) {}
