package dev.evpnd.speaker.netlink;

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
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;
import java.util.Locale;

/// The few system calls that netlink takes, of the C library that the JVM runs on. Each gives what
/// the call gives, or the number of an error with a minus before it.
///
/// All go by one method handle, for the JVM makes each anew at every start, and a VTEP listens
/// behind that. Numbers of whatever width and addresses are passed as `long`: Linux has each in a
/// register of its own, of which the function reads as much as it takes.
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

    private final MethodHandle function =
            Linker.nativeLinker()
                    .downcallHandle(
                            FunctionDescriptor.of(
                                    JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG,
                                    JAVA_LONG, JAVA_LONG),
                            Linker.Option.captureCallState("errno"));

    private final MemorySegment socket = symbol("socket");
    private final MemorySegment bind = symbol("bind");
    private final MemorySegment setsockopt = symbol("setsockopt");
    private final MemorySegment send = symbol("send");
    private final MemorySegment recvfrom = symbol("recvfrom");
    private final MemorySegment poll = symbol("poll");
    private final MemorySegment eventfd = symbol("eventfd");
    private final MemorySegment read = symbol("read");
    private final MemorySegment write = symbol("write");
    private final MemorySegment open = symbol("open");
    private final MemorySegment setns = symbol("setns");
    private final MemorySegment close = symbol("close");
    private final MemorySegment strerror = symbol("strerror");

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

    private static MemorySegment symbol(String name) {
        SymbolLookup library = Linker.nativeLinker().defaultLookup();
        return library.find(name)
                .orElseThrow(() -> new UnsupportedOperationException("no function " + name));
    }

    /// Calls a function of the type `int`.
    private int call(MemorySegment called, long first, long second, long third) {
        return call(called, first, second, third, 0, 0);
    }

    private int call(
            MemorySegment called, long first, long second, long third, long fourth, long fifth) {
        var errno = state.get();
        int result = (int) invoke(called, errno, first, second, third, fourth, fifth, 0);
        return result >= 0 ? result : error(errno);
    }

    /// Calls a function of the type `ssize_t`.
    private long transfer(
            MemorySegment called,
            int file,
            MemorySegment octets,
            long flags,
            long fifth,
            long sixth) {
        var errno = state.get();
        long at = octets.address();
        try {
            long length = octets.byteSize();
            long result = invoke(called, errno, file, at, length, flags, fifth, sixth);
            return result >= 0 ? result : error(errno);
        } finally {
            Reference.reachabilityFence(octets);
        }
    }

    private static int error(MemorySegment errno) {
        return -(int) ERRNO.get(errno, 0L);
    }

    private long invoke(
            MemorySegment called,
            MemorySegment errno,
            long first,
            long second,
            long third,
            long fourth,
            long fifth,
            long sixth) {
        try {
            return (long)
                    function.invokeExact(called, errno, first, second, third, fourth, fifth, sixth);
        } catch (RuntimeException | Error defect) {
            throw defect;
        } catch (Throwable thrown) {
            throw new AssertionError("a C function throws nothing", thrown);
        }
    }

    int socket(int domain, int type, int protocol) {
        return call(socket, domain, type, protocol);
    }

    int bind(int file, MemorySegment address) {
        try {
            return call(bind, file, address.address(), address.byteSize());
        } finally {
            Reference.reachabilityFence(address);
        }
    }

    int setOption(int file, int level, int option, int value) {
        try (var arena = Arena.ofConfined()) {
            var octets = arena.allocateFrom(JAVA_INT, value);
            return call(setsockopt, file, level, option, octets.address(), Integer.BYTES);
        }
    }

    long send(int file, MemorySegment octets, int flags) {
        return transfer(send, file, octets, flags, 0, 0);
    }

    /// @param from the address of who sent it, set by the call
    /// @param fromLength of that address
    long receive(
            int file, MemorySegment into, int flags, MemorySegment from, MemorySegment fromLength) {
        try {
            return transfer(recvfrom, file, into, flags, from.address(), fromLength.address());
        } finally {
            Reference.reachabilityFence(from);
            Reference.reachabilityFence(fromLength);
        }
    }

    /// Waits until one of two can be read.
    int awaitReadable(int one, int other, int millis) {
        try (var arena = Arena.ofConfined()) {
            var polls = arena.allocate(TWO_POLLS);
            polls.set(JAVA_INT, 0, one);
            polls.set(JAVA_SHORT, 4, READABLE);
            polls.set(JAVA_INT, 8, other);
            polls.set(JAVA_SHORT, 12, READABLE);
            return call(poll, polls.address(), 2, millis);
        }
    }

    int eventCounter(int flags) {
        return call(eventfd, 0, flags, 0);
    }

    long read(int file, MemorySegment into) {
        return transfer(read, file, into, 0, 0, 0);
    }

    long write(int file, MemorySegment octets) {
        return transfer(write, file, octets, 0, 0, 0);
    }

    int open(String path, int flags) {
        try (var arena = Arena.ofConfined()) {
            return call(open, arena.allocateFrom(path).address(), flags, 0);
        }
    }

    int enterNamespace(int file, int kind) {
        return call(setns, file, kind, 0);
    }

    void close(int file) {
        // Linux has let go of the number whatever the call gives.
        call(close, file, 0, 0);
    }

    /// What the system calls an error.
    String textOf(int error) {
        long text = invoke(strerror, state.get(), error, 0, 0, 0, 0, 0);
        return MemorySegment.ofAddress(text).reinterpret(LONGEST_TEXT).getString(0);
    }
}
