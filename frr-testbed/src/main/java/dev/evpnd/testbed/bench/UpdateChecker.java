package dev.evpnd.testbed.bench;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// Reads UPDATEs and holds each of their octets against the workload.
///
/// The attributes of a message have to be those of its sender and VNI: origin, empty path, local
/// preference, next hop and communities as they were sent, ORIGINATOR_ID and CLUSTER_LIST as the
/// reflector has to add them, and nothing else. The routes have to be ones that this sender has in
/// this VNI, with every field as it was sent.
final class UpdateChecker {
    private static final int COMMUNITIES = 8;

    private final Workload workload;
    private final Truth truth;
    private final Run run;
    private final boolean reflected;
    private final Faults faults;

    private final long[] communities = new long[COMMUNITIES];
    private int communityCount;
    private int seen;
    private int reach;
    private int reachEnd;
    private int unreach;
    private int unreachEnd;
    private int originator;
    private int cluster;

    /// The sequence number of the message, or 0.
    private int sequence;

    /// @param truth which sequence numbers a route may have
    /// @param reflected whether ORIGINATOR_ID and CLUSTER_LIST have to be there
    UpdateChecker(Workload workload, Truth truth, boolean reflected, Faults faults) {
        this.workload = workload;
        this.truth = truth;
        this.run = workload.run();
        this.reflected = reflected;
        this.faults = faults;
    }

    /// Reads an UPDATE.
    ///
    /// @param from where it is, from the octet behind its header on
    /// @param end behind it
    /// @param client who has received it
    /// @param held what that client makes of it
    void update(ByteBuffer from, int start, int end, int client, Table held) {
        sequence = 0;
        int attributes = start + 4;
        if (end - start < 4
                || from.getShort(start) != 0
                || Short.toUnsignedInt(from.getShort(start + 2)) != end - attributes) {
            faults.add(client, "an UPDATE of another form");
            return;
        }
        if (!attributes(from, attributes, end, client)) {
            return;
        }
        if (unreach != 0) {
            withdrawals(from, client, held);
        }
        if (reach != 0) {
            announcements(from, client, held);
        }
    }

    private boolean attributes(ByteBuffer from, int start, int end, int client) {
        seen = 0;
        reach = 0;
        unreach = 0;
        communityCount = 0;
        int at = start;
        while (at < end) {
            int flags = from.get(at);
            int type = from.get(at + 1) & 0xff;
            boolean extended = (flags & 0x10) != 0;
            int length = extended ? from.getShort(at + 2) & 0xffff : from.get(at + 2) & 0xff;
            int value = at + (extended ? 4 : 3);
            at = value + length;
            if (at > end || !attribute(from, type, value, length)) {
                faults.add(client, "attribute " + type + " is not as it was sent");
                return false;
            }
            seen |= 1 << type;
        }
        return true;
    }

    private boolean attribute(ByteBuffer from, int type, int value, int length) {
        return switch (type) {
            case 1 -> length == 1 && from.get(value) == 0;
            case 2 -> length == 0;
            case 5 -> length == 4 && from.getInt(value) == Workload.LOCAL_PREFERENCE;
            case 9 -> {
                originator = from.getInt(value);
                yield length == 4;
            }
            case 10 -> {
                cluster = from.getInt(value);
                yield length == 4;
            }
            case 14 -> {
                reach = value;
                reachEnd = value + length;
                yield length > 9;
            }
            case 15 -> {
                unreach = value;
                unreachEnd = value + length;
                yield length >= 3;
            }
            case 16 -> communities(from, value, length);
            default -> false;
        };
    }

    private boolean communities(ByteBuffer from, int value, int length) {
        if (length % 8 != 0 || length > COMMUNITIES * 8) {
            return false;
        }
        communityCount = length / 8;
        for (int i = 0; i < communityCount; i++) {
            communities[i] = from.getLong(value + 8 * i);
        }
        Arrays.sort(communities, 0, communityCount);
        return true;
    }

    private static final int WITHOUT_REFLECTION = 1 << 1 | 1 << 2 | 1 << 5 | 1 << 14 | 1 << 16;
    private static final int WITH_REFLECTION = WITHOUT_REFLECTION | 1 << 9 | 1 << 10;

