package dev.evpnd.testbed.bench;

import java.io.IOException;
import java.util.List;

/// Has clients ask for all routes again, each when the one before it has been told them all.
final class Refreshing {
    private final List<Client<HeldChanges>> clients;
    private long asked;

    /// Who asked last, and how often it had been answered before.
    private int asking = -1;

    private long before;
    private boolean ended;

    Refreshing(List<Client<HeldChanges>> clients) {
        this.clients = clients;
    }

    void turn() throws IOException {
        if (asked == answered() && !ended) {
            asking = (int) (asked++ % clients.size());
            before = clients.get(asking).table.refreshes();
            clients.get(asking).refresh();
        }
    }

    /// Nobody asks any more.
    void end() {
        ended = true;
    }

    /// Whether a client is being told all again.
    boolean isWaiting(int client) {
        return client == asking && clients.get(client).table.refreshes() == before;
    }

    boolean isDone() {
        return asked == answered();
    }

    long answered() {
        return clients.stream().mapToLong(it -> it.table.refreshes()).sum();
    }
}
