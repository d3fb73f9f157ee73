package dev.evpnd.speaker.transport;

import dev.evpnd.wire.message.MessageHeader;

import java.util.Arrays;

/// The octets of a connection that were received and not yet taken: whole messages at the front,
/// perhaps, and the beginning of one behind them.
///
/// An array that was handed on is not written to any more.
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

    /// What is in front belongs to whoever it was handed to, and with it the array.
    void handOver(int count) {
        octets = Arrays.copyOfRange(octets, start + count, end);
        end -= start + count;
        start = 0;
    }
}
