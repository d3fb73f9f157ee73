package dev.evpnd.rib.out;

import dev.evpnd.wire.octets.BigEndian;
import dev.evpnd.wire.octets.OctetWriter;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;

/// Peers that are told the same in the same octets: what changes is encoded once for all of them,
/// and each reads it at its own pace.
final class UpdateGroup {
    private static final int LENGTH_OFFSET = 16;

    /// Of a log that nobody needs any more, as when the one who was slow has gone, so many messages
    /// are dropped at once.
    private static final int DROPS_AT_ONCE = 4096;

    final View view;
    final Exporter exporter;
    final GroupLog log;
    final List<Member> members = new ArrayList<>();

    private final BitSet peers = new BitSet();

    /// How many members stand at the oldest message, as far as is known.
    private int atFirst;

    UpdateGroup(View view, Exporter exporter, OctetBlock.Source blocks) {
        this.view = view;
        this.exporter = exporter;
        this.log = new GroupLog(blocks);
    }

    void add(Member member) {
        members.add(member);
        peers.set(member.peer);
    }

    void remove(Member member) {
        members.remove(member);
        peers.clear(member.peer);
        dropRead();
    }

    GroupStatus status() {
        return new GroupStatus(
                peers.stream().boxed().toList(),
                (int) members.stream().filter(each -> !each.reads()).count(),
                log.end(),
                log.end() - log.first(),
                log.octets(),
                view.maxMessageLength(),
                view.pathIds());
    }

    boolean hasPeer(int peer) {
        return peer >= 0 && peers.get(peer);
    }

    /// Appends the messages that the writer holds, and empties it.
    void append(OctetWriter messages, int settling, Audience audience) {
        byte[] octets = messages.array();
        int length;
        for (int at = 0; at < messages.length(); at += length) {
            length = BigEndian.u16(octets, at + LENGTH_OFFSET);
            log.append(octets, at, length, settling, audience);
        }
        messages.clear();
    }

    /// Drops what every member has read, some at a time.
    ///
    /// @return whether there is more
    boolean dropRead() {
        long needed = log.end();
        atFirst = 0;
        for (var member : members) {
            if (member.reads()) {
                atFirst = member.cursor < needed ? 1 : atFirst + (member.cursor == needed ? 1 : 0);
                needed = Math.min(needed, member.cursor);
            }
        }
        long until = Math.min(needed, log.first() + DROPS_AT_ONCE);
        while (log.first() < until) {
            log.dropFirst();
        }
        return until < needed;
    }

    /// A member that stood at the oldest message has read it: perhaps nobody needs that any more.
    void hasReadFirst() {
        if (--atFirst <= 0) {
            dropRead();
        }
    }

    /// Drops what is beyond a bound.
    ///
    /// @param late is given each member that would still have had to read it, while it is there
    void dropExcess(long maxLogOctets, Consumer<Member> late) {
        long first = log.firstWithin(maxLogOctets);
        if (first == log.first()) {
            return;
        }
        for (var member : members) {
            if (member.reads() && member.cursor < first) {
                late.accept(member);
            }
        }
        while (log.first() < first) {
            log.dropFirst();
        }
    }
}
