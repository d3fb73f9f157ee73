package dev.evpnd.rib.in;

import dev.evpnd.wire.evpn.EvpnNlriView;

/// A route on its way from an UPDATE into the tables: filled anew for each, so that none is
/// allocated.
///
/// @see Inbound#announce
final class Announcement {
    /// No key is longer that the tables keep.
    static final int MAX_KEY_LENGTH = 255;

    final byte[] key = new byte[EvpnNlriView.MAX_KEY_LENGTH];
    int keyLength;
    final byte[] remainder = new byte[EvpnNlriView.MAX_KEY_LENGTH];
    int remainderLength;
    int pathId;

    /// Takes key and path identifier of the route that the view stands on.
    void takeKey(EvpnNlriView route) {
        route.copyKey(key, 0);
        keyLength = route.keyLength();
        pathId = route.pathId();
    }

    /// Takes the rest of it.
    void takeRemainder(EvpnNlriView route) {
        route.copyRemainder(remainder, 0);
        remainderLength = route.remainderLength();
    }
}
