package dev.evpnd.speaker.decode;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/// The output: JSON objects, each on a line of its own, and a memory of their verdicts.
///
/// Where the output fails, every method throws [UncheckedIOException]; an [IOException] is so
/// always the input's.
final class JsonLines {
    private final JsonGenerator json;
    private boolean allAccepted = true;

    JsonLines(OutputStream out) {
        json =
                JsonFactory.builder()
                        .rootValueSeparator("")
                        .build()
                        .createGenerator(ObjectWriteContext.empty(), new Unchecked(out));
    }

    /// Begins an object. It is written to by the caller and closed by [#end].
    JsonGenerator begin() {
        return json.writeStartObject();
    }

    void end(boolean accepted) {
        allAccepted &= accepted;
        json.writeEndObject();
        json.writeRaw('\n');
    }

    /// Hands over what has been written.
    void flush() {
        json.flush();
    }

    /// Whether every object so far had the verdict that nothing is wrong.
    boolean allAccepted() {
        return allAccepted;
    }

    private static final class Unchecked extends OutputStream {
        private final OutputStream out;

        Unchecked(OutputStream out) {
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
}
