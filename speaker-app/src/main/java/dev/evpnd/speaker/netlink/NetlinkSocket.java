package dev.evpnd.speaker.netlink;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// A socket of rtnetlink, and the memory that it receives into.
final class NetlinkSocket implements AutoCloseable {
    private static final int AF_NETLINK = 16;
    private static final int RAW_AND_CLOSED_ON_EXEC = 3 | 0x80000;
    private static final int ROUTE = 0;
    private static final int SOCKET_LEVEL = 1;
    private static final int RECEIVE_BUFFER = 8;
    private static final int RECEIVE_BUFFER_BY_FORCE = 33;
    private static final int NETLINK_LEVEL = 270;
    private static final int ADD_MEMBERSHIP = 1;
    private static final int DROP_MEMBERSHIP = 2;

    /// Its options: no copy of the request in answers, the kernel's words in them, and dumps of
    /// exactly what is asked for.
    static final int CAPPED_ANSWERS = 10;

    static final int EXTENDED_ANSWERS = 11;
    static final int STRICT_CHECKS = 12;

    private static final int AT_ONCE_AND_WHOLE_LENGTH = 0x40 | 0x20;

    /// `struct sockaddr_nl`
    private static final int ADDRESS_LENGTH = 12;

    private static final int PORT_AT = 4;

    /// The kernel fills 32 KiB of it with a dump, and one message may be larger than that.
    private static final int ROOM = 1 << 18;

    private final SystemCalls system;
    private final int file;
    private final MemorySegment room;
    private final MemorySegment sender;
    private final MemorySegment senderLength;
    private final ByteBuffer received;

    private NetlinkSocket(SystemCalls system, int file) {
        this.system = system;
        this.file = file;
        var arena = Arena.ofAuto();
        room = arena.allocate(ROOM, 8);
        sender = arena.allocate(ADDRESS_LENGTH, 4);
        senderLength = arena.allocate(JAVA_INT);
        received = room.asByteBuffer().order(ByteOrder.nativeOrder());
    }

    /// Opens one in the namespace of the thread that calls.
    static NetlinkSocket open(SystemCalls system) throws IOException {
        int file = system.socket(AF_NETLINK, RAW_AND_CLOSED_ON_EXEC, ROUTE);
        if (file < 0) {
            throw failure(system, "open a netlink socket", -file);
        }
        var socket = new NetlinkSocket(system, file);
        socket.sender.set(JAVA_SHORT, 0, (short) AF_NETLINK);
        int bound = system.bind(file, socket.sender);
        if (bound < 0) {
            socket.close();
            throw failure(system, "bind a netlink socket", -bound);
        }
        return socket;
    }

    static IOException failure(SystemCalls system, String what, int error) {
        return new IOException("cannot %s: %s".formatted(what, system.textOf(error)));
    }

    int file() {
        return file;
    }

    /// Where [#receive] puts what it receives; valid until it is called again.
    ByteBuffer received() {
        return received;
    }

    /// Has an option set where the kernel knows it.
    void enable(int option) {
        system.setOption(file, NETLINK_LEVEL, option, 1);
    }

    /// Has it get what is sent to a group, if the kernel has that group.
    void join(int group) {
        system.setOption(file, NETLINK_LEVEL, ADD_MEMBERSHIP, group);
    }

    void leave(int group) {
        system.setOption(file, NETLINK_LEVEL, DROP_MEMBERSHIP, group);
    }

    /// Has the kernel keep so much for it, or what somebody without privileges gets of that.
    void keepUpTo(int octets) {
        if (system.setOption(file, SOCKET_LEVEL, RECEIVE_BUFFER_BY_FORCE, octets) < 0) {
            system.setOption(file, SOCKET_LEVEL, RECEIVE_BUFFER, octets);
        }
    }

    /// Sends a datagram to the kernel, which acts on it before this returns.
    ///
    /// @return 0, or the number of an error, with which nothing was done
    int send(MemorySegment octets) {
        long sent = system.send(file, octets, 0);
        return sent < 0 ? (int) -sent : 0;
    }

    /// Takes a datagram that is there.
    Arrival receive() {
        senderLength.set(JAVA_INT, 0, ADDRESS_LENGTH);
        long length;
        do {
            length = system.receive(file, room, AT_ONCE_AND_WHOLE_LENGTH, sender, senderLength);
        } while (length == -SystemCalls.INTERRUPTED);
        if (length < 0) {
            return switch ((int) -length) {
                case SystemCalls.WOULD_BLOCK -> new Arrival.Nothing();
                // The second for a notification that was longer than the kernel had room for.
                case SystemCalls.NO_BUFFERS, SystemCalls.MESSAGE_TOO_LONG -> new Arrival.Lost();
                default -> new Arrival.Failed((int) -length);
            };
        }
        if (senderLength.get(JAVA_INT, 0) < ADDRESS_LENGTH || sender.get(JAVA_INT, PORT_AT) != 0) {
            return new Arrival.Stranger();
        }
        return length > ROOM ? new Arrival.Lost() : new Arrival.Datagram((int) length);
    }

    /// What has come.
    sealed interface Arrival {
        /// So many octets of the kernel's, in [NetlinkSocket#received].
        record Datagram(int length) implements Arrival {}

        /// Something that the kernel has not sent.
        record Stranger() implements Arrival {}

        record Nothing() implements Arrival {}

        /// Something came that could not be kept.
        record Lost() implements Arrival {}

        /// @param error of the system call
        record Failed(int error) implements Arrival {}
    }

    @Override
    public void close() {
        system.close(file);
    }
}
