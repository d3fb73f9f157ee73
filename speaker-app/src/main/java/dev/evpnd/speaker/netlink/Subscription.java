package dev.evpnd.speaker.netlink;

import dev.evpnd.speaker.netlink.NetlinkSocket.Arrival;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.Consumer;

/// The socket on which the kernel tells what happens, and a counter by which somebody else ends the
/// waiting for that.
final class Subscription implements AutoCloseable {
    private static final int[] GROUPS = {
        Rtnetlink.LINK_GROUP,
        Rtnetlink.NEIGHBOR_GROUP,
        Rtnetlink.IPV4_ADDRESS_GROUP,
        Rtnetlink.IPV4_ROUTE_GROUP,
        Rtnetlink.IPV6_ADDRESS_GROUP,
        Rtnetlink.IPV6_ROUTE_GROUP,
        Rtnetlink.BRIDGE_VLAN_GROUP,
        Rtnetlink.TUNNEL_GROUP
    };

    /// How many are told at once.
    private static final int MOST_DATAGRAMS = 4096;

    /// No datagram takes less of the buffer than this.
    private static final int LEAST_KEPT = 256;

    private static final int CLOSED_ON_EXEC_AND_AT_ONCE = 0x80000 | 0x800;

    private final SystemCalls system;
    private final NetlinkSocket socket;
    private final int wakeups;
    private final Tally tally;
    private final int mostKept;
    private final MemorySegment taken = Arena.ofAuto().allocate(ValueLayout.JAVA_LONG);
    private final MemorySegment one = Arena.ofAuto().allocateFrom(ValueLayout.JAVA_LONG, 1);

    private Subscription(
            SystemCalls system, NetlinkSocket socket, int wakeups, Tally tally, int mostKept) {
        this.system = system;
        this.socket = socket;
        this.wakeups = wakeups;
        this.tally = tally;
        this.mostKept = mostKept;
    }

    /// @param kept how many octets the kernel keeps that were not heard yet
    static Subscription open(SystemCalls system, Tally tally, int kept) throws IOException {
        int wakeups = system.eventCounter(CLOSED_ON_EXEC_AND_AT_ONCE);
        if (wakeups < 0) {
            throw NetlinkSocket.failure(system, "make an eventfd", -wakeups);
        }
        try {
            var socket = NetlinkSocket.open(system);
            socket.keepUpTo(kept);
            for (int group : GROUPS) {
                socket.join(group);
            }
            // The kernel keeps twice what it was told to.
            int mostKept = (int) Math.min(Integer.MAX_VALUE, 2L * kept / LEAST_KEPT + 64);
            return new Subscription(system, socket, wakeups, tally, mostKept);
        } catch (IOException e) {
            system.close(wakeups);
            throw e;
        }
    }

    @Override
    public void close() {
        socket.close();
        system.close(wakeups);
    }

    void wake() {
        // It counts up to 2^64, and is read before that.
        system.write(wakeups, one);
    }

    /// Waits, and has told what there is.
    Kernel.Heard listen(Consumer<Told> to, long atMostMillis) throws IOException {
        int millis = Math.clamp(atMostMillis, 0, Integer.MAX_VALUE);
        int ready = system.awaitReadable(socket.file(), wakeups, millis);
        if (ready < 0 && ready != -SystemCalls.INTERRUPTED) {
            throw NetlinkSocket.failure(system, "wait for the kernel", -ready);
        }
        system.read(wakeups, taken);
        for (int i = 0; i < MOST_DATAGRAMS; i++) {
            switch (socket.receive()) {
                case Arrival.Datagram(int length) -> {
                    if (!read(length, to)) {
                        return overrun();
                    }
                }
                case Arrival.Stranger _ -> tally.stranger();
                case Arrival.Nothing _ -> {
                    return Kernel.Heard.ALL;
                }
                case Arrival.Lost _ -> {
                    return overrun();
                }
                case Arrival.Failed(int e) ->
                        throw NetlinkSocket.failure(system, "hear the kernel", e);
            }
        }
        return Kernel.Heard.ALL;
    }

    private boolean read(int length, Consumer<Told> to) {
        var fault = new Fault();
        var messages = new Messages(socket.received(), 0, length, fault);
        boolean isWhole = true;
        while (messages.next()) {
            if (messages.type() == Rtnetlink.OVERRUN) {
                isWhole = false;
            } else {
                EventDecoder.decode(messages, to);
            }
        }
        if (fault.isSet()) {
            tally.fault(fault.text());
        }
        return isWhole;
    }

    /// Empties the buffer: the kernel says once that it is full, and until it has been empty once,
    /// drops what comes and says nothing of it. What was in there is older than what will be asked
    /// for. While the kernel drops, the buffer does not grow, so this ends.
    private Kernel.Heard overrun() {
        tally.overrun();
        for (int i = 0; i < mostKept; i++) {
            if (socket.receive() instanceof Arrival.Nothing) {
                break;
            }
        }
        return Kernel.Heard.OVERRUN;
    }
}
