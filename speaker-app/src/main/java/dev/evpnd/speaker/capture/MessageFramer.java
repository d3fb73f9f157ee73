package dev.evpnd.speaker.capture;

import dev.evpnd.wire.octets.BigEndian;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

import java.time.Instant;
import java.util.Arrays;
import java.util.function.Consumer;

/// Cuts one direction of a connection into BGP messages by their Length fields, RFC 4271 section
/// 4.1 and RFC 8654, and finds the next message where that fails.
///
/// ```
/// Marker (16, all ones) | Length (2) | Type (1) | …
/// ```
final class MessageFramer {
    private static final int MARKER_LENGTH = 16;
    private static final int HEADER_LENGTH = 19;
    private static final int TYPE = 18;
    private static final int ONES = 0xff;
    private static final int LAST_TYPE = 5;
    private static final int SMALL_BUFFER = 4096;
    private static final byte[] NOTHING = new byte[0];

    /// What the next octet is.
    private enum Expectation {
        /// None of ours: the connection does not look like BGP, or not yet.
        FOREIGN,
        /// The first of a stream that is BGP only if it begins with the header of a message.
        BGP_OR_NOT,
        /// Within anything, with a message to begin somewhere behind it.
        ANYTHING,
        /// The first of a message.
        MESSAGE
    }

    private final CapturedStream stream;
    private final Consumer<? super CaptureEvent> sink;
    private Expectation expectation = Expectation.FOREIGN;

    /// Whether a foreign stream may turn out to be BGP, its first octets not having been seen.
    private boolean beginningUnseen = true;

    private byte[] buffer = NOTHING;
    private int start;
    private int end;

    /// Where the octet at `start` is in the stream.
    private long offset;

    private SkipReason skipReason = SkipReason.STARTED_MIDWAY;
    private long skipped;
    private OctetWriter skippedBeginning = new OctetWriter(0);

    MessageFramer(CapturedStream stream, Consumer<? super CaptureEvent> sink) {
        this.stream = stream;
        this.sink = sink;
    }

    /// @param bgp whether the connection is known to be BGP
    /// @param fromStart whether the first octet of the stream is the next one
    void begin(boolean bgp, boolean fromStart) {
        beginningUnseen = !fromStart;
        if (bgp) {
            expectation = fromStart ? Expectation.MESSAGE : Expectation.ANYTHING;
        } else {
            expectation = fromStart ? Expectation.BGP_OR_NOT : Expectation.FOREIGN;
        }
    }

    boolean isForeign() {
        return expectation == Expectation.FOREIGN;
    }

    boolean isBgp() {
        return expectation == Expectation.MESSAGE || expectation == Expectation.ANYTHING;
    }

    int held() {
        return buffer.length;
    }

    /// The other direction has turned out to be BGP, so this one is.
    void treatAsBgp(Instant time) {
        if (expectation == Expectation.BGP_OR_NOT) {
            expectation = Expectation.MESSAGE;
        } else if (expectation == Expectation.FOREIGN) {
            tellUnrecognised(time);
            skipReason = SkipReason.STARTED_MIDWAY;
            expectation = Expectation.ANYTHING;
        }
    }

    /// Takes the next octets of the stream, which begin where a segment does unless part of that
    /// segment was known before.
    void take(byte[] octets, int from, int count, Instant time) {
        if (expectation == Expectation.FOREIGN) {
            if (!beginningUnseen || !isHeader(octets, from, count)) {
                offset += count;
                return;
            }
            tellUnrecognised(time);
            expectation = Expectation.MESSAGE;
        }
        append(octets, from, count);
        boolean again = true;
        while (again && start < end) {
            again = advance(time);
        }
        compact();
    }

    private void tellUnrecognised(Instant time) {
        if (offset > 0) {
            sink.accept(
                    new Skipped(time, stream, 0, offset, SkipReason.UNRECOGNISED, Octets.EMPTY));
        }
    }

    /// Octets that come next in the stream are not in the capture.
    void lose(long count, Instant time) {
        switch (expectation) {
            case FOREIGN -> offset += count;
            case BGP_OR_NOT -> {
                expectation = Expectation.FOREIGN;
                beginningUnseen = true;
                consume(end - start);
                offset += count;
            }
            case ANYTHING, MESSAGE -> {
                abandon(time);
                sink.accept(new Gap(time, stream, offset, count));
                offset += count;
                expect(SkipReason.AFTER_LOSS);
            }
        }
        compact();
    }

    /// No more octets are expected. Should some come nevertheless, they are looked at.
    void end(Instant time) {
        boolean incomplete = start < end || skipped > 0;
        if (isBgp() && incomplete) {
            abandon(time);
            expect(SkipReason.AFTER_LOSS);
        }
        compact();
    }

