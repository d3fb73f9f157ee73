package dev.evpnd.testbed.bench.vtep;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// A socket of rtnetlink of the namespace that this process is in, waited for until something
/// comes. Knows nothing of evpnd's own: who measures does not ask whom he measures.
final class Netlink {
    static final int HEADER = 16;
    static final int ERROR = 2;

    /// The group of those that are told of neighbors and forwarding entries.
    static final int NEIGHBORS = 1 << 2;

    /// The group of those that are told of routes of IPv4.
    static final int IPV4_ROUTES = 1 << 6;

    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW = 3;
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVBUFFORCE = 33;
    private static final int KEPT = 1 << 30;
    private static final int ROOM = 1 << 16;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodHandle SOCKET =
            of("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle BIND =
            of("bind", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle OPTION =
            of(
                    "setsockopt",
                    FunctionDescriptor.of(
                            JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle SEND =
            of("send", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle RECEIVE =
            of("recv", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));

    private final int file;
    private final MemorySegment room = Arena.ofAuto().allocate(ROOM, 8);
    private final ByteBuffer received = room.asByteBuffer().order(ByteOrder.nativeOrder());

    /// @param groups what it is told of
    Netlink(int groups) {
        try (var arena = Arena.ofConfined()) {
            file = (int) SOCKET.invokeExact(AF_NETLINK, SOCK_RAW, 0);
            check(file, "open a socket");
            var kept = arena.allocateFrom(JAVA_INT, KEPT);
            check((int) OPTION.invokeExact(file, SOL_SOCKET, SO_RCVBUFFORCE, kept, 4), "keep");
            var address = arena.allocate(12, 4);
            address.set(JAVA_INT, 0, AF_NETLINK);
            address.set(JAVA_INT, 8, groups);
            check((int) BIND.invokeExact(file, address, 12), "bind");
        } catch (Throwable fault) {
            throw thrown(fault);
        }
    }

    // These four are called as the C library declares them.
    @SuppressWarnings("restricted")
    private static MethodHandle of(String name, FunctionDescriptor type) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), type);
    }

    /// A method handle is declared to throw anything, and one of a C function throws nothing of its
    /// own: what comes all the same stays what it is.
    private static AssertionError thrown(Throwable fault) {
        if (fault instanceof Error error) {
            throw error;
        }
        if (fault instanceof RuntimeException defect) {
            throw defect;
        }
        return new AssertionError("a C function throws nothing", fault);
    }

    private static void check(long result, String what) {
        if (result < 0) {
            throw new IllegalStateException("netlink: cannot " + what);
        }
    }

    /// A buffer to send from.
    static ByteBuffer buffer(int octets) {
        return ByteBuffer.allocateDirect(octets).order(ByteOrder.nativeOrder());
    }

    /// Sends what is in front of the position of a [#buffer]; the kernel has acted on it then.
    void send(ByteBuffer octets) {
        var segment = MemorySegment.ofBuffer(octets.duplicate().flip());
        try {
            check((long) SEND.invokeExact(file, segment, segment.byteSize(), 0), "send");
        } catch (Throwable fault) {
            throw thrown(fault);
        }
    }

    /// Waits for a datagram. It is valid until the next one.
    ByteBuffer receive() {
        try {
            long length = (long) RECEIVE.invokeExact(file, room, (long) ROOM, 0);
            check(length, "receive, something was lost");
            return received.limit((int) length).position(0);
        } catch (Throwable fault) {
            throw thrown(fault);
        }
    }
}
