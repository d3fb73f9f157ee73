package dev.evpnd.testbed.bench;

import java.io.IOException;
import java.util.List;

/// Clients that read so many octets a second, ten times a second, and for which the system keeps
/// little.
final class SlowReaders<T extends Table> {
    private static final int TURNS_A_SECOND = 10;

    /// Of the system's memory for each. Less than some segments of this machine's own network would
    /// have the sender wait for its timer, and not for the reader.
    static final int LITTLE = 1 << 18;

    private static final int MUCH = 1 << 20;

    private final Crowd<T> crowd;
    private List<Client<T>> clients = List.of();
    private final int octets;
    private final int buffer;
    private final Every turn = new Every(1_000_000_000L / TURNS_A_SECOND);

    /// @param buffer what the system is to keep for each of them meanwhile
    SlowReaders(Crowd<T> crowd, int octetsPerSecond, int buffer) {
        this.crowd = crowd;
        this.buffer = buffer;
        this.octets = Math.max(octetsPerSecond / TURNS_A_SECOND, 1);
    }

    void begin(List<Client<T>> slow) throws IOException {
        clients = List.copyOf(slow);
        for (var client : clients) {
            client.readByHand(buffer);
        }
    }

    void turn() throws IOException {
        if (turn.isDue()) {
            for (var client : clients) {
                crowd.read(client, octets);
            }
        }
    }

    void end() throws IOException {
        for (var client : clients) {
            if (!client.isClosed()) {
                client.readAsItComes(MUCH);
            }
        }
    }
}