    private void announcements(ByteBuffer from, int client, Table held) {
        int sender = Workload.sender(from.getInt(reach + 4));
        boolean form = from.getInt(reach) == 0x0019_4604 && from.get(reach + 8) == 0;
        boolean known = form && sender >= 0 && sender < run.senders();
        if (!known) {
            faults.add(client, "the next hop is not that of a sender");
            return;
        }
        int expected = reflected ? WITH_REFLECTION : WITHOUT_REFLECTION;
        if ((seen & ~(1 << 15)) != expected) {
            faults.add(client, "an attribute is missing, or there is one too many");
            return;
        }
        if (reflected
                && (originator != Workload.nextHop(sender) || cluster != Workload.REFLECTOR_ID)) {
            faults.add(client, "ORIGINATOR_ID or CLUSTER_LIST is not what it has to be");
            return;
        }
        int at = reach + 9;
        int vni = vni(from, at);
        if (at >= reachEnd || !communitiesOf(vni)) {
            faults.add(client, "the communities are not those of the VNI");
            return;
        }
        while (at < reachEnd) {
            int index = index(from, at, reachEnd, sender, vni, true);
            int route = sender * run.routes() + index;
            int change = index < 0 ? -1 : truth.changeOf(route, index, sequence);
            if (change < 0) {
                faults.add(client, "a route is not as it was sent: " + hex(from, at, reachEnd));
                return;
            }
            if (sender == client) {
                // Allowed: it is for the client to drop them (RFC 4456 section 8).
                held.returned();
            } else {
                held.announced(route, change);
            }
            at += 2 + from.get(at + 1);
        }
    }

    /// By the number in the route distinguisher, which is then compared with all else.
    private static int vni(ByteBuffer from, int nlri) {
        return from.getShort(nlri + 8) & 0xffff;
    }

    /// What is sorted has the Route Target first and the MAC Mobility last.
    private boolean communitiesOf(int vni) {
        if (communityCount < 2
                || communityCount > 3
                || communities[0] != Workload.routeTarget(vni)
                || communities[1] != Workload.encapsulation()) {
            return false;
        }
        if (communityCount == 3) {
            sequence = (int) communities[2];
            return communities[2] == Workload.mobility(sequence);
        }
        return true;
    }

    /// The number of a route with its sender, or -1 where it is not as it was sent.
    private int index(ByteBuffer from, int at, int end, int sender, int vni, boolean withLabel) {
        if (end - at < 2 + Workload.MAC_ONLY || from.get(at) != 2) {
            return -1;
        }
        long macAndLengths = from.getLong(at + 24);
        long mac = macAndLengths >>> 8 & 0xffff_ffff_ffffL;
        int index = (int) (mac & 0xff_ffff);
        if (index >= run.routes() || mac != Workload.mac(sender, index)) {
            return -1;
        }
        int length = workload.nlriLength(index);
        boolean same =
                from.get(at + 1) == length
                        && end - at >= 2 + length
                        && workload.vni(index) == vni
                        && from.getLong(at + 2) == Workload.routeDistinguisher(sender, vni)
                        && (from.getLong(at + 10) | from.getLong(at + 16)) == 0
                        && macAndLengths >>> 56 == 48
                        && (macAndLengths & 0xff) == UpdateEncoder.addressBits(length)
                        && isAddress(from, at, length, sender, index, vni)
                        && (!withLabel || isLabel(from, at + length - 1, vni));
        return same ? index : -1;
    }

    private boolean isAddress(ByteBuffer from, int at, int length, int sender, int index, int vni) {
        return switch (length) {
            case Workload.MAC_ONLY -> true;
            case Workload.MAC_AND_IPV4 -> from.getInt(at + 32) == workload.ipv4(sender, index);
            default ->
                    from.getLong(at + 32) == Workload.ipv6Prefix(vni)
                            && from.getInt(at + 40) == 0
                            && from.getInt(at + 44) == workload.ipv4(sender, index);
        };
    }

    private static boolean isLabel(ByteBuffer from, int at, int vni) {
        return (from.get(at) & 0xff) == vni >>> 16
                && (from.getShort(at + 1) & 0xffff) == (vni & 0xffff);
    }

    /// What the label of a withdrawn route is does not matter (RFC 7432 section 7.2).
    private void withdrawals(ByteBuffer from, int client, Table held) {
        int at = unreach + 3;
        while (at < unreachEnd) {
            int sender = unreachEnd - at < 2 + Workload.MAC_ONLY ? -1 : from.getShort(at + 26);
            boolean known = sender >= 0 && sender < run.senders();
            int index = known ? index(from, at, unreachEnd, sender, vni(from, at), false) : -1;
            if (index < 0) {
                faults.add(client, "no such route is there: " + hex(from, at, unreachEnd));
                return;
            }
            if (sender == client) {
                held.returned();
            } else if (!held.withdrawn(sender * run.routes() + index)) {
                faults.add(client, "a route is withdrawn that was not announced");
            }
            at += 2 + from.get(at + 1);
        }
    }

    private static String hex(ByteBuffer from, int at, int end) {
        var text = new StringBuilder();
        for (int i = at; i < Math.min(end, at + 2 + Workload.MAC_AND_IPV6); i++) {
            text.append("%02x".formatted(from.get(i)));
        }
        return text.toString();
    }
}
