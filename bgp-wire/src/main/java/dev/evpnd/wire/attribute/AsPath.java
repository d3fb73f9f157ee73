package dev.evpnd.wire.attribute;

import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.error.NotificationCode;
import dev.evpnd.wire.octets.OctetWriter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// AS_PATH, RFC 4271 section 5.1.2: the ASes through which the route has passed, nearest first.
///
/// AS numbers always have four octets here. On a session where they have two, AS_TRANS stands for
/// those that do not fit, and [As4Path] carries what was lost (RFC 6793).
public record AsPath(List<AsPathSegment> segments) implements PathAttribute {
    /// The path of a route that has not left its AS.
    public static final AsPath EMPTY = new AsPath(List.of());

    public AsPath {
        segments = List.copyOf(segments);
        AttributeLength.require(encodedLength(segments));
    }

    public static AsPath of(AsPathSegment... segments) {
        return new AsPath(List.of(segments));
    }

    /// A path of one AS_SEQUENCE, or an empty one.
    public static AsPath ofSequence(int... numbers) {
        return numbers.length == 0
                ? EMPTY
                : of(AsPathSegment.of(AsPathSegment.Type.AS_SEQUENCE, numbers));
    }

    /// Reads `65000 65001 {1,2} (64512 64513) [64514,64515]`: plain numbers are AS_SEQUENCE, braces
    /// AS_SET, parentheses AS_CONFED_SEQUENCE, brackets AS_CONFED_SET. Plain numbers that follow
    /// each other become one segment, as far as it holds them.
    ///
    /// @throws IllegalArgumentException when the text is anything else
    public static AsPath parse(String text) {
        return new AsPath(new AsPathParser(text).segments());
    }

    static Decoded<PathAttribute> decode(ReceivedAttribute received) {
        if (received.length() == 0) {
            return Decoded.accepted(EMPTY);
        }
        boolean four = received.context().fourOctetAs();
        var fault = AsPathSegment.fault(received.value(), four);
        if (fault.isPresent()) {
            return received.malformed(NotificationCode.MALFORMED_AS_PATH, fault.get());
        }
        var segments = AsPathSegment.read(received.valueFromStart(), four);
        if (received.context().external() && hasConfederationSegments(segments)) {
            return received.malformed(
                    NotificationCode.MALFORMED_AS_PATH,
                    "a peer outside the confederation sends none of its segments");
        }
        if (encodedLength(segments) > AttributeLength.MAXIMUM) {
            return received.malformed(
                    NotificationCode.MALFORMED_AS_PATH,
                    "the path has room in an attribute when its AS numbers have four octets");
        }
        return Decoded.accepted(new AsPath(segments));
    }

    /// The number of ASes as route selection counts them.
    public int length() {
        int length = 0;
        for (var segment : segments) {
            length += segment.pathLength();
        }
        return length;
    }

    public boolean isEmpty() {
        return segments.isEmpty();
    }

    /// Whether the AS is in the path, in a segment of whichever type.
    public boolean contains(Asn asn) {
        return segments.stream().anyMatch(segment -> segment.numbers().contains(asn.number()));
    }

    public boolean hasConfederationSegments() {
        return hasConfederationSegments(segments);
    }

    static boolean hasConfederationSegments(List<AsPathSegment> segments) {
        for (var segment : segments) {
            if (isConfederation(segment)) {
                return true;
            }
        }
        return false;
    }

    /// The AS the route was received from, where the path says so: the first of the AS_SEQUENCE
    /// that leads it, behind segments of a confederation.
    public Optional<Asn> neighbor() {
        return segments.stream()
                .filter(segment -> !isConfederation(segment))
                .findFirst()
                .filter(segment -> segment.type() == AsPathSegment.Type.AS_SEQUENCE)
                .map(segment -> new Asn(segment.numbers().at(0)));
    }

    /// The AS that originated the route, where the path says so: the last of the AS_SEQUENCE that
    /// ends it.
    public Optional<Asn> origin() {
        if (segments.isEmpty() || segments.getLast().type() != AsPathSegment.Type.AS_SEQUENCE) {
            return Optional.empty();
        }
        var numbers = segments.getLast().numbers();
        return Optional.of(new Asn(numbers.at(numbers.size() - 1)));
    }

    /// The path with an AS put in front, as towards an external peer (RFC 4271 section 5.1.2).
    ///
    /// @throws IllegalArgumentException when the longer path has no room in an attribute
    public AsPath prepend(Asn asn) {
        return prepend(AsPathSegment.Type.AS_SEQUENCE, asn);
    }

    /// The path with a member AS put in front, as towards a peer in another member AS of the
    /// confederation (RFC 5065 section 4.1).
    public AsPath prependConfederation(Asn member) {
        return prepend(AsPathSegment.Type.AS_CONFED_SEQUENCE, member);
    }

    private AsPath prepend(AsPathSegment.Type type, Asn asn) {
        var prepended = new ArrayList<>(segments);
        var number = IntSequence.of(asn.number());
        if (!prepended.isEmpty()
                && prepended.getFirst().type() == type
                && prepended.getFirst().numbers().size() < AsPathSegment.MOST_NUMBERS) {
            var first = prepended.removeFirst();
            number = number.followedBy(first.numbers());
        }
        prepended.addFirst(new AsPathSegment(type, number));
        return new AsPath(prepended);
    }

    /// The path without the segments of a confederation, as it leaves one (RFC 5065 section 4.1).
    public AsPath withoutConfederation() {
        return hasConfederationSegments() ? new AsPath(withoutConfederation(segments)) : this;
    }

    static List<AsPathSegment> withoutConfederation(List<AsPathSegment> segments) {
        return hasConfederationSegments(segments)
                ? segments.stream().filter(segment -> !isConfederation(segment)).toList()
                : segments;
    }

    /// Whether every number fits where there are two octets for it.
    public boolean fitsTwoOctets() {
        return segments.stream()
                .allMatch(segment -> segment.numbers().stream().allMatch(n -> n >>> 16 == 0));
    }

    /// The octets of the segments with four octets for each AS number.
    static long encodedLength(List<AsPathSegment> segments) {
        long length = 0;
        for (var segment : segments) {
            length += segment.encodedLength();
        }
        return length;
    }

    private static boolean isConfederation(AsPathSegment segment) {
        return segment.type().isConfederation();
    }

    @Override
    public int code() {
        return AttributeCode.AS_PATH;
    }

    @Override
    public void encodeValue(OctetWriter writer, AttributeContext context) {
        for (var segment : segments) {
            segment.encode(writer, context.fourOctetAs());
        }
    }

    /// The path in the notation of [#parse]; nothing for the empty path.
    @Override
    public String toString() {
        return segments.stream().map(AsPathSegment::toString).collect(Collectors.joining(" "));
    }
}
