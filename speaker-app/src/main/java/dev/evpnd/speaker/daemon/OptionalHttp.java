package dev.evpnd.speaker.daemon;

import dev.evpnd.speaker.config.HttpSettings;
import dev.evpnd.speaker.config.ListenAddress;
import dev.evpnd.speaker.credential.Credentials;
import dev.evpnd.speaker.http.HttpServer;
import dev.evpnd.speaker.query.Inspection;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.List;
import java.util.TreeSet;

/// HTTP, where there is any. Without an address none of its classes is loaded, so that a daemon
/// without it starts as fast as if it knew none.
final class OptionalHttp implements AutoCloseable {
    private final Inspection inspection;
    private final TreeSet<ListenAddress> addresses = new TreeSet<>();
    private Credentials credentials = Credentials.NONE;
    private @Nullable HttpServer server;

    OptionalHttp(Inspection inspection) {
        this.inspection = inspection;
    }

    /// Answers at all of these from now on, and where it did before. Whom it answers where it did
    /// before, [#keep] says.
    ///
    /// @throws IOException if it cannot be; then nothing has changed
    void open(HttpSettings wanted) throws IOException {
        var before = List.copyOf(addresses);
        var changed = wanted.files().read();
        try {
            for (var address : wanted.listen()) {
                open(address, changed);
            }
        } catch (IOException refused) {
            close(before);
            throw refused;
        }
        credentials = changed;
    }

    private void open(ListenAddress address, Credentials shown) throws IOException {
        if (!addresses.contains(address)) {
            if (server == null) {
                server = new HttpServer(inspection);
            }
            server.listen(Daemon.socket(address), shown);
            addresses.add(address);
        }
    }

    /// Answers at no others, and whoever has what [#open] has read.
    void keep(HttpSettings wanted) {
        close(wanted.listen());
        if (server != null) {
            server.secure(credentials);
        }
    }

    /// Answers where it did before what [#open] has opened, and nowhere else.
    void undo(HttpSettings before) {
        close(before.listen());
    }

    /// Closes all but some.
    private void close(List<ListenAddress> kept) {
        if (server == null) {
            return;
        }
        for (var address : List.copyOf(addresses)) {
            if (!kept.contains(address)) {
                addresses.remove(address);
                server.unlisten(Daemon.socket(address));
            }
        }
        if (addresses.isEmpty()) {
            server.close();
            server = null;
        }
    }

    @Override
    public void close() {
        close(List.of());
    }
}
