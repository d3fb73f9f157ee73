package dev.evpnd.speaker.demo;

import dev.evpnd.speaker.demo.stage.Stage.Scene;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Says what happens while it does.
final class Narrator {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration AGAIN = Duration.ofMillis(100);

    /// As long as nobody wonders whether it still does anything.
    private static final Duration SILENCE = Duration.ofSeconds(2);

    private final PrintWriter out;

    Narrator(PrintWriter out) {
        this.out = out;
    }

    /// A part begins.
    void title(String title) {
        out.printf("%n== %s%n", title);
        out.flush();
    }

    void say(String sentence) {
        out.println(sentence);
        out.flush();
    }

    void show(Scene scene) {
        out.println(scene.command());
        out.print(scene.output());
        out.flush();
    }

    /// What is waited for.
    @FunctionalInterface
    interface Hope {
        boolean isThere() throws IOException;
    }

    /// Waits until something is there, and says so where that takes its time.
    ///
    /// @param what in words that can stand behind "waiting for"
    /// @throws IOException if it does not come
    void await(String what, Hope hope) throws IOException {
        long begin = System.nanoTime();
        var said = SILENCE;
        while (!hope.isThere()) {
            var waited = Duration.ofNanos(System.nanoTime() - begin);
            if (waited.compareTo(LIMIT) > 0) {
                throw new IOException(
                        "waited %d s for %s, in vain".formatted(LIMIT.toSeconds(), what));
            }
            if (waited.compareTo(said) > 0) {
                say("waiting for %s, %d s so far".formatted(what, waited.toSeconds()));
                said = said.plus(SILENCE);
            }
            LockSupport.parkNanos(AGAIN.toNanos());
        }
    }
}
