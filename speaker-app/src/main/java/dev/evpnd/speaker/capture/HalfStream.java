package dev.evpnd.speaker.capture;

import dev.evpnd.speaker.capture.Segment.Stamp;
import dev.evpnd.wire.octets.OctetReader;

import java.time.Instant;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.function.Consumer;

/// One direction of a connection: puts its segments in order and hands them to a [MessageFramer].
///
/// Of octets sent twice the ones that were in order first count. A hole counts as lost when the
/// receiver acknowledges what stands behind it (so it got what the capture did not), when too much
/// waits behind it, or when the stream ends.
final class HalfStream {
    /// What a segment that is held costs beside its payload, about.
    static final int SEGMENT_OVERHEAD = 128;

    /// The largest window there is, RFC 7323 section 2.3.
    private static final int MAX_AHEAD = 1 << 30;

    private static final long NONE = Long.MAX_VALUE;

    private final MessageFramer framer;
    private final int maxHeld;
    private final TreeMap<Long, HeldSegment> outOfOrder = new TreeMap<>();
    private Stamp latest = new Stamp(0, Instant.EPOCH);
    private boolean begun;
    private int firstSequence;
    private int nextSequence;
    private long next;
    private long finOffset = NONE;
    private int heldOutOfOrder;

    HalfStream(CapturedStream stream, CaptureLimits limits, Consumer<? super CaptureEvent> sink) {
        framer = new MessageFramer(stream, sink);
        maxHeld = limits.maxHeldPerStream();
    }

    boolean isBgp() {
        return framer.isBgp();
    }

    void treatAsBgp() {
        framer.treatAsBgp(latest.time());
    }

    long held() {
        return (long) heldOutOfOrder + framer.held();
    }

    /// Whether a SYN has another initial sequence number than this stream began with.
    boolean isContradictedBy(Segment segment) {
        return segment.isSyn() && begun && segment.payloadSequence() != firstSequence;
    }

    /// Takes a segment of this stream, and says whether it is within any window.
    boolean take(Segment segment, boolean bgp) {
        if (!begun && !begin(segment, bgp)) {
            return true;
        }
        int ahead = segment.payloadSequence() - nextSequence;
        if (ahead > MAX_AHEAD) {
            return false;
        }
        long offset = next + ahead;
        if (segment.payloadLength() > 0) {
            place(offset, segment);
        }
        if (segment.isFin()) {
            finOffset = offset + segment.payloadLength();
        }
        if (segment.isRst()) {
            end();
        } else if (next == finOffset) {
            framer.end(latest.time());
            finOffset = NONE;
        }
        return true;
    }

    private boolean begin(Segment segment, boolean bgp) {
        if (!segment.isSyn() && segment.payloadLength() == 0) {
            return false;
        }
        begun = true;
        firstSequence = segment.payloadSequence();
        nextSequence = firstSequence;
        latest = segment.stamp();
        framer.begin(bgp, segment.isSyn());
        return true;
    }

    private void place(long offset, Segment segment) {
        if (offset > next && framer.isForeign()) {
            lose(offset - next);
        }
        if (offset > next) {
            hold(offset, segment);
        } else {
            deliver(offset, segment.stamp(), segment.payload(), segment.missing());
            drain();
        }
    }

    private void hold(long offset, Segment segment) {
        var before = outOfOrder.get(offset);
        if (before != null) {
            if (before.payload.remaining() >= segment.captured()) {
                return;
            }
            heldOutOfOrder -= before.cost();
        }
        var payload = segment.payload();
        var octets = Arrays.copyOfRange(payload.array(), payload.position(), payload.end());
        var kept = new HeldSegment(segment.stamp(), new OctetReader(octets), segment.missing());
        outOfOrder.put(offset, kept);
        heldOutOfOrder += kept.cost();
        while (heldOutOfOrder > maxHeld) {
            giveUpHole();
        }
    }

    /// The receiver of this stream has all octets before a sequence number.
    void acknowledged(int sequence) {
        if (outOfOrder.isEmpty()) {
            return;
        }
        int ahead = sequence - nextSequence;
        if (ahead > MAX_AHEAD) {
            return;
        }
        long acknowledged = next + ahead;
        while (!outOfOrder.isEmpty() && outOfOrder.firstKey() <= acknowledged) {
            giveUpHole();
        }
    }

    void end() {
        while (!outOfOrder.isEmpty()) {
            giveUpHole();
        }
        if (finOffset != NONE && finOffset > next) {
            lose(finOffset - next);
        }
        finOffset = NONE;
        framer.end(latest.time());
    }

    private void giveUpHole() {
        var first = outOfOrder.firstEntry();
        latest = latest.later(first.getValue().stamp);
        lose(first.getKey() - next);
        drain();
    }

    /// Hands on all that is held and no longer waits for anything.
    private void drain() {
        while (!outOfOrder.isEmpty() && outOfOrder.firstKey() <= next) {
            var first = outOfOrder.pollFirstEntry();
            var kept = first.getValue();
            heldOutOfOrder -= kept.cost();
            deliver(first.getKey(), kept.stamp, kept.payload, kept.missing);
        }
    }

    /// @param offset where the payload begins in the stream: not behind what is next
    private void deliver(long offset, Stamp stamp, OctetReader payload, int missing) {
        int captured = payload.remaining();
        long end = offset + captured + missing;
        if (end <= next) {
            return;
        }
        latest = latest.later(stamp);
        long known = next - offset;
        if (known < captured) {
            int count = captured - (int) known;
            int from = payload.position() + (int) known;
            framer.take(payload.array(), from, count, latest.time());
            advance(count);
        }
        if (end > next) {
            lose(end - next);
        }
    }

    private void lose(long count) {
        framer.lose(count, latest.time());
        advance(count);
    }

    private void advance(long count) {
        next += count;
        nextSequence += (int) count;
    }

    /// @param payload a copy of its own
    private record HeldSegment(Stamp stamp, OctetReader payload, int missing) {

        int cost() {
            return payload.remaining() + SEGMENT_OVERHEAD;
        }
    }
}
