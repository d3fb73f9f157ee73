package dev.evpnd.speaker.netlink;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Locale;

/// The few system calls that netlink takes, of the C library that the JVM runs on. Each gives what
/// the call gives, or the number of an error with a minus before it.
@SuppressWarnings("restricted") // It takes the access that the JVM may refuse, and says so then.
final class SystemCalls {
    /// Numbers of errors.
    static final int INTERRUPTED = 4;

    static final int WOULD_BLOCK = 11;
    static final int NO_SUCH_DEVICE = 19;
    static final int MESSAGE_TOO_LONG = 90;
    static final int NOT_SUPPORTED = 95;
    static final int NO_BUFFERS = 105;

    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(PathElement.groupElement("errno"));
    private static final int LONGEST_TEXT = 256;

    /// `struct pollfd` twice.
    private static final MemoryLayout TWO_POLLS = MemoryLayout.sequenceLayout(2, JAVA_LONG);

    private static final short READABLE = 1;

    private static @Nullable SystemCalls loaded;

    private final MethodHandle socket = handle("socket", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
    private final MethodHandle bind = handle("bind", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private final MethodHandle setsockopt =
            handle("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private final MethodHandle send =
            handle("send", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
    private final MethodHandle recvfrom =
            handle("recvfrom", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS);
    private final MethodHandle poll = handle("poll", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
    private final MethodHandle eventfd = handle("eventfd", JAVA_INT, JAVA_INT, JAVA_INT);
    private final MethodHandle read = handle("read", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
    private final MethodHandle write = handle("write", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
    private final MethodHandle open =
            Linker.nativeLinker()
                    .downcallHandle(
                            symbol("open"),
                            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
                            Linker.Option.captureCallState("errno"),
                            Linker.Option.firstVariadicArg(2));
    private final MethodHandle setns = handle("setns", JAVA_INT, JAVA_INT, JAVA_INT);
    private final MethodHandle close = handle("close", JAVA_INT, JAVA_INT);
    private final MethodHandle strerror =
            Linker.nativeLinker()
                    .downcallHandle(symbol("strerror"), FunctionDescriptor.of(ADDRESS, JAVA_INT));

    private final ThreadLocal<MemorySegment> state =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(STATE));

    private SystemCalls() {}

    /// The calls, which are looked for once.
    ///
    /// @throws IOException if this system does not have them, or the JVM may not call them
    static synchronized SystemCalls load() throws IOException {
        if (loaded == null) {
            var system = System.getProperty("os.name", "");
            if (!system.toLowerCase(Locale.ROOT).contains("linux")) {
                throw new IOException("netlink is Linux', and this system is " + system);
            }
            try {
                loaded = new SystemCalls();
            } catch (IllegalCallerException denied) {
                throw new IOException(
                        "the JVM may not call the system (--enable-native-access=ALL-UNNAMED)",
                        denied);
            } catch (UnsupportedOperationException missing) {
                throw new IOException("netlink needs what is not here: " + missing.getMessage());
            }
        }
        return loaded;
    }

    private static MethodHandle handle(String name, ValueLayout result, ValueLayout... arguments) {
        return Linker.nativeLinker()
                .downcallHandle(
                        symbol(name),
                        FunctionDescriptor.of(result, arguments),
                        Linker.Option.captureCallState("errno"));
    }

    private static MemorySegment symbol(String name) {
        SymbolLookup library = Linker.nativeLinker().defaultLookup();
        return library.find(name)
                .orElseThrow(() -> new UnsupportedOperationException("no function " + name));
    }

    /// A method handle is declared to throw anything, and one of a C function throws nothing of its
    /// own: what comes all the same, such as that there is no memory, stays what it is.
    private static AssertionError defect(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof RuntimeException defect) {
            throw defect;
        }
        return new AssertionError("a system call throws nothing", thrown);
    }

    private static long result(long result, MemorySegment state) {
        return result >= 0 ? result : -(int) ERRNO.get(state, 0L);
    }

    int socket(int domain, int type, int protocol) {
        var errno = state.get();
        try {
            return (int) result((int) socket.invokeExact(errno, domain, type, protocol), errno);
        } catch (Throwable thrown) {
            throw defect(thrown);
        }
    }

    int bind(int socket, MemorySegment address) {
        var errno = state.get();
        int length = (int) address.byteSize();
        try {
            return (int) result((int) bind.invokeExact(errno, socket, address, length), errno);
        } catch (Throwable thrown) {
            throw defect(thrown);
        }
    }

    int setOption(int socket, int level, int option, int value) {
        var errno = state.get();
        try (var arena = Arena.ofConfined()) {
            var octets = arena.allocateFrom(JAVA_INT, value);
            return (int)
                    result(
                            (int)
                                    setsockopt.invokeExact(
                                            errno, socket, level, option, octets, Integer.BYTES),
                            errno);
        } catch (Throwable thrown) {
            throw defect(thrown);
        }
    }

    long send(int socket, MemorySegment octets, int flags) {
        var errno = state.get();
        long length = octets.byteSize();
        try {
            return result((long) send.invokeExact(errno, socket, octets, length, flags), errno);
        } catch (Throwable thrown) {
            throw defect(thrown);
        }
    }

    /// @param from the address of who sent it, set by the call
    /// @param fromLength of that address
    long receive(
            int socket,
            MemorySegment into,
            int flags,
            MemorySegment from,
            MemorySegment fromLength) {
        var errno = state.get();
        long room = into.byteSize();
        try {
            return result(
                    (long) recvfrom.invokeExact(errno, socket, into, room, flags, from, fromLength),
                    errno);
        } catch (Throwable thrown) {
            throw defect(thrown);
        }
    }

    /// Waits until one of two can be read.
    int awaitReadable(int one, int other, int millis) {
        var errno = state.get();
        try (var arena = Arena.ofConfined()) {
            var polls = arena.allocate(TWO_POLLS);
            polls.set(JAVA_INT, 0, one);
            polls.set(JAVA_SHORT, 4, READABLE);
            polls.set(JAVA_INT, 8, other);
            polls.set(JAVA_SHORT, 12, READABLE);
            return (int) result((int) poll.invokeExact(errno, polls, 2L, millis), errno);
        } catch (Throwable thrown) {
            throw defect(thrown);
        }
    }

    int eventCounter(int flags) {
        var errno = state.get();
        try {
            return (int) result((int) eventfd.invokeExact(errno, 0, flags), errno);
        } catch (Throwable thrown) {
            throw defect(thrown);
        }
    }

    long read(int file, MemorySegment into) {
        var errno = state.get();
        long length = into.byteSize();
        try {
            return result((long) read.invokeExact(errno, file, into, length), errno);
        } catch (Throwable thrown) {
            throw defect(thrown);
        }
    }

    long write(int file, MemorySegment octets) {
        var errno = state.get();
        long length = octets.byteSize();
        try {
            return result((long) write.invokeExact(errno, file, octets, length), errno);
        } catch (Throwable thrown) {
            throw defect(thrown);
        }
    }

    int open(String path, int flags) {
        var errno = state.get();
        try (var arena = Arena.ofConfined()) {
            var name = arena.allocateFrom(path);
            return (int) result((int) open.invokeExact(errno, name, flags), errno);
        } catch (Throwable thrown) {
            throw defect(thrown);
        }
    }

    int enterNamespace(int file, int kind) {
        var errno = state.get();
        try {
            return (int) result((int) setns.invokeExact(errno, file, kind), errno);
        } catch (Throwable thrown) {
            throw defect(thrown);
        }
    }

    void close(int file) {
        var errno = state.get();
        try {
            // Linux has let go of the number whatever the call gives.
            int _ = (int) close.invokeExact(errno, file);
        } catch (Throwable thrown) {
            throw defect(thrown);
        }
    }

    /// What the system calls an error.
    String textOf(int error) {
        try {
            var text = (MemorySegment) strerror.invokeExact(error);
            return text.reinterpret(LONGEST_TEXT).getString(0);
        } catch (Throwable thrown) {
            throw defect(thrown);
        }
    }
}
