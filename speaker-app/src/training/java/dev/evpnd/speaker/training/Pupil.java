package dev.evpnd.speaker.training;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/// An evpnd whose JVM writes down what it has learned when it ends.
final class Pupil implements AutoCloseable {
    private static final long PAUSE_NANOS = 20_000_000;

    private static final int PORT = 1790;

    /// One of loopback's that nobody else has, so that the port is free there.
    private final String address = "127.%d.%d.1".formatted(part(), part());

    private final Path log;
    private final Process process;

    /// Starts it.
    ///
    /// @param options words for its JVM
    Pupil(Path jar, Path directory, List<String> options) throws IOException {
        log = directory.resolve("log");
        var configuration = directory.resolve("evpnd.yaml");
        Files.writeString(configuration, configuration(address, directory.resolve("state")));
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-jar", jar.toString(), "run", "--config"));
        command.add(configuration.toString());
        process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
    }

    private static String configuration(String address, Path state) {
        return """
               as: 65000
               router-id: 192.0.2.1
               listen: %s:%d
               state-directory: %s
               peer-groups:
                 clients: {remote-as: internal, route-reflector-client: true, timers: {hold: 180}}
               listen-ranges:
                 127.0.0.0/8: {group: clients, limit: 1000}
               """
                .formatted(address, PORT, state);
    }

    private static int part() {
        return ThreadLocalRandom.current().nextInt(2, 255);
    }

    /// Connects to it as soon as it listens.
    ///
    /// @param from an address of loopback
    Socket connect(String from) throws IOException {
        while (true) {
            var socket = new Socket();
            try {
                socket.bind(new InetSocketAddress(from, 0));
                socket.connect(new InetSocketAddress(address, PORT));
                return socket;
            } catch (ConnectException notYet) {
                socket.close();
                if (!process.isAlive()) {
                    throw notYet;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    /// What it has said, for whoever wonders why it does not do its part.
    String words() throws IOException {
        return Files.readString(log);
    }

    /// Ends it in order, and waits for what it writes down.
    void end() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
