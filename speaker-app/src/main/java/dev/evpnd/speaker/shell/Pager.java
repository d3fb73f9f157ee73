package dev.evpnd.speaker.shell;

import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// Shows a long answer page by page: behind each page it waits for a key. What comes meanwhile
/// waits with the daemon.
final class Pager extends OutputStream {
    private static final String MORE = "--More--";
    private static final String WITHOUT_MORE = "\r" + " ".repeat(MORE.length()) + "\r";
    private static final int CONTROL_C = 3;

    private final Terminal terminal;
    private final Rows rows;
    private int page;
    private int room;
    private volatile boolean ended;

    /// @param waits whether it does; a dumb terminal is never waited for
    Pager(Terminal terminal, boolean waits) {
        this.terminal = terminal;
        var size = terminal.getSize();
        rows = new Rows(size.getColumns());
        page =
                waits && !terminal.getType().startsWith(Terminal.TYPE_DUMB)
                        ? Math.max(1, size.getRows() - 1)
                        : Integer.MAX_VALUE;
        room = page;
    }

    /// Whoever looks has seen enough.
    static final class Enough extends UncheckedIOException {
        private static final long serialVersionUID = 1L;

        Enough() {
            super(new IOException("enough"));
        }
    }

    @Override
    public void write(int octet) {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int length) {
        int begin = offset;
        for (int i = offset; i < offset + length; i++) {
            if (rows.take(octets[i])) {
                room--;
                if (room == 0) {
                    show(octets, begin, i + 1);
                    begin = i + 1;
                    ask();
                }
            }
        }
        show(octets, begin, offset + length);
    }

    /// Waits no more: what comes now comes when it happens.
    void goOn() {
        page = Integer.MAX_VALUE;
        room = page;
    }

    private void show(byte[] octets, int from, int to) {
        terminal.writer().write(new String(octets, from, to - from, StandardCharsets.UTF_8));
    }

    /// Shows no further page. Called on any thread; while a key is awaited, ^C is one.
    void end() {
        ended = true;
    }

    boolean hasEnded() {
        return ended;
    }

    private void ask() {
        var attributes = terminal.enterRawMode();
        var keys = new Attributes(terminal.getAttributes());
        keys.setLocalFlag(Attributes.LocalFlag.ISIG, false);
        terminal.setAttributes(keys);
        try {
            if (ended) {
                throw new Enough();
            }
            terminal.writer().write(MORE);
            terminal.flush();
            room = roomFor(terminal.reader().read());
        } catch (IOException gone) {
            throw new Enough();
        } finally {
            terminal.setAttributes(attributes);
            terminal.writer().write(WITHOUT_MORE);
            terminal.flush();
        }
    }

    private int roomFor(int key) {
        return switch (key) {
            case 'q', 'Q', CONTROL_C, -1 -> throw new Enough();
            case '\r', '\n', 'j' -> 1;
            case 'G', 'a' -> Integer.MAX_VALUE;
            default -> page;
        };
    }

    @Override
    public void flush() {
        terminal.flush();
    }
}
