package dev.evpnd.speaker.telemetry;

import java.io.PrintWriter;
import java.io.StringWriter;

/// What was thrown, in lines.
final class Thrown {
    private Thrown() {}

    static String text(Throwable thrown) {
        var text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }
}
