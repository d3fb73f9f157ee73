package dev.evpnd.speaker.decode;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// An input before whose every read something is done that must not wait for it: what has been
/// written is flushed.
///
/// So whoever types lines, or feeds them through a pipe one by one, has the answer to each before
/// the next, and a file of millions is still written in large pieces.
final class PromptInput extends FilterInputStream {
    private final Runnable beforeRead;

    PromptInput(InputStream in, Runnable beforeRead) {
        super(in);
        this.beforeRead = beforeRead;
    }

    @Override
    public int read() throws IOException {
        beforeRead.run();
        return super.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        beforeRead.run();
        return super.read(bytes, offset, length);
    }
}
