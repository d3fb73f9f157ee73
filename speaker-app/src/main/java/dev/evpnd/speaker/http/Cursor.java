package dev.evpnd.speaker.http;

import java.util.Arrays;
import java.util.Base64;

/// Where a page of a list ends, as text that means nothing to others: a place in the order of the
/// list, and not a number of what came before it. So the next page begins behind it, whatever has
/// come or gone meanwhile, and nothing is kept for who may never ask for it.
enum Cursor {
    ROUTES(1),
    PEERS(2),
    DISTINGUISHERS(3);

    private final int kind;

    Cursor(int kind) {
        this.kind = kind;
    }

    String text(byte[] place) {
        var octets = new byte[1 + place.length];
        octets[0] = (byte) kind;
        System.arraycopy(place, 0, octets, 1, place.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }

    /// @throws IllegalArgumentException when it is none of this list
    byte[] place(String text) {
        var octets = Base64.getUrlDecoder().decode(text);
        if (octets.length < 2 || octets[0] != kind) {
            throw new IllegalArgumentException("a cursor of another list");
        }
        return Arrays.copyOfRange(octets, 1, octets.length);
    }
}
