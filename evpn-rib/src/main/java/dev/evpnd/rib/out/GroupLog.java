package dev.evpnd.rib.out;

import dev.evpnd.rib.store.ObjectList;
import dev.evpnd.wire.octets.OctetWriter;

/// The messages of an update group that some member has yet to read, each known by a number that
/// grows by one.
///
/// A message says whom it is for. How long the log may become, and what happens to members that
/// need what is dropped, is for [UpdateGroup] to say.
final class GroupLog {
    private final ObjectList<Entry> entries = new ObjectList<>();
    private long first;
    private long octets;

    private static final class Entry {
        final byte[] message;
        final int settling;
        final Audience audience;

        Entry(byte[] message, int settling, Audience audience) {
            this.message = message;
            this.settling = settling;
            this.audience = audience;
        }
    }

    /// The number of the oldest message that is still there.
    long first() {
        return first;
    }

    /// The number that the next message will get.
    long end() {
        return first + entries.size();
    }

    /// @param settling that the message belongs to
    void append(byte[] message, int settling, Audience audience) {
        entries.add(new Entry(message, settling, audience));
        octets += message.length;
    }

    /// The number of the oldest message from which on there are no more octets than so many.
    long firstWithin(long most) {
        long left = octets;
        long number = first;
        while (left > most) {
            left -= entry(number++).message.length;
        }
        return number;
    }

    /// Forgets the oldest message.
    void dropFirst() {
        octets -= entry(first).message.length;
        first++;
        entries.removeFirst();
    }

    boolean isFor(long number, Member member) {
        return entry(number).audience.has(member);
    }

    int settling(long number) {
        return entry(number).settling;
    }

    void write(long number, OctetWriter out) {
        byte[] message = entry(number).message;
        out.bytes(message, 0, message.length);
    }

    private Entry entry(long number) {
        return entries.get((int) (number - first));
    }
}
