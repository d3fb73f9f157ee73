package dev.evpnd.rib.out;

import dev.evpnd.wire.octets.BigEndian;
import dev.evpnd.wire.octets.OctetWriter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Peers that are told the same in the same octets: what changes is encoded once for all of them,
/// and each reads it at its own pace.
final class UpdateGroup {
    private static final int LENGTH_OFFSET = 16;

    final View view;
    final Exporter exporter;
    final GroupLog log = new GroupLog();
    final List<Member> members = new ArrayList<>();

    private final long maxLogOctets;

    UpdateGroup(View view, Exporter exporter, long maxLogOctets) {
        this.view = view;
        this.exporter = exporter;
        this.maxLogOctets = maxLogOctets;
    }

    boolean hasPeer(int peer) {
        for (var member : members) {
            if (member.peer == peer) {
                return true;
            }
        }
        return false;
    }

    /// Appends the messages that the writer holds, and empties it.
    void append(OctetWriter messages, int settling, Audience audience) {
        byte[] octets = messages.array();
        int length;
        for (int at = 0; at < messages.length(); at += length) {
            length = BigEndian.u16(octets, at + LENGTH_OFFSET);
            log.append(Arrays.copyOfRange(octets, at, at + length), settling, audience);
        }
        messages.clear();
    }

    /// Drops what every member has read.
    void dropRead() {
        long needed = log.end();
        for (var member : members) {
            if (member.catchUp == null && !member.waiting) {
                needed = Math.min(needed, member.cursor);
            }
        }
        while (log.first() < needed) {
            log.dropFirst();
        }
    }

    /// Whether the log is longer than it may be.
    boolean isExcessive() {
        return log.octets() > maxLogOctets;
    }
}
