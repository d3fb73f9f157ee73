package dev.evpnd.testbed.bench;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Writes what a client says: OPEN, KEEPALIVE, and the UPDATEs of a workload in full messages.
final class UpdateEncoder {
    static final int MESSAGE = 4096;
    static final int HEADER = 19;
    private static final int HOLD_SECONDS = 180;
    private static final int UPDATE = 2;

    private final Workload workload;

    UpdateEncoder(Workload workload) {
        this.workload = workload;
    }

    static void keepalive(ByteBuffer to) {
        header(to, HEADER, 4);
    }

    /// An OPEN with the capabilities of EVPN, of four-octet AS numbers, and of route refresh with
    /// its beginning and end marked.
    static void open(ByteBuffer to, int identifier) {
        int start = to.position();
        header(to, 0, 1);
        to.put((byte) 4).putShort((short) Workload.AS).putShort((short) HOLD_SECONDS);
        to.putInt(identifier);
        to.put((byte) 18).put((byte) 2).put((byte) 16);
        to.put((byte) 1).put((byte) 4).putShort((short) 25).put((byte) 0).put((byte) 70);
        to.put((byte) 65).put((byte) 4).putInt(Workload.AS);
        to.put((byte) 2).put((byte) 0).put((byte) 70).put((byte) 0);
        to.putShort(start + 16, (short) (to.position() - start));
    }

    /// A request to be told all EVPN routes again (RFC 2918).
    static void refresh(ByteBuffer to) {
        header(to, HEADER + 4, 5);
        to.putShort((short) 25).put((byte) 0).put((byte) 70);
    }

    private static void header(ByteBuffer to, int length, int type) {
        to.putLong(-1).putLong(-1).putShort((short) length).put((byte) type);
    }

    /// What each sender announces.
    List<ByteBuffer> all() {
        var all = new ArrayList<ByteBuffer>();
        for (int sender = 0; sender < workload.run().senders(); sender++) {
            all.add(announcements(sender));
        }
        return all;
    }

    /// Everything that a sender announces, VNI by VNI, and End-of-RIB.
    ByteBuffer announcements(int sender) {
        var run = workload.run();
        var to = ByteBuffer.allocateDirect(room(run));
        for (int vni = 0; vni < run.vnis(); vni++) {
            int index = vni;
            while (index < run.routes()) {
                index = announce(to, sender, index);
            }
        }
        endOfRib(to);
        return to.flip();
    }

    private static int room(Run run) {
        int perRoute = run.mix() == Mix.MOBILITY ? 160 : 60;
        return run.routes() * perRoute + (run.vnis() + 1) * MESSAGE;
    }

    /// Writes one message.
    ///
    /// @return the first route that it has no room for
    private int announce(ByteBuffer to, int sender, int first) {
        int start = to.position();
        int reach = begin(to, sender, first, workload.sequence(first), 0);
        int index = first;
        boolean single = workload.run().mix() == Mix.MOBILITY;
        do {
            nlri(to, sender, index);
            index += workload.run().vnis();
        } while (!single
                && index < workload.run().routes()
                && to.position() - start + 2 + workload.nlriLength(index) <= MESSAGE);
        end(to, start, reach);
        return index;
    }

    /// A route alone in a message, changed for the time of this number.
    void change(ByteBuffer to, int sender, int index, int change) {
        int start = to.position();
        int reach = begin(to, sender, index, Workload.FIRST_FLAP + change, 0);
        nlri(to, sender, index);
        end(to, start, reach);
    }

    /// Takes a route back.
    void withdrawal(ByteBuffer to, int sender, int index) {
        int start = to.position();
        header(to, 0, UPDATE);
        to.putShort((short) 0).putShort((short) 0);
        int unreach = to.position();
        to.put((byte) 0x90).put((byte) 15).putShort((short) 0);
        to.putShort((short) 25).put((byte) 70);
        nlri(to, sender, index);
        end(to, start, unreach);
    }

    /// All routes as a reflector passes them on; this is how a checker is warmed up.
    void reflected(ByteBuffer to, int sender) {
        for (int index = 0; index < workload.run().routes(); index++) {
            int start = to.position();
            int reach = begin(to, sender, index, workload.sequence(index), Workload.REFLECTOR_ID);
            nlri(to, sender, index);
            end(to, start, reach);
        }
    }

    private int begin(ByteBuffer to, int sender, int index, int sequence, int cluster) {
        header(to, 0, UPDATE);
        to.putShort((short) 0).putShort((short) 0);
        to.putInt(0x40010100);
        to.put((byte) 0x40).put((byte) 2).put((byte) 0);
        to.put((byte) 0x40).put((byte) 5).put((byte) 4).putInt(Workload.LOCAL_PREFERENCE);
        if (cluster != 0) {
            to.put((byte) 0x80).put((byte) 9).put((byte) 4).putInt(Workload.nextHop(sender));
            to.put((byte) 0x80).put((byte) 10).put((byte) 4).putInt(cluster);
        }
        to.put((byte) 0xc0).put((byte) 16).put((byte) (sequence == 0 ? 16 : 24));
        to.putLong(Workload.routeTarget(workload.vni(index)));
        to.putLong(Workload.encapsulation());
        if (sequence != 0) {
            to.putLong(Workload.mobility(sequence));
        }
        int reach = to.position();
        to.put((byte) 0x90).put((byte) 14).putShort((short) 0);
        to.putShort((short) 25).put((byte) 70).put((byte) 4);
        to.putInt(Workload.nextHop(sender)).put((byte) 0);
        return reach;
    }

    private void nlri(ByteBuffer to, int sender, int index) {
        int length = workload.nlriLength(index);
        int vni = workload.vni(index);
        to.put((byte) 2).put((byte) length);
        to.putLong(Workload.routeDistinguisher(sender, vni));
        to.putLong(0).putShort((short) 0).putInt(0);
        to.putLong(48L << 56 | Workload.mac(sender, index) << 8 | addressBits(length));
        if (length == Workload.MAC_AND_IPV6) {
            to.putLong(Workload.ipv6Prefix(vni)).putInt(0);
        }
        if (length != Workload.MAC_ONLY) {
            to.putInt(workload.ipv4(sender, index));
        }
        to.put((byte) (vni >>> 16)).putShort((short) vni);
    }

    /// What the field for the length of the IP address has.
    static int addressBits(int nlriLength) {
        return switch (nlriLength) {
            case Workload.MAC_ONLY -> 0;
            case Workload.MAC_AND_IPV4 -> 32;
            default -> 128;
        };
    }

    private static void end(ByteBuffer to, int start, int attribute) {
        int end = to.position();
        to.putShort(attribute + 2, (short) (end - attribute - 4));
        to.putShort(start + HEADER + 2, (short) (end - start - HEADER - 4));
        to.putShort(start + 16, (short) (end - start));
    }

    /// RFC 4724 section 2: an MP_UNREACH_NLRI without routes.
    private static void endOfRib(ByteBuffer to) {
        header(to, HEADER + 11, UPDATE);
        to.putShort((short) 0).putShort((short) 7);
        to.put((byte) 0x90).put((byte) 15).putShort((short) 3);
        to.putShort((short) 25).put((byte) 70);
    }
}
