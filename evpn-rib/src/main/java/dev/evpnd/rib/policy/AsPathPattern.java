package dev.evpnd.rib.policy;

import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.attribute.AsPath;

/// What an AS path may be like. Each is told in time that grows with the length of the path and no
/// faster, whatever the path is.
public sealed interface AsPathPattern {

    boolean matches(AsPath path);

    /// The AS is in the path, in whichever segment.
    record Contains(Asn asn) implements AsPathPattern {
        @Override
        public boolean matches(AsPath path) {
            return path.contains(asn);
        }
    }

    /// The AS originated the route, where the path ends in a sequence and so says who did.
    record OriginatedBy(Asn asn) implements AsPathPattern {
        @Override
        public boolean matches(AsPath path) {
            return path.origin().filter(asn::equals).isPresent();
        }
    }

    /// The AS is the one that the route was received from, where the path begins with a sequence
    /// behind segments of a confederation, and so says who it is.
    record Neighbor(Asn asn) implements AsPathPattern {
        @Override
        public boolean matches(AsPath path) {
            return path.neighbor().filter(asn::equals).isPresent();
        }
    }

    /// The path has so many ASes, counted as route selection does: a set is one, and segments of a
    /// confederation are nothing.
    ///
    /// @param longest inclusive
    record Length(int shortest, int longest) implements AsPathPattern {

        public Length {
            if (shortest < 0 || longest < shortest) {
                throw new IllegalArgumentException(
                        "no path has a length " + shortest + " to " + longest);
            }
        }

        @Override
        public boolean matches(AsPath path) {
            int length = path.length();
            return length >= shortest && length <= longest;
        }
    }

    /// The path has no segments: the route has not left its AS.
    record Empty() implements AsPathPattern {
        @Override
        public boolean matches(AsPath path) {
            return path.isEmpty();
        }
    }

    /// The expression is found in the text of the path.
    record Expression(AsPathExpression expression) implements AsPathPattern {
        @Override
        public boolean matches(AsPath path) {
            return expression.isIn(path.toString());
        }
    }
}