    /// Gives up the octets that wait for more.
    private void abandon(Instant time) {
        if (expectation == Expectation.MESSAGE) {
            skipReason = SkipReason.INCOMPLETE;
        }
        skip(end - start);
        tellSkipped(time);
    }

    private void expect(SkipReason reason) {
        skipReason = reason;
        expectation = Expectation.ANYTHING;
    }

    /// Does one step on what is in the buffer, and says whether another can follow.
    private boolean advance(Instant time) {
        return switch (expectation) {
            case FOREIGN -> {
                consume(end - start);
                yield false;
            }
            case BGP_OR_NOT -> recognise();
            case ANYTHING -> search(time);
            case MESSAGE -> frame(time);
        };
    }

    private boolean recognise() {
        int available = end - start;
        if (!beginsWithOnes(available)) {
            expectation = Expectation.FOREIGN;
            return true;
        }
        if (available < HEADER_LENGTH) {
            return false;
        }
        expectation =
                isHeader(buffer, start, available) ? Expectation.MESSAGE : Expectation.FOREIGN;
        return true;
    }

    private boolean frame(Instant time) {
        int available = end - start;
        if (!beginsWithOnes(available)) {
            expect(SkipReason.BAD_MARKER);
            return true;
        }
        if (available < HEADER_LENGTH) {
            return false;
        }
        int length = BigEndian.u16(buffer, start + MARKER_LENGTH);
        if (length < HEADER_LENGTH) {
            expect(SkipReason.BAD_LENGTH);
            return true;
        }
        if (available < length) {
            return false;
        }
        var message = Octets.copyOf(buffer, start, length);
        sink.accept(new CapturedMessage(time, stream, offset, message));
        consume(length);
        return true;
    }

    private boolean search(Instant time) {
        for (int at = start; end - at >= HEADER_LENGTH; at++) {
            if (isHeader(buffer, at, end - at)) {
                skip(at - start);
                tellSkipped(time);
                expectation = Expectation.MESSAGE;
                return true;
            }
        }
        skip(Math.max(0, end - start - (HEADER_LENGTH - 1)));
        return false;
    }

    /// Whether a message begins here, as far as its header tells: the marker, a length and a type
    /// that exist. A length of 65,280 or more is not taken for one, so that in a run of more than
    /// sixteen octets of all ones the last sixteen are the marker.
    private static boolean isHeader(byte[] octets, int from, int available) {
        if (available < HEADER_LENGTH) {
            return false;
        }
        int lengthHigh = BigEndian.u8(octets, from + MARKER_LENGTH);
        int type = BigEndian.u8(octets, from + TYPE);
        return lengthHigh != ONES
                && type >= 1
                && type <= LAST_TYPE
                && BigEndian.u16(octets, from + MARKER_LENGTH) >= HEADER_LENGTH
                && areOnes(octets, from, MARKER_LENGTH);
    }

    private boolean beginsWithOnes(int available) {
        return areOnes(buffer, start, Math.min(available, MARKER_LENGTH));
    }

    private static boolean areOnes(byte[] octets, int from, int count) {
        for (int i = from; i < from + count; i++) {
            if (octets[i] != (byte) ONES) {
                return false;
            }
        }
        return true;
    }

    private void skip(int count) {
        int room = Skipped.MAX_BEGINNING - skippedBeginning.length();
        skippedBeginning.bytes(buffer, start, Math.min(count, room));
        skipped += count;
        consume(count);
    }

    private void tellSkipped(Instant time) {
        if (skipped > 0) {
            var beginning = skippedBeginning.toOctets();
            long from = offset - skipped;
            sink.accept(new Skipped(time, stream, from, skipped, skipReason, beginning));
        }
        skipped = 0;
        skippedBeginning = new OctetWriter(0);
    }

    private void append(byte[] octets, int from, int count) {
        int needed = end + count;
        if (needed > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(needed, buffer.length * 2));
        }
        System.arraycopy(octets, from, buffer, end, count);
        end = needed;
    }

    private void consume(int count) {
        start += count;
        offset += count;
    }

    /// Moves what waits to the front, and keeps no memory that is not needed for it.
    private void compact() {
        int waiting = end - start;
        if (waiting == 0) {
            buffer = NOTHING;
        } else if (buffer.length > SMALL_BUFFER && waiting < buffer.length / 4) {
            buffer = Arrays.copyOfRange(buffer, start, end);
        } else if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, waiting);
        }
        start = 0;
        end = waiting;
    }
}
