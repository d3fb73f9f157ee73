package dev.evpnd.speaker.journal;

import dev.evpnd.speaker.journal.JournalRecord.What;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// Records that are to be written, in octets.
final class RecordBuffer {
    private static final int FIRST_OCTETS = 1 << 15;

    private ByteBuffer octets = ByteBuffer.allocate(FIRST_OCTETS);

    void header(KernelIdentity kernel) {
        Replay.encodeHeader(kernel, octets);
    }

    void add(What what, OwnEntry entry) {
        if (octets.remaining() < JournalRecord.LENGTH) {
            octets = ByteBuffer.allocate(2 * octets.capacity()).put(octets.flip());
        }
        JournalRecord.encode(what, entry, octets);
    }

    void clear() {
        octets.clear();
    }

    void writeTo(FileChannel channel) throws IOException {
        octets.flip();
        while (octets.hasRemaining()) {
            channel.write(octets);
        }
        octets.clear();
    }
}
