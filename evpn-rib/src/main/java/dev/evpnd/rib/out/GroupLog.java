package dev.evpnd.rib.out;

import dev.evpnd.rib.store.ObjectList;

/// The messages of an update group that some member has yet to read, each known by a number that
/// grows by one.
///
/// A message says whom it is for. How long the log may become, and what happens to members that
/// need what is dropped, is for [UpdateGroup] to say. The octets lie in blocks, in the order of the
/// messages, so that those of several messages can be sent as one piece.
final class GroupLog {
    private static final int SMALLEST_BLOCK = 1 << 12;
    private static final int LARGEST_BLOCK = 1 << 16;

    private final OctetBlock.Source source;
    private final ObjectList<Entry> entries = new ObjectList<>();
    private long first;
    private long octets;

    /// Those that messages lie in, the oldest first. The next message goes into the last one if
    /// there is room.
    private final ObjectList<OctetBlock> blocks = new ObjectList<>();

    private record Entry(
            OctetBlock block, int offset, int length, int settling, Audience audience) {}

    GroupLog(OctetBlock.Source source) {
        this.source = source;
    }

    /// The number of the oldest message that is still there.
    long first() {
        return first;
    }

    /// The number that the next message will get.
    long end() {
        return first + entries.size();
    }

    /// Of all messages that are there.
    long octets() {
        return octets;
    }

    /// @param from a whole message is in it
    /// @param settling that the message belongs to
    void append(byte[] from, int offset, int length, int settling, Audience audience) {
        var block = blockFor(length);
        int at = block.append(from, offset, length);
        entries.add(new Entry(block, at, length, settling, audience));
        octets += length;
    }

    /// A new block is as large as what waits, so that little is bound by few messages, and there
    /// are few blocks of many.
    private OctetBlock blockFor(int length) {
        if (blocks.size() > 0) {
            var last = blocks.get(blocks.size() - 1);
            if (last.room() >= length) {
                return last;
            }
        }
        int capacity = Math.clamp(octets, SMALLEST_BLOCK, LARGEST_BLOCK);
        var block = source.take(Math.max(length, capacity));
        blocks.add(block);
        return block;
    }

    /// The number of the oldest message from which on there are no more octets than so many.
    long firstWithin(long most) {
        long left = octets;
        long number = first;
        while (left > most) {
            left -= entry(number++).length;
        }
        return number;
    }

    /// Forgets the oldest message.
    void dropFirst() {
        octets -= entry(first).length;
        first++;
        entries.removeFirst();
        if (entries.size() == 0 || !entry(first).block.equals(blocks.get(0))) {
            releaseFirst();
        }
    }

    /// Nobody reads it any more, and nothing more is appended.
    void abandon() {
        while (blocks.size() > 0) {
            releaseFirst();
        }
    }

    private void releaseFirst() {
        blocks.get(0).release();
        blocks.removeFirst();
    }

    boolean isFor(long number, Member member) {
        return entry(number).audience.has(member);
    }

    int settling(long number) {
        return entry(number).settling;
    }

    /// Gives a member the messages that are for it, in pieces as large as they lie.
    ///
    /// @param most octets that the outlet is to have, which the last message may pass
    /// @return the number of the first message that was not looked at
    long read(long from, Member member, Outlet outlet, int most) {
        long number = from;
        long end = end();
        while (number < end && outlet.length() < most) {
            if (!isFor(number, member)) {
                number++;
                continue;
            }
            long begin = number;
            var piece = entry(begin);
            int length = 0;
            do {
                length += entry(number).length;
                number++;
            } while (number < end
                    && outlet.length() + length < most
                    && piece.block.equals(entry(number).block)
                    && isFor(number, member));
            outlet.shared(piece.block, piece.offset, length, (int) (number - begin));
        }
        return number;
    }

    private Entry entry(long number) {
        return entries.get((int) (number - first));
    }
}
