package dev.evpnd.speaker.shell;

import java.io.PrintWriter;

/// What is said of a line that was not understood: the line, a caret under the place, and why.
final class Complaint {
    private Complaint() {}

    static void at(int column, String line, String reason, PrintWriter to) {
        to.println(line);
        to.println(" ".repeat(Math.min(column, line.length() + 1)) + "^");
        to.println("% " + reason);
        to.flush();
    }
}
