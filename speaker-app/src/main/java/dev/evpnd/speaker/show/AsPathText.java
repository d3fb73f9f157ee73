package dev.evpnd.speaker.show;

import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.AsPathSegment;

import java.util.Comparator;
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
            case AS_SET -> "{" + sorted(segment) + "}";
            case AS_CONFED_SET -> "[" + sorted(segment) + "]";
        };
    }

    private static String sorted(AsPathSegment segment) {
        return segment.numbers().stream()
                .mapToObj(Asn::new)
                .sorted(Comparator.comparing(Asn::number, Integer::compareUnsigned))
                .map(Asn::toString)
                .collect(Collectors.joining(","));
    }
}
