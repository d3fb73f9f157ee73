package dev.evpnd.testbed.bench;

/// What a client makes of the routes that it is told.
interface Table {
    /// Who wants to know what has changed.
    interface Listener {
        /// @param change its number, from 1 on
        void changed(int route, int change);
    }

    /// @param change as what the route is announced, see [Truth]
    void announced(int route, int change);

    /// @return whether that could be told
    boolean withdrawn(int route);

    /// A route of the client itself is told, or that it is gone.
    void returned();

    /// How many routes are held.
    int count();

    /// All routes will be told again (RFC 7313).
    default void refreshBegins() {}

    /// They have been told.
    default void refreshEnds() {}
}
