package dev.evpnd.testbed.host;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// A program that is a process of this machine.
final class NativeProgram implements Program {
    private static final Duration DEATH = Duration.ofSeconds(5);

    private final ProcessHandle process;
    private final Path log;

    NativeProgram(ProcessHandle process, Path log) {
        this.process = process;
        this.log = log;
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public Path log() {
        return log;
    }

    @Override
    public Outcome exec(List<String> command) {
        var inside = new ArrayList<String>();
        inside.addAll(
                List.of("nsenter", "-t", String.valueOf(pid()), "-n", "-m", "-r", "-w", "--"));
        inside.addAll(command);
        return Command.run(inside);
    }

    @Override
    public void signal(String name) {
        if (isAlive()) {
            Command.run("kill", "-" + name, String.valueOf(pid())).orThrow();
        }
    }

    @Override
    public boolean stop(Duration patience) {
        // Looked up first: orphans have another parent.
        var children = process.descendants().toList();
        // A process that is held still hears no SIGTERM.
        resume();
        process.destroy();
        boolean byItself = hasEnded(patience);
        if (!byItself) {
            process.destroyForcibly();
        }
        children.forEach(ProcessHandle::destroyForcibly);
        awaitDeath(children);
        return byItself;
    }

    @Override
    public void kill() {
        var children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        awaitDeath(children);
    }

    @Override
    public void pause() {
        signalAll("STOP");
    }

    @Override
    public void resume() {
        signalAll("CONT");
    }

    private void signalAll(String signal) {
        if (isAlive()) {
            var pids = Stream.concat(Stream.of(process), process.descendants());
            var command = new ArrayList<>(List.of("kill", "-" + signal));
            pids.forEach(handle -> command.add(String.valueOf(handle.pid())));
            // One of them may have ended since.
            Command.run(command);
        }
    }

    private boolean hasEnded(Duration patience) {
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException _) {
            // Asked below.
        }
        return !process.isAlive();
    }

    private void awaitDeath(List<ProcessHandle> children) {
        boolean dead =
                Waiting.until(
                        DEATH,
                        () ->
                                !process.isAlive()
                                        && children.stream().noneMatch(ProcessHandle::isAlive));
        if (!dead) {
            throw new IllegalStateException("cannot be killed: " + process.info());
        }
    }

    @Override
    public String toString() {
        return "process " + pid();
    }
}
