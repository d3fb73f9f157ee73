package dev.evpnd.speaker.shell;

/// Counts the rows that text takes on a terminal. A piece of it ends anywhere, but never within a
/// character: those of ASCII alone are looked at.
final class Rows {
    private final int width;
    private int column;

    Rows(int width) {
        this.width = Math.max(1, width);
    }

    /// Takes an octet of the text.
    ///
    /// @return whether a row ends with it, or before it
    boolean take(byte octet) {
        if (octet == '\n' || column == width) {
            column = octet == '\n' ? 0 : 1;
            return true;
        }
        if ((octet & 0xc0) != 0x80) {
            column++;
        }
        return false;
    }
}
