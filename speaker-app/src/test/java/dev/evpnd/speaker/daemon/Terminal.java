package dev.evpnd.speaker.daemon;

import dev.evpnd.speaker.Evpnd;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// A program at a pseudo-terminal, and a person who types at it. The terminal is made by `script`
/// of util-linux.
final class Terminal implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 30;

    /// What moves the cursor or changes colours.
    private static final Pattern CONTROL =
            Pattern.compile("\u001b(\\[[0-9;?$]*[a-zA-Z]|[=>])|\r|\u0007");

    private static final Pattern CLEAR = Pattern.compile("\u001b\\[2J");

    private final Process process;

    /// All that was shown and is not awaited yet.
    private final StringBuilder shown = new StringBuilder();

    /// All that was shown, as it came.
    private final StringBuilder all = new StringBuilder();

    private boolean ended;

    /// @param arguments of evpnd
    Terminal(Path home, List<String> arguments) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var line =
                "'%s' --enable-native-access=ALL-UNNAMED -cp '%s' %s %s"
                        .formatted(
                                java,
                                System.getProperty("java.class.path"),
                                Evpnd.class.getName(),
                                String.join(" ", arguments));
        var builder = new ProcessBuilder("script", "-q", "-e", "-c", line, "/dev/null");
        builder.environment().put("TERM", "xterm");
        builder.environment().put("EVPNSH_HISTFILE", home.resolve("history").toString());
        process = builder.redirectErrorStream(true).start();
        Thread.ofVirtual().start(this::read);
    }

    private void read() {
        try (Reader reader = process.inputReader(StandardCharsets.UTF_8)) {
            var some = new char[1024];
            int length = reader.read(some);
            while (length >= 0) {
                show(new String(some, 0, length));
                length = reader.read(some);
            }
        } catch (IOException gone) {
            // With the process.
        }
        end();
    }

    private synchronized void show(String text) {
        shown.append(text);
        all.append(text);
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    /// Presses keys.
    Terminal type(String keys) throws IOException {
        process.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        return this;
    }

    /// Waits until a text is shown.
    ///
    /// @return what was shown up to its end
    synchronized String await(String text) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            var readable = CONTROL.matcher(shown).replaceAll("");
            int at = readable.indexOf(text);
            if (at >= 0) {
                shown.setLength(0);
                shown.append(readable, at + text.length(), readable.length());
                return readable.substring(0, at + text.length());
            }
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (ended || left <= 0) {
                throw new AssertionError("'" + text + "' is not shown, but '" + readable + "'");
            }
            wait(left);
        }
    }

    /// How often the screen was cleared.
    synchronized long timesCleared() {
        return CLEAR.matcher(all).results().count();
    }

    /// Whether a text is shown by now, and not awaited yet.
    synchronized boolean shows(String text) {
        return CONTROL.matcher(shown).replaceAll("").contains(text);
    }

    /// The exit status of the program.
    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("it has not ended, and shows '" + shown + "'");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
