package dev.evpnd.speaker.console;

import java.io.OutputStream;

/// Takes lines for their number.
final class CountedLines extends OutputStream {
    private long lines;

    long lines() {
        return lines;
    }

    @Override
    public void write(int octet) {
        if (octet == '\n') {
            lines++;
        }
    }

    @Override
    public void write(byte[] octets, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            write(octets[i]);
        }
    }
}
