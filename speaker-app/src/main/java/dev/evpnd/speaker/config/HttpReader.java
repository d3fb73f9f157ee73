package dev.evpnd.speaker.config;

import dev.evpnd.speaker.config.grammar.Key;
import dev.evpnd.speaker.config.grammar.Values;
import dev.evpnd.speaker.config.yaml.Faults;
import dev.evpnd.speaker.credential.CredentialFiles;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads `http`.
final class HttpReader {
    private final Faults faults;

    HttpReader(Faults faults) {
        this.faults = faults;
    }

    /// @param listen the addresses, which do not overlap
    HttpSettings read(Values values, List<ListenAddress> listen) {
        var certificate = path(values, HttpKeys.CERTIFICATE);
        var key = path(values, HttpKeys.KEY);
        var token = path(values, HttpKeys.TOKEN_FILE);
        if (values.has(HttpKeys.CERTIFICATE) != values.has(HttpKeys.KEY)) {
            boolean hasKey = values.has(HttpKeys.KEY);
            faults.add(
                    values.placeOf(hasKey ? HttpKeys.KEY : HttpKeys.CERTIFICATE),
                    "expected a "
                            + (hasKey ? HttpKeys.CERTIFICATE : HttpKeys.KEY).name()
                            + " beside it, found none");
        }
        if (!values.isFaulty(HttpKeys.LISTEN)) {
            tellUnguarded(values, listen);
        }
        return certificate.isPresent() == key.isPresent()
                ? new HttpSettings(listen, new CredentialFiles(certificate, key, token))
                : HttpSettings.NONE;
    }

    /// Whoever can connect to it can read: on loopback that is who is on this machine.
    private void tellUnguarded(Values values, List<ListenAddress> listen) {
        var missing =
                Stream.of(HttpKeys.CERTIFICATE, HttpKeys.KEY, HttpKeys.TOKEN_FILE)
                        .filter(each -> !values.has(each))
                        .map(Key::name)
                        .toList();
        var beyond = listen.stream().filter(each -> !each.isLoopback()).findFirst();
        if (beyond.isPresent() && !missing.isEmpty()) {
            faults.add(
                    values.placeOf(HttpKeys.LISTEN),
                    "expected addresses of loopback, or certificate, key and token-file beside"
                            + " them, found "
                            + beyond.get()
                            + " without "
                            + String.join(", ", missing));
        }
    }

    private Optional<Path> path(Values values, Key<String> key) {
        try {
            return values.find(key).map(Path::of);
        } catch (InvalidPathException e) {
            faults.add(values.placeOf(key), "expected a path, found none");
            return Optional.empty();
        }
    }
}
