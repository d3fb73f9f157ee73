package dev.evpnd.speaker.decode;

import dev.evpnd.speaker.capture.CaptureReader;
import dev.evpnd.speaker.json.Fields;

import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Decodes whole inputs, each a capture or lines of hex as its first octets say.
final class InputDecoder {
    private static final int BUFFER_SIZE = 64 * 1024;
    private static final int MAGIC_LENGTH = 4;

    private final JsonLines lines;
    private final Kind kind;
    private final ItemDecoder decoder;

    /// @param kind what lines of hex are
    InputDecoder(JsonLines lines, Kind kind, ItemDecoder decoder) {
        this.lines = lines;
        this.kind = kind;
        this.decoder = decoder;
    }

    /// @param source read to its end and not closed
    /// @param file the name to tell with every line, if there is one
    void read(InputStream source, @Nullable String file) throws IOException {
        var in = new BufferedInputStream(new PromptInput(source, lines::flush), BUFFER_SIZE);
        if (isCapture(in)) {
            new CaptureDecoder(lines, file, decoder).read(in);
        } else {
            readHex(in, file);
        }
    }

    /// Looks at no more octets than it takes to say no: the first line of someone who types may be
    /// shorter than a magic number.
    private static boolean isCapture(BufferedInputStream in) throws IOException {
        in.mark(MAGIC_LENGTH);
        int first = in.read();
        in.reset();
        if (first < 0 || Character.digit(first, 16) >= 0) {
            return false;
        }
        var magic = in.readNBytes(MAGIC_LENGTH);
        in.reset();
        return CaptureReader.looksLikeCapture(magic);
    }

    private void readHex(InputStream in, @Nullable String file) throws IOException {
        var hex = new HexLines(in);
        while (hex.next()) {
            var json = lines.begin();
            Fields.name(json, "file", file);
            json.writeNumberProperty("line", hex.line());
            var fault = hex.fault();
            if (fault == null) {
                lines.end(decoder.write(json, kind, hex.octets(), hex.length()));
            } else {
                json.writeStringProperty("verdict", VerdictJson.INVALID_INPUT);
                json.writeStringProperty("reason", fault);
                json.writeNumberProperty("column", hex.column());
                json.writeStringProperty("kind", kind.text());
                lines.end(false);
            }
        }
    }
}
