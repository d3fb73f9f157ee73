package dev.evpnd.speaker.shell;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Takes so much of an answer as a screen has room for.
final class Screenful extends OutputStream {
    private final Rows rows;
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private int room;

    /// @param room in rows
    Screenful(int width, int room) {
        rows = new Rows(width);
        this.room = Math.max(1, room);
    }

    @Override
    public void write(int octet) {
        if (rows.take((byte) octet)) {
            room--;
        }
        if (room == 0) {
            throw new Pager.Enough();
        }
        taken.write(octet);
    }

    @Override
    public void write(byte[] octets, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            write(octets[i]);
        }
    }

    String text() {
        return taken.toString(StandardCharsets.UTF_8);
    }
}
