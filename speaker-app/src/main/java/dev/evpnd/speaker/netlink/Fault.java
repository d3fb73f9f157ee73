package dev.evpnd.speaker.netlink;

import org.jspecify.annotations.Nullable;

/// The first thing that was wrong with a message, if anything was. Readers of its parts share it:
/// once it is set they read nothing more, and what they gave is not to be used.
final class Fault {
    private @Nullable String text;

    void set(String fault) {
        if (text == null) {
            text = fault;
        }
    }

    boolean isSet() {
        return text != null;
    }

    /// What it is; empty if there is none.
    String text() {
        return text == null ? "" : text;
    }
}
