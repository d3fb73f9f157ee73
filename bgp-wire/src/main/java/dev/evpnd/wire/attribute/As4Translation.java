package dev.evpnd.wire.attribute;

import dev.evpnd.wire.address.Asn;

import java.util.ArrayList;
import java.util.List;

/// The way of AS numbers past speakers that have only two octets for each, RFC 6793 section 4.2.
final class As4Translation {

    private As4Translation() {}

    /// The set as a speaker with four-octet AS numbers gets it: the two attributes are not for it
    /// (section 4.1).
    static PathAttributes withoutAs4(PathAttributes attributes) {
        return attributes.without(AttributeCode.AS4_PATH).without(AttributeCode.AS4_AGGREGATOR);
    }

    /// The set as a speaker with two-octet AS numbers gets it: what does not fit stands in the two
    /// attributes as well (section 4.2.2).
    static PathAttributes split(PathAttributes attributes) {
        var split = attributes;
        var path = attributes.find(AsPath.class).map(AsPath::withoutConfederation);
        if (path.isPresent() && !path.get().fitsTwoOctets()) {
            split = split.with(new As4Path(path.get().segments()));
        }
        var aggregator = attributes.find(Aggregator.class);
        if (aggregator.isPresent() && !aggregator.get().asn().fitsTwoOctets()) {
            split =
                    split.with(
                            new As4Aggregator(aggregator.get().asn(), aggregator.get().address()));
        }
        return split;
    }

    /// The set of a speaker with two-octet AS numbers made whole (section 4.2.3).
    static PathAttributes merged(PathAttributes attributes) {
        var whole = withoutAs4(attributes);
        var aggregator = attributes.find(Aggregator.class);
        var as4Aggregator = attributes.find(As4Aggregator.class);
        if (aggregator.isPresent() && as4Aggregator.isPresent()) {
            if (!aggregator.get().asn().equals(Asn.AS_TRANS)) {
                // Someone aggregated anew without knowing the two: they tell of another route.
                return whole;
            }
            whole =
                    whole.with(
                            new Aggregator(
                                    as4Aggregator.get().asn(), as4Aggregator.get().address()));
        }
        var path = attributes.find(AsPath.class);
        var as4Path = attributes.find(As4Path.class);
        return path.isPresent() && as4Path.isPresent()
                ? whole.with(merged(path.get(), as4Path.get()))
                : whole;
    }

    /// AS4_PATH with the ASes in front that are in AS_PATH only; AS_PATH itself where it is the
    /// shorter one, for then AS4_PATH tells of another route.
    private static AsPath merged(AsPath path, As4Path as4Path) {
        int leading = path.length() - new AsPath(as4Path.segments()).length();
        if (leading < 0) {
            return path;
        }
        var segments = leading(path.segments(), leading);
        join(segments, as4Path.segments(), path);
        return AsPath.encodedLength(segments) <= AttributeLength.MAXIMUM
                ? new AsPath(segments)
                : path;
    }

    /// The segments in front that make up this much of the path's length, with those of a
    /// confederation that lead it or stand beside them. The last sequence may be cut.
    private static List<AsPathSegment> leading(List<AsPathSegment> segments, int length) {
        var leading = new ArrayList<AsPathSegment>();
        int missing = length;
        for (var segment : segments) {
            int counted = segment.pathLength();
            if (counted > missing) {
                if (missing > 0) {
                    leading.add(
                            new AsPathSegment(segment.type(), segment.numbers().slice(0, missing)));
                }
                return leading;
            }
            leading.add(segment);
            missing -= counted;
        }
        return leading;
    }

    /// Adds the segments of AS4_PATH behind the leading ones. A sequence that was cut for it is one
    /// sequence again.
    private static void join(
            List<AsPathSegment> leading, List<AsPathSegment> as4Path, AsPath path) {
        int last = leading.size() - 1;
        boolean cut = last >= 0 && !leading.get(last).equals(path.segments().get(last));
        var first = as4Path.getFirst();
        if (cut
                && first.type() == AsPathSegment.Type.AS_SEQUENCE
                && leading.get(last).numbers().size() + first.numbers().size()
                        <= AsPathSegment.MOST_NUMBERS) {
            leading.set(
                    last,
                    new AsPathSegment(
                            AsPathSegment.Type.AS_SEQUENCE,
                            leading.get(last).numbers().followedBy(first.numbers())));
            leading.addAll(as4Path.subList(1, as4Path.size()));
        } else {
            leading.addAll(as4Path);
        }
    }
}
