package dev.evpnd.speaker.console;

import dev.evpnd.speaker.show.Layout;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// Where an answer goes, while it is made and as slowly as it is taken.
public final class Output {
    private static final int CHUNK = 1 << 14;

    private final StringBuilder waiting = new StringBuilder(2 * CHUNK);
    private final OutputStream out;
    private final Layout layout;

    public Output(OutputStream out) {
        this(out, Layout.USUAL);
    }

    /// @param layout that text is wanted in
    public Output(OutputStream out, Layout layout) {
        this.out = out;
        this.layout = layout;
    }

    /// As what text is laid out.
    public Layout layout() {
        return layout;
    }

    public Output write(CharSequence text) {
        waiting.append(text);
        if (waiting.length() >= CHUNK) {
            flush();
        }
        return this;
    }

    public Output line(CharSequence text) {
        return write(text).write("\n");
    }

    /// For what writes octets itself: it goes behind what was written so far.
    public OutputStream stream() {
        flush();
        return out;
    }

    /// There is nothing more for the moment: what waits is to be seen now.
    public void pause() {
        flush();
        if (out instanceof Frames frames) {
            frames.pause();
        }
    }

    /// Lets go of what waits.
    public void flush() {
        try {
            out.write(waiting.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
        waiting.setLength(0);
    }
}
