package dev.evpnd.wire.loopback;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/// A port that a test's listener may have later.
///
/// It is not one of those that the system gives to outgoing connections. Such a port may be taken,
/// between its choice and its use, by any connection on the machine, and it stays with one that has
/// ended for a minute.
public final class ListenPort {
    private static final int LOWEST = 10_000;

    /// Linux' lowest port of outgoing connections, which other systems' are above.
    private static final int ABOVE = 32_768;

    /// Begins anywhere, for tests that run at the same time choose too.
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(ABOVE - LOWEST));

    private ListenPort() {}

    /// A port where nobody listens or is connected, of any address, and which no other test of this
    /// process was given.
    public static int choose() {
        for (int tried = LOWEST; tried < ABOVE; tried++) {
            int port = LOWEST + Math.floorMod(NEXT.getAndIncrement(), ABOVE - LOWEST);
            if (isFree(port)) {
                return port;
            }
        }
        throw new AssertionError("no port from " + LOWEST + " to " + (ABOVE - 1) + " is free");
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
