package dev.evpnd.testbed.peer;

import java.util.Locale;

/// The states of RFC 4271 section 8.2.2.
public enum SessionState {
    /// Nothing is done.
    IDLE,
    /// A connection is being made.
    CONNECT,
    /// A connection is waited for.
    ACTIVE,
    /// An OPEN was sent.
    OPENSENT,
    /// A KEEPALIVE is waited for.
    OPENCONFIRM,
    /// The session is up.
    ESTABLISHED;

    /// The state of that name.
    ///
    /// @param text the name in any writing, such as `OpenSent` or `open-sent`
    /// @return the state; [#IDLE] for the names of a peer's own that say it does not even try
    static SessionState of(String text) {
        var plain = text.replaceAll("[^A-Za-z]", "").toUpperCase(Locale.ROOT);
        for (var state : values()) {
            if (plain.equals(state.name())) {
                return state;
            }
        }
        return IDLE;
    }
}
