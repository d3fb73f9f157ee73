package dev.evpnd.speaker.transport;

import dev.evpnd.wire.message.MessageHeader;

import java.util.Arrays;

/// The octets of a connection that were received and not yet taken: whole messages at the front,
/// perhaps, and the beginning of one behind them.
///
/// An array that was handed on is not written to any more, and not much larger than what it is
/// handed on for: whoever counts the octets that wait knows what they take.
final class FrameBuffer {
    private static final int LEAST = 4096;

    private byte[] octets = new byte[0];
    private int start;
    private int end;

    /// Where to put so many octets that came; then [#added] is called.
    byte[] reserve(int count) {
        int held = end - start;
        if (octets.length - end < count) {
            var larger = new byte[Math.max(LEAST, Math.max(held + count, 2 * held))];
            System.arraycopy(octets, start, larger, 0, held);
            octets = larger;
            start = 0;
            end = held;
        }
        return octets;
    }

    /// At which index of the array that [#reserve] answered.
    int end() {
        return end;
    }

    void added(int count) {
        end += count;
    }

    /// The length of the message at the front: see [MessageHeader#frameLength].
    ///
    /// @param skipped octets of messages before it that were looked at and not yet taken
    int frameLength(int skipped, int maxLength) {
        int offset = start + skipped;
        return MessageHeader.frameLength(octets, offset, end - offset, maxLength);
    }

    byte[] array() {
        return octets;
    }

    int start() {
        return start;
    }

    /// What is in front is read and of no use any more; the array remains in use.
    void skip(int count) {
        start += count;
        if (start == end) {
            start = 0;
            end = 0;
        }
    }

    /// Takes what is in front, in an array that begins with it.
    byte[] take(int count) {
        var whole = octets;
        if (start > 0 || count < whole.length / 2) {
            var taken = Arrays.copyOfRange(whole, start, start + count);
            skip(count);
            return taken;
        }
        octets = Arrays.copyOfRange(whole, count, end);
        end -= count;
        return whole;
    }
}
