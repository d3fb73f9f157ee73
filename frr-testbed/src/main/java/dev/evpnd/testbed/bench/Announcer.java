package dev.evpnd.testbed.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;

/// Has senders change routes of theirs, and keeps the truth about them.
final class Announcer {
    private static final int ROOM = 256;

    private final Run run;
    private final Truth truth;
    private final UpdateEncoder encoder;
    private final List<? extends Client<?>> clients;

    Announcer(Workload workload, Truth truth, List<? extends Client<?>> clients) {
        this.run = workload.run();
        this.truth = truth;
        this.encoder = new UpdateEncoder(workload);
        this.clients = clients;
    }

    /// @param index of the route with its sender
    void change(int sender, int index) {
        var message = ByteBuffer.allocate(ROOM);
        encoder.change(message, sender, index, truth.change(sender * run.routes() + index));
        send(sender, message);
    }

    void withdraw(int sender, int index) {
        var message = ByteBuffer.allocate(ROOM);
        encoder.withdrawal(message, sender, index);
        truth.withdraw(sender * run.routes() + index);
        send(sender, message);
    }

    private void send(int sender, ByteBuffer message) {
        try {
            clients.get(sender).send(message.flip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
