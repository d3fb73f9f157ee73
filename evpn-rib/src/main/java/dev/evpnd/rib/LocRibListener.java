package dev.evpnd.rib;

/// Is told what becomes of the Loc-RIB.
interface LocRibListener {
    /// A destination has another best path than before, or the same with other contents.
    ///
    /// @param path or [dev.evpnd.rib.route.PathTable#NONE], where it has none any more
    /// @return how many rows of a table could have been looked at in the time that this took
    int bestChanged(int destination, int path);
}
