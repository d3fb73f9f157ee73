package dev.evpnd.speaker.credential;

import java.util.Optional;

/// What is shown to whoever asks, and what he has to show.
///
/// @param identity with which TLS is spoken, if it is
/// @param token that he has to have, if any
public record Credentials(Optional<TlsIdentity> identity, Optional<BearerToken> token) {
    public static final Credentials NONE = new Credentials(Optional.empty(), Optional.empty());
}
