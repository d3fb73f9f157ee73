package dev.evpnd.rib.in;

/// Is told what becomes of paths, before it does.
public interface RouteListener {
    /// A destination is about to have a path more or less, or one with another content, and waits
    /// to be settled from now on. It is said as often as that happens, whether it waits already or
    /// not.
    void changing(int destination);

    /// A path is about to leave the list of its peer.
    void leaving(int path);
}
