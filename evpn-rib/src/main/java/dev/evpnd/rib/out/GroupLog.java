package dev.evpnd.rib.out;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Objects;

/// The messages of an update group that some member has yet to read, each known by a number that
/// grows by one.
///
/// A message says whom it is for. How long the log may become, and what happens to members that
/// need what is dropped, is for [UpdateGroup] to say. The octets lie in blocks, in the order of the
/// messages, so that those of several messages can be sent as one piece.
final class GroupLog {
    private static final int FEWEST = 16;
    private static final int SMALLEST_BLOCK = 1 << 12;
    private static final int LARGEST_BLOCK = 1 << 16;
    private static final Audience NOBODY = new Audience(Source.NONE, null, null);

    private final OctetBlock.Source source;

    // Rings, all of one size.
    private @Nullable OctetBlock[] blocks = new @Nullable OctetBlock[FEWEST];
    private int[] offsets = new int[FEWEST];
    private int[] lengths = new int[FEWEST];
    private int[] settlings = new int[FEWEST];
    private Audience[] audiences = noAudiences(FEWEST);

    /// Where the next message goes if there is room. It is there as long as any message is.
    private @Nullable OctetBlock last;

    private long first;
    private long end;
    private long octets;

    GroupLog(OctetBlock.Source source) {
        this.source = source;
    }

    /// The number of the oldest message that is still there.
    long first() {
        return first;
    }

    /// The number that the next message will get.
    long end() {
        return end;
    }

    long octets() {
        return octets;
    }

    /// @param from a whole message is in it
    /// @param settling that the message belongs to
    void append(byte[] from, int offset, int length, int settling, Audience audience) {
        if (end - first == blocks.length) {
            grow();
        }
        int at = slot(end++);
        var block = blockFor(length);
        blocks[at] = block;
        offsets[at] = block.append(from, offset, length);
        lengths[at] = length;
        settlings[at] = settling;
        audiences[at] = audience;
        octets += length;
    }

    /// A new block is as large as what waits, so that little is bound by few messages, and there
    /// are few blocks of many.
    private OctetBlock blockFor(int length) {
        if (last == null || last.room() < length) {
            int capacity = Math.clamp(octets, SMALLEST_BLOCK, LARGEST_BLOCK);
            last = source.take(Math.max(length, capacity));
        }
        return last;
    }

    /// The number of the oldest message from which on there are no more octets than so many.
    long firstWithin(long most) {
        long left = octets;
        long number = first;
        while (left > most) {
            left -= lengths[slot(number++)];
        }
        return number;
    }

    /// Forgets the oldest message.
    void dropFirst() {
        int at = slot(first++);
        octets -= lengths[at];
        var block = block(at);
        blocks[at] = null;
        audiences[at] = NOBODY;
        if (first == end) {
            last = null;
            block.release();
        } else if (!block.equals(blocks[slot(first)])) {
            block.release();
        }
    }

    private OctetBlock block(int at) {
        return Objects.requireNonNull(blocks[at]);
    }

    boolean isFor(long number, Member member) {
        return audiences[slot(number)].has(member);
    }

    int settling(long number) {
        return settlings[slot(number)];
    }

    /// Gives a member the messages that are for it, in pieces as large as they lie.
    ///
    /// @param most octets that the outlet is to have, which the last message may pass
    /// @return the number of the first message that was not looked at
    long read(long from, Member member, Outlet outlet, int most) {
        long number = from;
        while (number < end && outlet.length() < most) {
            if (!isFor(number, member)) {
                number++;
                continue;
            }
            int begin = slot(number);
            var block = block(begin);
            int length = 0;
            int messages = 0;
            int at = begin;
            do {
                length += lengths[at];
                messages++;
                number++;
                at = slot(number);
            } while (number < end
                    && outlet.length() + length < most
                    && block.equals(blocks[at])
                    && isFor(number, member));
            outlet.shared(block, offsets[begin], length, messages);
        }
        return number;
    }

    private static Audience[] noAudiences(int size) {
        var audiences = new Audience[size];
        Arrays.fill(audiences, NOBODY);
        return audiences;
    }

    private int slot(long number) {
        return (int) number & blocks.length - 1;
    }

    private void grow() {
        int size = blocks.length;
        var grownBlocks = new @Nullable OctetBlock[2 * size];
        int[] grownOffsets = new int[2 * size];
        int[] grownLengths = new int[2 * size];
        int[] grownSettlings = new int[2 * size];
        Audience[] grownAudiences = noAudiences(2 * size);
        for (long number = first; number < end; number++) {
            int from = slot(number);
            int to = (int) number & 2 * size - 1;
            grownBlocks[to] = blocks[from];
            grownOffsets[to] = offsets[from];
            grownLengths[to] = lengths[from];
            grownSettlings[to] = settlings[from];
            grownAudiences[to] = audiences[from];
        }
        blocks = grownBlocks;
        offsets = grownOffsets;
        lengths = grownLengths;
        settlings = grownSettlings;
        audiences = grownAudiences;
    }
}
