package dev.evpnd.speaker.daemon;

import dev.evpnd.speaker.config.ListenAddress;
import dev.evpnd.speaker.http.HttpServer;
import dev.evpnd.speaker.query.Inspection;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// HTTP, where there is any. Without an address none of its classes is loaded, so that a daemon
/// without it starts as fast as if it knew none.
final class OptionalHttp implements AutoCloseable {
    private final Inspection inspection;
    private final TreeSet<ListenAddress> addresses = new TreeSet<>();
    private @Nullable HttpServer server;

    OptionalHttp(Inspection inspection) {
        this.inspection = inspection;
    }

    /// Answers at all of these from now on, and where it did before.
    ///
    /// @throws IOException if it cannot be; then nothing has changed
    void open(List<ListenAddress> wanted) throws IOException {
        var before = List.copyOf(addresses);
        try {
            for (var address : new ArrayList<>(wanted)) {
                open(address);
            }
        } catch (IOException refused) {
            keep(before);
            throw refused;
        }
    }

    private void open(ListenAddress address) throws IOException {
        if (!addresses.contains(address)) {
            if (server == null) {
                server = new HttpServer(inspection);
            }
            server.listen(Daemon.socket(address));
            addresses.add(address);
        }
    }

    /// Answers at no others.
    void keep(List<ListenAddress> wanted) {
        if (server == null) {
            return;
        }
        for (var address : List.copyOf(addresses)) {
            if (!wanted.contains(address)) {
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
        keep(List.of());
    }
}
