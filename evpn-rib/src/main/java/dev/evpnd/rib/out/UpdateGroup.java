package dev.evpnd.rib.out;

import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.octets.BigEndian;
import dev.evpnd.wire.octets.OctetWriter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Peers that are told the same in the same octets: what changes is encoded once for all of them,
/// and each reads it at its own pace.
final class UpdateGroup {
    private static final int LENGTH_OFFSET = 16;

    final Key key;
    final Negotiated negotiated;
    final GroupLog log = new GroupLog();
    final List<Member> members = new ArrayList<>();

    private final long maxLogOctets;

    /// What has to agree for two peers to be of one group.
    record Key(PeerKind kind, boolean fourOctetAs, int maxMessageLength) {
        static Key of(PeerKind kind, Negotiated negotiated) {
            return new Key(kind, negotiated.fourOctetAs(), negotiated.maxSendLength());
        }
    }

    /// @param negotiated by the first member; of it matters what is in the key
    UpdateGroup(Key key, Negotiated negotiated, long maxLogOctets) {
        this.key = key;
        this.negotiated = negotiated;
        this.maxLogOctets = maxLogOctets;
    }

    /// Appends the messages that the writer holds.
    void append(OctetWriter messages, int settling, int except, int only) {
        byte[] octets = messages.array();
        int length;
        for (int at = 0; at < messages.length(); at += length) {
            length = BigEndian.u16(octets, at + LENGTH_OFFSET);
            log.append(Arrays.copyOfRange(octets, at, at + length), settling, except, only);
        }
    }

    /// Drops what every member has read.
    void dropRead() {
        long needed = log.end();
        for (var member : members) {
            if (member.catchUp == null) {
                needed = Math.min(needed, member.cursor);
            }
        }
        while (log.first() < needed) {
            log.dropFirst();
        }
    }

    /// Drops what is beyond the bound: who would still have had to read that has to catch up from
    /// there.
    ///
    /// @return how many members were sent to catch up
    int dropExcess(int recent) {
        int late = 0;
        while (log.octets() > maxLogOctets) {
            late += sendToCatchUp(log.first(), recent);
            log.dropFirst();
        }
        return late;
    }

    private int sendToCatchUp(long dropped, int recent) {
        int late = 0;
        for (var member : members) {
            if (member.catchUp == null && member.cursor == dropped) {
                member.catchUp = CatchUp.since(log.settling(dropped), recent);
                late++;
            }
        }
        return late;
    }
}
