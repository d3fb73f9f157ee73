package dev.evpnd.testbed.bench;

/// What each octet of each route is: a function of the sender and of the route's number with it.
///
/// Sender `s` is at 127.1.0.0 + `s` + 1, its next hop and identifier are 198.18.0.0 + `s` + 1, and
/// its route `i` is of the VNI 1000 + `i` modulo the number of VNIs. The MAC address has the
/// numbers of sender and route in it, so that a receiver knows from a route what it has to be.
final class Workload {
    static final int AS = 65_000;
    static final int LOCAL_PREFERENCE = 100;
    static final int PORT = 1790;

    /// 127.0.0.1 and the identifier and cluster of the reflector.
    static final int REFLECTOR = 0x7f00_0001;

    static final int REFLECTOR_ID = 0xc000_0201;

    private static final int FIRST_CLIENT = 0x7f01_0001;
    private static final int FIRST_NEXT_HOP = 0xc612_0001;
    private static final int FIRST_VNI = 1000;

    /// Sequence numbers from here on are of a flap and not of the workload.
    static final int FIRST_FLAP = 1 << 20;

    static final int MAC_ONLY = 33;
    static final int MAC_AND_IPV4 = 37;
    static final int MAC_AND_IPV6 = 49;

    private final Run run;

    Workload(Run run) {
        this.run = run;
    }

    Run run() {
        return run;
    }

    static int address(int client) {
        return FIRST_CLIENT + client;
    }

    static int nextHop(int sender) {
        return FIRST_NEXT_HOP + sender;
    }

    /// The sender with a next hop, or a number that no sender has.
    static int sender(int nextHop) {
        return nextHop - FIRST_NEXT_HOP;
    }

    int vni(int index) {
        return FIRST_VNI + index % run.vnis();
    }

    /// Type 1: the address of the sender and a number, here that of the VNI (RFC 4364 section 4.2).
    static long routeDistinguisher(int sender, int vni) {
        return 0x0001L << 48 | Integer.toUnsignedLong(nextHop(sender)) << 16 | vni;
    }

    static long routeTarget(int vni) {
        return 0x0002L << 48 | (long) AS << 32 | vni;
    }

    static long encapsulation() {
        return 0x030cL << 48 | 8;
    }

    static boolean isMobility(long community) {
        return community >>> 48 == 0x0600;
    }

    static long mobility(int sequence) {
        return 0x0600L << 48 | Integer.toUnsignedLong(sequence);
    }

    /// The sequence number of a route that nobody has flapped, or 0 for none.
    int sequence(int index) {
        return run.mix() == Mix.MOBILITY ? index + 1 : 0;
    }

    /// The upper 16 bits: locally administered, unicast; then 16 of the sender; the rest of the
    /// route.
    static long mac(int sender, int index) {
        return 0x02L << 40 | (long) sender << 24 | index;
    }

    /// How long the NLRI is behind its length.
    int nlriLength(int index) {
        if (run.mix() != Mix.ADDRESSES) {
            return MAC_AND_IPV4;
        }
        return switch (index / run.vnis() % 3) {
            case 0 -> MAC_AND_IPV4;
            case 1 -> MAC_ONLY;
            default -> MAC_AND_IPV6;
        };
    }

    /// The IPv4 address, and the last four octets of the IPv6 address.
    int ipv4(int sender, int index) {
        return 0x0a00_0000 | sender * run.routes() + index;
    }

    static long ipv6Prefix(int vni) {
        return 0xfd00L << 48 | vni;
    }
}
