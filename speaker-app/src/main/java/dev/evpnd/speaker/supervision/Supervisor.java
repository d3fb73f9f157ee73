package dev.evpnd.speaker.supervision;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Tells the one who has started evpnd what becomes of it, in the words of `sd_notify(3)`. Where
/// the environment names no `NOTIFY_SOCKET`, nobody wants to know.
public final class Supervisor implements AutoCloseable {
    /// What it is told of evpnd when it asks for a sign of life.
    public interface Vitals {
        /// What is wrong with evpnd, if anything is.
        ///
        /// @param patience for which it may be looked for
        Optional<String> fault(Duration patience);

        /// How it is, in a line.
        String status();
    }

    private final @Nullable NotifySocket socket;

    /// For how long it waits for a sign of life; nothing where it does not.
    private final Optional<Duration> patience;

    private Supervisor(@Nullable NotifySocket socket, Optional<Duration> patience) {
        this.socket = socket;
        this.patience = patience;
    }

    /// The one that the environment of this process names.
    ///
    /// @throws IOException if it names one that cannot be told anything
    public static Supervisor ofThisProcess() throws IOException {
        return of(System.getenv(), ProcessHandle.current().pid());
    }

    /// Nobody.
    public static Supervisor none() {
        return new Supervisor(null, Optional.empty());
    }

    static Supervisor of(Map<String, String> environment, long process) throws IOException {
        var name = environment.get("NOTIFY_SOCKET");
        return name == null || name.isEmpty()
                ? none()
                : new Supervisor(NotifySocket.open(name), patience(environment, process));
    }

    private static Optional<Duration> patience(Map<String, String> environment, long process) {
        var self = Long.toString(process);
        var micros = environment.get("WATCHDOG_USEC");
        if (micros == null || !environment.getOrDefault("WATCHDOG_PID", self).equals(self)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Duration.of(Long.parseLong(micros), ChronoUnit.MICROS))
                    .filter(Duration::isPositive);
        } catch (NumberFormatException malformed) {
            return Optional.empty();
        }
    }

    /// evpnd does its work from now on, and shows signs of life at half of the time that is waited
    /// for one, as long as nothing is wrong with it.
    public void ready(Vitals vitals) {
        if (socket == null) {
            return;
        }
        socket.send("READY=1\n" + status(vitals.status()));
        patience.ifPresent(whole -> watch(socket, whole.dividedBy(2), vitals));
    }

    private static void watch(NotifySocket socket, Duration period, Vitals vitals) {
        var _ =
                socket.thread()
                        .scheduleAtFixedRate(
                                () -> socket.send(signOfLife(vitals, period.dividedBy(2))),
                                0,
                                period.toNanos(),
                                TimeUnit.NANOSECONDS);
    }

    private static String signOfLife(Vitals vitals, Duration patience) {
        return vitals.fault(patience)
                .map(Supervisor::status)
                .orElseGet(() -> "WATCHDOG=1\n" + status(vitals.status()));
    }

    private static String status(String line) {
        return "STATUS=" + line.replace('\n', ' ');
    }

    /// It reads its file again, until it says that it has.
    public void reloading() {
        // What a JVM's nanoseconds are taken from is the clock that is meant.
        send("RELOADING=1\nMONOTONIC_USEC=" + TimeUnit.NANOSECONDS.toMicros(System.nanoTime()));
    }

    public void reloaded() {
        send("READY=1");
    }

    public void stopping() {
        send("STOPPING=1");
    }

    private void send(String text) {
        if (socket != null) {
            socket.send(text);
        }
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.close();
        }
    }
}
