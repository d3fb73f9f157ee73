package dev.evpnd.rib.policy;

import dev.evpnd.wire.attribute.AsPath;

import java.util.List;

/// A list of what AS paths may be like. The first entry that matches a path decides; one that none
/// matches is denied.
///
/// @param entries in ascending order of their sequence numbers, at least one
public record AsPathList(String name, List<Entry> entries) {

    /// Matches the paths that are like this.
    public record Entry(long sequence, Disposition disposition, AsPathPattern pattern) {}

    public AsPathList {
        entries = Sequences.require(name, entries, Entry::sequence);
    }

    boolean permits(AsPath path) {
        for (var entry : entries) {
            if (entry.pattern().matches(path)) {
                return entry.disposition() == Disposition.PERMIT;
            }
        }
        return false;
    }
}
