package dev.evpnd.speaker.netlink;

import dev.evpnd.speaker.netlink.Kernel.Table;
import dev.evpnd.speaker.netlink.NetlinkSocket.Arrival;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/// A socket that hears what is taken out of a table while that is told. The kernel goes on behind
/// so many entries as it has told: where one of those is gone meanwhile, it leaves out another that
/// is still there, and of most tables it does not say so.
final class Witness implements AutoCloseable {
    private static final int KEPT_OCTETS = 1 << 18;

    /// More than fits into that.
    private static final int MOST_AT_ONCE = 1 << 14;

    private static final int NO_GROUP = 0;

    private final NetlinkSocket socket;
    private final Tally tally;
    private @Nullable Table watched;

    private Witness(NetlinkSocket socket, Tally tally) {
        this.socket = socket;
        this.tally = tally;
    }

    static Witness open(SystemCalls system, Tally tally) throws IOException {
        var socket = NetlinkSocket.open(system);
        socket.keepUpTo(KEPT_OCTETS);
        return new Witness(socket, tally);
    }

    @Override
    public void close() {
        socket.close();
    }

    /// In which group it is told what is taken out. None for the routes of IPv4, where the kernel
    /// goes on behind the last prefix: there it leaves out nothing, and a host with many routes of
    /// others would never be done.
    private static int group(Table table) {
        return switch (table) {
            case LINKS, PORT_VLANS -> Rtnetlink.LINK_GROUP;
            case DEVICE_VNIS -> Rtnetlink.TUNNEL_GROUP;
            case ADDRESSES -> Rtnetlink.IPV4_ADDRESS_GROUP;
            case IPV4_ROUTES -> NO_GROUP;
            case IPV6_ROUTES -> Rtnetlink.IPV6_ROUTE_GROUP;
            case FORWARDING, NEIGHBORS -> Rtnetlink.NEIGHBOR_GROUP;
        };
    }

    void watch(Table table) {
        if (group(table) != NO_GROUP) {
            watched = table;
            socket.join(group(table));
        }
    }

    /// Ends watching.
    void leave() {
        if (watched != null) {
            socket.leave(group(watched));
            watched = null;
        }
    }

    /// Whether something was taken out of the table since it was asked last, or watching began.
    boolean sawRemoval(Table table) {
        boolean saw = false;
        for (int i = 0; i < MOST_AT_ONCE; i++) {
            switch (socket.receive()) {
                case Arrival.Datagram(int length) -> saw |= hasRemoval(table, length);
                case Arrival.Stranger _ -> tally.stranger();
                case Arrival.Lost _ -> saw = true;
                case Arrival.Nothing _, Arrival.Failed _ -> {
                    return saw;
                }
            }
        }
        // It goes on faster than it can be watched.
        return true;
    }

    private boolean hasRemoval(Table table, int length) {
        boolean has = false;
        var messages = new Messages(socket.received(), 0, length, new Fault());
        while (messages.next()) {
            has |=
                    switch (messages.type()) {
                        case Rtnetlink.DELNEIGH ->
                                messages.payloadLength() > 0
                                        && (messages.u8(0) == Rtnetlink.BRIDGE)
                                                == (table == Table.FORWARDING);
                        case Rtnetlink.DELLINK,
                                Rtnetlink.DELTUNNEL,
                                Rtnetlink.DELADDR,
                                Rtnetlink.DELROUTE ->
                                true;
                        default -> false;
                    };
        }
        return has;
    }
}
