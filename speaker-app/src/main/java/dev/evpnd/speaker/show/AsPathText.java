package dev.evpnd.speaker.show;

import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.AsPathSegment;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// An AS path as FRR shows it: with its sets in order.
final class AsPathText {
    private AsPathText() {}

    /// Nothing for the empty path.
    static String of(AsPath path) {
        return path.segments().stream().map(AsPathText::of).collect(Collectors.joining(" "));
    }

    private static String of(AsPathSegment segment) {
        return switch (segment.type()) {
            case AS_SEQUENCE, AS_CONFED_SEQUENCE -> segment.toString();
            case AS_SET -> "{" + commas(segment) + "}";
            case AS_CONFED_SET -> "[" + commas(segment) + "]";
        };
    }

    private static String commas(AsPathSegment set) {
        return numbers(set).stream().map(Asn::toString).collect(Collectors.joining(","));
    }

    /// The numbers of a segment; a set's in order.
    static List<Asn> numbers(AsPathSegment segment) {
        var numbers = segment.numbers().stream().mapToObj(Asn::new);
        return switch (segment.type()) {
            case AS_SEQUENCE, AS_CONFED_SEQUENCE -> numbers.toList();
            case AS_SET, AS_CONFED_SET ->
                    numbers.sorted(Comparator.comparing(Asn::number, Integer::compareUnsigned))
                            .toList();
        };
    }
}
