package dev.evpnd.it.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.testbed.host.Command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// `evpnd demo` as it runs, with what it says.
final class RunningDemo implements AutoCloseable {
    private static final int LIMIT_SECONDS = 90;

    private final Process process;
    private final StringBuilder said = new StringBuilder();
    private final Thread reader;

    private RunningDemo(Process process) {
        this.process = process;
        reader = Thread.ofVirtual().start(this::read);
    }

    static RunningDemo start(List<String> options, String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(options);
        command.addAll(List.of("-jar", System.getProperty("evpnd.jar"), "demo"));
        command.addAll(List.of(arguments));
        return new RunningDemo(new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    static RunningDemo start(String... arguments) throws IOException {
        return start(List.of(), arguments);
    }

    private void read() {
        try (var in = process.inputReader(StandardCharsets.UTF_8)) {
            String line = in.readLine();
            while (line != null) {
                add(line);
                line = in.readLine();
            }
        } catch (IOException closed) {
            // It has ended.
        }
    }

    private synchronized void add(String line) {
        said.append(line).append('\n');
        notifyAll();
    }

    synchronized String said() {
        return said.toString();
    }

    /// Waits until it has said something.
    synchronized RunningDemo await(String text) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (said.indexOf(text) < 0) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            assertThat(left).as("waited for '%s', and heard: %s", text, said).isPositive();
            wait(left);
        }
        return this;
    }

    /// Types a line, as the only one.
    void type(String line) {
        try (var out = process.outputWriter(StandardCharsets.UTF_8)) {
            out.write(line + "\n");
        } catch (IOException ended) {
            throw new UncheckedIOException(ended);
        }
    }

    void signal(String name) {
        Command.run("kill", "-" + name, String.valueOf(process.pid())).orThrow();
    }

    /// Waits for its end.
    ///
    /// @return its exit status
    int status() throws InterruptedException {
        assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as(said()).isTrue();
        reader.join();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
