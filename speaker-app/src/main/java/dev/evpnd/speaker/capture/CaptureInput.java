package dev.evpnd.speaker.capture;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/// The octets of a capture, read once from front to end, and how many have been read.
final class CaptureInput {
    private static final int BUFFER_SIZE = 64 * 1024;

    private final InputStream in;
    private final byte[] discarded = new byte[8 * 1024];
    private long position;

    CaptureInput(InputStream in) {
        this.in = new BufferedInputStream(in, BUFFER_SIZE);
    }

    /// The offset of the next octet in the capture.
    long position() {
        return position;
    }

    /// Reads the first `count` octets of `into`, and says whether there were so many.
    boolean fill(byte[] into, int count) throws IOException {
        int read = in.readNBytes(into, 0, count);
        position += read;
        return read == count;
    }

    /// Reads past `count` octets, and says whether there were so many. By reading, since a file
    /// lets itself be skipped beyond its end.
    boolean skip(long count) throws IOException {
        long left = count;
        while (left > 0) {
            int read = in.read(discarded, 0, (int) Math.min(left, discarded.length));
            if (read < 0) {
                return false;
            }
            position += read;
            left -= read;
        }
        return true;
    }
}
