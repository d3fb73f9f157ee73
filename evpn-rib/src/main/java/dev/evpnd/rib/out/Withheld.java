package dev.evpnd.rib.out;

/// Why a peer is not told of a route.
public enum Withheld {
    /// No path may be chosen.
    NO_PATH("there is no path that may be chosen"),
    /// The peer is external and no policy says what to tell it (RFC 8212).
    NO_POLICY("the peer is external and has no policy out"),
    /// A policy denies it.
    POLICY("the policy out denies it"),
    /// The route has NO_ADVERTISE (RFC 1997).
    NO_ADVERTISE("the route has no-advertise"),
    /// The route has NO_EXPORT or NO_EXPORT_SUBCONFED, and the peer is external (RFC 1997).
    NO_EXPORT("the route has no-export, and the peer is external"),
    /// The path is stale, and the peer does not know of that (RFC 9494 section 4.3).
    LONG_LIVED_STALE("the path is long-lived stale, and the peer does not know of such"),
    /// The path is of a client, and clients are not told of each other's.
    CLIENT_TO_CLIENT("client-to-client reflection is off"),
    /// The path is of a peer that is no client, and so is this one (RFC 4456 section 6).
    NON_CLIENT_TO_NON_CLIENT("neither this peer nor the one that announced it is a client"),
    /// The peer is told of other memberships in place of all that there are.
    STATED_MEMBERSHIPS("the peer is told of the memberships of the configuration alone"),
    /// The peer has announced it.
    OWN("the peer has announced it itself"),
    /// The peer wants none of its Route Targets (RFC 4684).
    NOT_WANTED("the peer wants none of its route targets"),
    /// The peer has yet to say what it wants.
    WAITING("the peer has yet to say what it wants");

    private final String text;

    Withheld(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }
}
