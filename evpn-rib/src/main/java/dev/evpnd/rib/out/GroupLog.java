package dev.evpnd.rib.out;

import dev.evpnd.wire.octets.OctetWriter;

import java.util.Arrays;

/// The messages of an update group that some member has yet to read, each known by a number that
/// grows by one.
///
/// A message says whom it is for. How long the log may become, and what happens to members that
/// need what is dropped, is for [UpdateGroup] to say.
final class GroupLog {
    private static final int FEWEST = 16;
    private static final byte[] NO_MESSAGE = new byte[0];
    private static final Audience NOBODY = new Audience(Source.NONE, null, null);

    // Rings, all of one size.
    private byte[][] messages = noMessages(FEWEST);
    private int[] settlings = new int[FEWEST];
    private Audience[] audiences = noAudiences(FEWEST);

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
    void append(byte[] message, int settling, Audience audience) {
        if (end - first == messages.length) {
            grow();
        }
        int at = slot(end++);
        messages[at] = message;
        settlings[at] = settling;
        audiences[at] = audience;
        octets += message.length;
    }

    /// The number of the oldest message from which on there are no more octets than so many.
    long firstWithin(long most) {
        long left = octets;
        long number = first;
        while (left > most) {
            left -= messages[slot(number++)].length;
        }
        return number;
    }

    /// Forgets the oldest message.
    void dropFirst() {
        int at = slot(first++);
        octets -= messages[at].length;
        messages[at] = NO_MESSAGE;
        audiences[at] = NOBODY;
    }

    boolean isFor(long number, Member member) {
        return audiences[slot(number)].has(member);
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

    private static Audience[] noAudiences(int size) {
        var audiences = new Audience[size];
        Arrays.fill(audiences, NOBODY);
        return audiences;
    }

    private int slot(long number) {
        return (int) number & messages.length - 1;
    }

    private void grow() {
        int size = messages.length;
        byte[][] grownMessages = noMessages(2 * size);
        int[] grownSettlings = new int[2 * size];
        Audience[] grownAudiences = noAudiences(2 * size);
        for (long number = first; number < end; number++) {
            int from = slot(number);
            int to = (int) number & 2 * size - 1;
            grownMessages[to] = messages[from];
            grownSettlings[to] = settlings[from];
            grownAudiences[to] = audiences[from];
        }
        messages = grownMessages;
        settlings = grownSettlings;
        audiences = grownAudiences;
    }
}
