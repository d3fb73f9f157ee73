package dev.evpnd.speaker.json;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/// Where JSON goes: what the system says of a write that failed reaches the writer as it was said,
/// and not as a fault of the JSON.
public final class UncheckedOutput extends OutputStream {
    private final OutputStream out;

    public UncheckedOutput(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int octet) {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    @Override
    public void flush() {
        try {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }
}
