package dev.evpnd.speaker.console;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// How an answer is written to whoever gave a command over a connection: pieces of text as they are
/// made, and what became of the command at the end. Each is a line in ASCII, and behind it so many
/// octets of UTF-8 as the line says.
///
/// ```
/// text 13
/// evpnd 1.0.0 …
/// done 0
/// ```
///
/// | line | |
/// |---|---|
/// | `text N` | a piece of what there is to say |
/// | `wait 0` | there is nothing more for the moment; said again now and then |
/// | `done 0` | the end: it was done |
/// | `failed N` | the end: it could not be done, and why |
/// | `fault COLUMN N` | the end: it was not understood, from where on and why |
final class Frames extends OutputStream {
    private final OutputStream out;

    Frames(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int octet) {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int length) {
        if (length > 0) {
            frame("text", octets, offset, length);
        }
    }

    /// What there is by now was said; the rest comes when it happens.
    void pause() {
        frame("wait", new byte[0], 0, 0);
    }

    void end(Outcome outcome) {
        switch (outcome) {
            case Outcome.Done _ -> frame("done", new byte[0], 0, 0);
            case Outcome.Failed(var reason) -> end("failed", reason);
            case Outcome.NotUnderstood(var column, var reason) -> end("fault " + column, reason);
        }
    }

    private void end(String kind, String reason) {
        byte[] octets = reason.getBytes(StandardCharsets.UTF_8);
        frame(kind, octets, 0, octets.length);
    }

    private void frame(String kind, byte[] octets, int offset, int length) {
        try {
            out.write((kind + " " + length + "\n").getBytes(StandardCharsets.US_ASCII));
            out.write(octets, offset, length);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
