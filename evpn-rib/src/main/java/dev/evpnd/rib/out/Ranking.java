package dev.evpnd.rib.out;

/// Orders the paths to a destination, best first, for who is told more than one.
public interface Ranking {
    /// Sees to it that the list of the paths of a settled destination is in order.
    void rank(int destination);
}
