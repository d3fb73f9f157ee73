package dev.evpnd.testbed.bench;

import java.io.IOException;
import java.util.List;

/// Has clients ask for all routes again, each when the one before it has been told them all.
final class Refreshing {
    private final List<Client<HeldChanges>> clients;
    private long asked;
    private boolean ended;

    Refreshing(List<Client<HeldChanges>> clients) {
        this.clients = clients;
    }

    void turn() throws IOException {
        if (asked == answered() && !ended) {
            clients.get((int) (asked++ % clients.size())).refresh();
        }
    }

    /// Nobody asks any more.
    void end() {
        ended = true;
    }

    boolean isDone() {
        return asked == answered();
    }

    long answered() {
        return clients.stream().mapToLong(it -> it.table.refreshes()).sum();
    }
}
