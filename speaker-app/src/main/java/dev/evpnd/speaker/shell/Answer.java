package dev.evpnd.speaker.shell;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// What a daemon says to a command, as it comes: docs/queries.md has its form.
final class Answer implements AutoCloseable {
    private static final int LONGEST_HEAD = 64;

    /// More than a daemon would ever give.
    private static final int MOST_OF_A_PIECE = 1 << 24;

    private final InputStream in;

    Answer(InputStream in) {
        this.in = in;
    }

    /// What became of a command.
    sealed interface Outcome {

        record Done() implements Outcome {}

        record Failed(String reason) implements Outcome {}

        /// @param column where in the line
        record NotUnderstood(int column, String reason) implements Outcome {}
    }

    /// Writes all that is said.
    ///
    /// @param out whose failures are unchecked, so that those of the daemon can be told from them
    /// @throws IOException if the daemon does not answer to the end
    Outcome copyTo(OutputStream out) throws IOException {
        return copyTo(out, () -> {});
    }

    /// The same of an answer that may go on for as long as things happen.
    ///
    /// @param paused is called when there is nothing more for the moment, and now and then as long
    ///   as that is so
    Outcome copyTo(OutputStream out, Runnable paused) throws IOException {
        try {
            while (true) {
                var head = head().split(" ", 3);
                byte[] piece = piece(Integer.parseInt(head[head.length - 1]));
                switch (head[0]) {
                    case "text" -> out.write(piece);
                    case "wait" -> {
                        out.flush();
                        paused.run();
                    }
                    case "done" -> {
                        out.flush();
                        return new Outcome.Done();
                    }
                    case "failed" -> {
                        return new Outcome.Failed(new String(piece, StandardCharsets.UTF_8));
                    }
                    case "fault" -> {
                        return new Outcome.NotUnderstood(
                                Integer.parseInt(head[1]),
                                new String(piece, StandardCharsets.UTF_8));
                    }
                    default -> throw foreign();
                }
            }
        } catch (NumberFormatException malformed) {
            throw foreign();
        }
    }

    private String head() throws IOException {
        var head = new ByteArrayOutputStream();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw cut();
            }
            head.write(octet);
            if (head.size() > LONGEST_HEAD) {
                throw foreign();
            }
        }
        return head.toString(StandardCharsets.US_ASCII);
    }

    private byte[] piece(int length) throws IOException {
        if (length < 0 || length > MOST_OF_A_PIECE) {
            throw foreign();
        }
        var piece = in.readNBytes(length);
        if (piece.length < length) {
            throw cut();
        }
        return piece;
    }

    private static IOException cut() {
        return new IOException("the daemon has not answered to the end");
    }

    private static IOException foreign() {
        return new IOException("what answers is no daemon of this version");
    }

    /// Has the daemon stop, whatever may come of that. Called on any thread.
    void abandon() {
        try {
            close();
        } catch (IOException gone) {
            // It is.
        }
    }

    /// Has the daemon stop, if it has not come to its end.
    @Override
    public void close() throws IOException {
        in.close();
    }
}
