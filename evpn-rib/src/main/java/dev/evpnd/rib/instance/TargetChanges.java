package dev.evpnd.rib.instance;

import java.util.Set;

/// Which route targets an instance imports now and none did before, and the other way round.
public record TargetChanges(Set<ImportTarget> added, Set<ImportTarget> removed) {}
