package dev.evpnd.speaker.netlink;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;

/// A thread of the system that enters a network namespace, makes something there, and ends.
final class Visit<T> implements Runnable {
    private static final int READ_ONLY_AND_CLOSED_ON_EXEC = 0x80000;
    private static final int NETWORK = 0x40000000;

    private final SystemCalls system;
    private final Path file;
    private final NetworkNamespace.Making<T> making;
    private @Nullable T made;
    private @Nullable IOException failure;

    private Visit(SystemCalls system, Path file, NetworkNamespace.Making<T> making) {
        this.system = system;
        this.file = file;
        this.making = making;
    }

    static <T> T make(Path file, NetworkNamespace.Making<T> making) throws IOException {
        var visit = new Visit<T>(SystemCalls.load(), file, making);
        var thread = Thread.ofPlatform().name("into " + file).daemon().start(visit);
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw (IOException)
                    new InterruptedIOException("interrupted on the way into " + file)
                            .initCause(interrupted);
        }
        if (visit.failure != null) {
            throw visit.failure;
        }
        if (visit.made == null) {
            throw new IOException("nothing was made in the network namespace " + file);
        }
        return visit.made;
    }

    @Override
    public void run() {
        try {
            enter();
            made = making.make();
        } catch (IOException e) {
            failure = e;
        }
    }

    private void enter() throws IOException {
        int namespace = system.open(file.toString(), READ_ONLY_AND_CLOSED_ON_EXEC);
        if (namespace < 0) {
            throw new IOException(
                    "cannot open the network namespace %s: %s"
                            .formatted(file, system.textOf(-namespace)));
        }
        int entered = system.enterNamespace(namespace, NETWORK);
        system.close(namespace);
        if (entered < 0) {
            throw new IOException(
                    "cannot enter the network namespace %s, for which one needs CAP_SYS_ADMIN: %s"
                            .formatted(file, system.textOf(-entered)));
        }
    }
}
