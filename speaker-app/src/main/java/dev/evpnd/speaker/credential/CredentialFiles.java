package dev.evpnd.speaker.credential;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where certificate, key and token are.
///
/// @param certificate there if `key` is
public record CredentialFiles(
        Optional<Path> certificate, Optional<Path> key, Optional<Path> token) {
    public static final CredentialFiles NONE =
            new CredentialFiles(Optional.empty(), Optional.empty(), Optional.empty());

    public CredentialFiles {
        if (certificate.isPresent() != key.isPresent()) {
            throw new IllegalArgumentException("a certificate and its key are of no use alone");
        }
    }

    /// What is in them by now.
    ///
    /// @throws IOException if one of them cannot be used, with its key of the configuration, its
    ///   name and the cause
    public Credentials read() throws IOException {
        return new Credentials(readIdentity(), readToken());
    }

    private Optional<TlsIdentity> readIdentity() throws IOException {
        return certificate.isEmpty() || key.isEmpty()
                ? Optional.empty()
                : Optional.of(TlsIdentity.read(certificate.get(), key.get()));
    }

    private Optional<BearerToken> readToken() throws IOException {
        return token.isEmpty() ? Optional.empty() : Optional.of(BearerToken.read(token.get()));
    }

    /// Why they cannot be used, a line for each cause; nothing where they can.
    public List<String> faults() {
        var faults = new ArrayList<String>();
        try {
            readIdentity();
        } catch (IOException fault) {
            faults.add(String.valueOf(fault.getMessage()));
        }
        try {
            readToken();
        } catch (IOException fault) {
            faults.add(String.valueOf(fault.getMessage()));
        }
        return faults;
    }
}
