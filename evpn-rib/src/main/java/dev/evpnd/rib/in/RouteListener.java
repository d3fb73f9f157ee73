package dev.evpnd.rib.in;

/// Is told what becomes of paths, before their rows are gone.
public interface RouteListener {
    /// A destination has a path more or less, or one with another content.
    void changed(int destination, boolean bestChanged);

    /// A path is about to leave the list of its peer.
    void leaving(int path);
}
