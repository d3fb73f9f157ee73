package dev.evpnd.speaker.netlink;

import dev.evpnd.speaker.netlink.Kernel.Table;
import dev.evpnd.speaker.netlink.NetlinkSocket.Arrival;

import java.io.IOException;

/// A socket that hears what is taken out of a table while that is told. The kernel goes on behind
/// so many entries as it has told: where one of those is gone meanwhile, it leaves out another that
/// is still there, and of most tables it does not say so.
final class Witness implements AutoCloseable {
    private static final int KEPT_OCTETS = 1 << 18;

    private final NetlinkSocket socket;
    private final Tally tally;

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

    private static int group(Table table) {
        return switch (table) {
            case LINKS, PORT_VLANS -> Rtnetlink.LINK_GROUP;
            case DEVICE_VNIS -> Rtnetlink.TUNNEL_GROUP;
            case ADDRESSES -> Rtnetlink.IPV4_ADDRESS_GROUP;
            case FORWARDING, NEIGHBORS -> Rtnetlink.NEIGHBOR_GROUP;
        };
    }

    void watch(Table table) {
        socket.join(group(table));
    }

    /// Ends watching.
    ///
    /// @return whether something was taken out of the table since it began
    boolean sawRemoval(Table table) {
        socket.leave(group(table));
        boolean saw = false;
        // Nothing more comes, so this ends.
        while (true) {
            switch (socket.receive()) {
                case Arrival.Datagram(int length) -> saw |= hasRemoval(table, length);
                case Arrival.Stranger _ -> tally.stranger();
                case Arrival.Lost _ -> saw = true;
                case Arrival.Nothing _, Arrival.Failed _ -> {
                    return saw;
                }
            }
        }
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
                        case Rtnetlink.DELLINK, Rtnetlink.DELTUNNEL, Rtnetlink.DELADDR -> true;
                        default -> false;
                    };
        }
        return has;
    }
}
