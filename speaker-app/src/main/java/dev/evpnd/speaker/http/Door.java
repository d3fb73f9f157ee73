package dev.evpnd.speaker.http;

import dev.evpnd.speaker.credential.Credentials;

/// Where connections come in: what is shown to whoever comes, and what he has to show. It may
/// become another on any thread.
final class Door {
    private volatile Credentials credentials;

    Door(Credentials credentials) {
        this.credentials = credentials;
    }

    Credentials credentials() {
        return credentials;
    }

    void secure(Credentials changed) {
        credentials = changed;
    }
}
