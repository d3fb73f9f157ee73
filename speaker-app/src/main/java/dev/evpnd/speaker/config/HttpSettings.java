package dev.evpnd.speaker.config;

import dev.evpnd.speaker.credential.CredentialFiles;

import java.util.List;

/// Where HTTP is answered, and to whom.
///
/// @param listen nowhere if it is empty
/// @param files what holds for all of these addresses
public record HttpSettings(List<ListenAddress> listen, CredentialFiles files) {
    public static final HttpSettings NONE = new HttpSettings(List.of(), CredentialFiles.NONE);

    public HttpSettings {
        listen = listen.stream().sorted().toList();
    }
}
