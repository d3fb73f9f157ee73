package dev.evpnd.rib.peer;

/// How a peer stands to this speaker, on which depends what may be passed between them.
public enum PeerKind {
    /// In another AS.
    EXTERNAL,
    /// In the same AS, and not a client of this reflector.
    INTERNAL,
    /// In the same AS, and a client of this reflector (RFC 4456).
    CLIENT,
    /// This speaker itself, for what begins here.
    LOCAL;

    public boolean isInternal() {
        return this != EXTERNAL;
    }
}
