package dev.evpnd.rib.out;

import dev.evpnd.wire.octets.OctetWriter;

import java.util.Arrays;

/// The messages of an update group that some member has yet to read, each known by a number that
/// grows by one.
///
/// A message says whom it is for: everybody but one member, or one member alone. How long the log
/// may become, and what happens to members that need what is dropped, is for [UpdateGroup] to say.
final class GroupLog {
    static final int NOBODY = -1;

    private static final int FEWEST = 16;
    private static final byte[] NO_MESSAGE = new byte[0];

    // Rings, all of one size.
    private byte[][] messages = noMessages(FEWEST);
    private int[] settlings = new int[FEWEST];
    private int[] excepted = new int[FEWEST];
    private int[] addressed = new int[FEWEST];

    private long first;
    private long end;
    private long octets;

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

    /// @param settling that the message belongs to
    /// @param except a member that is not sent it, or [#NOBODY]
    /// @param only the one member that is sent it, or [#NOBODY] where all are
    void append(byte[] message, int settling, int except, int only) {
        if (end - first == messages.length) {
            grow();
        }
        int at = slot(end++);
        messages[at] = message;
        settlings[at] = settling;
        excepted[at] = except;
        addressed[at] = only;
        octets += message.length;
    }

    /// Forgets the oldest message.
    void dropFirst() {
        int at = slot(first++);
        octets -= messages[at].length;
        messages[at] = NO_MESSAGE;
    }

    boolean isFor(long number, int peer) {
        int at = slot(number);
        return excepted[at] != peer && (addressed[at] == NOBODY || addressed[at] == peer);
    }

    int settling(long number) {
        return settlings[slot(number)];
    }

    void write(long number, OctetWriter out) {
        byte[] message = messages[slot(number)];
        out.bytes(message, 0, message.length);
    }

    private static byte[][] noMessages(int size) {
        byte[][] messages = new byte[size][];
        Arrays.fill(messages, NO_MESSAGE);
        return messages;
    }

    private int slot(long number) {
        return (int) number & messages.length - 1;
    }

    private void grow() {
        int size = messages.length;
        byte[][] grownMessages = noMessages(2 * size);
        int[] grownSettlings = new int[2 * size];
        int[] grownExcepted = new int[2 * size];
        int[] grownAddressed = new int[2 * size];
        for (long number = first; number < end; number++) {
            int from = slot(number);
            int to = (int) number & 2 * size - 1;
            grownMessages[to] = messages[from];
            grownSettlings[to] = settlings[from];
            grownExcepted[to] = excepted[from];
            grownAddressed[to] = addressed[from];
        }
        messages = grownMessages;
        settlings = grownSettlings;
        excepted = grownExcepted;
        addressed = grownAddressed;
    }
}
