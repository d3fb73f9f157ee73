package dev.evpnd.speaker.decode;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;

/// Items written in hex, one a line.
///
/// An octet is two hex digits of either case. Spaces, tabs and colons may stand between octets,
/// `0x` in front of any group of them, and behind `#` a comment. A line with nothing else on it is
/// no item; one of `0x` alone is an item without octets.
///
/// A line may be of any length: what is kept of it is its octets, at most [#MAX_LENGTH].
final class HexLines {
    /// No field of BGP is longer than the longest message (RFC 8654 section 2).
    static final int MAX_LENGTH = 65_535;

    private static final int BUFFER_SIZE = 64 * 1024;
    private static final int NONE = -1;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_SIZE];
    private int at;
    private int end;

    private final byte[] octets = new byte[MAX_LENGTH];
    private int length;
    private long line;
    private long column;
    private boolean item;
    private @Nullable String fault;

    /// The first digit of an octet whose second has not come, or [#NONE].
    private int high;

    private boolean groupBegins;
    private boolean prefixBegun;

    HexLines(InputStream in) {
        this.in = in;
    }

    /// Moves to the next line that holds an item or should; false at the end of the input.
    boolean next() throws IOException {
        while (at < end || fill()) {
            line++;
            readLine();
            if (item) {
                return true;
            }
        }
        return false;
    }

    /// The number of the line, from 1.
    long line() {
        return line;
    }

    /// The array whose first [#length] octets are the item's, until the next line.
    byte[] octets() {
        return octets;
    }

    int length() {
        return length;
    }

    /// What was expected at [#column], or null where the line is hex.
    @Nullable String fault() {
        return fault;
    }

    /// The column, from 1, of the first octet of text that did not belong there.
    long column() {
        return column;
    }

    private void readLine() throws IOException {
        length = 0;
        item = false;
        fault = null;
        high = NONE;
        groupBegins = true;
        prefixBegun = false;
        boolean comment = false;
        long position = 0;
        for (int c = read(); c >= 0 && c != '\n'; c = read()) {
            position++;
            comment |= c == '#';
            if (!comment && fault == null) {
                column = position;
                take(c);
            }
        }
        if (fault == null && high != NONE) {
            column++;
            fault = "a second hex digit";
        }
    }

    private void take(int c) {
        if (c == ' ' || c == ':' || c == '\t' || c == '\r') {
            if (high != NONE) {
                fault = "a second hex digit";
            }
            groupBegins = true;
            return;
        }
        item = true;
        int digit = Character.digit(c, 16);
        if (prefixBegun && (c == 'x' || c == 'X')) {
            prefixBegun = false;
            high = NONE;
        } else if (digit < 0) {
            fault = high == NONE ? "a hex digit" : "a second hex digit";
        } else if (high == NONE) {
            high = digit;
            prefixBegun = groupBegins && digit == 0;
            groupBegins = false;
        } else if (length == MAX_LENGTH) {
            fault = "at most 65535 octets";
        } else {
            octets[length++] = (byte) (high << 4 | digit);
            high = NONE;
            prefixBegun = false;
        }
    }

    private int read() throws IOException {
        return at < end || fill() ? buffer[at++] & 0xff : -1;
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(in.read(buffer, 0, buffer.length), 0);
        return end > 0;
    }
}
