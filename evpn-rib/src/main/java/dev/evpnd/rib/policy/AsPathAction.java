package dev.evpnd.rib.policy;

import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.AsPathSegment;
import dev.evpnd.wire.attribute.IntSequence;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Something that is changed of AS_PATH. A route without one has an empty path.
///
/// Loops are found by the AS path (RFC 4271 section 9.1.2): whoever takes ASes out of it has to
/// know that there are none.
public sealed interface AsPathAction extends SetAction {

    /// The path has these ASes in front, the first of them foremost. Our own AS comes in front of
    /// them where the route leaves it.
    ///
    /// @param numbers 1 to 64, none of them 0
    record Prepend(List<Asn> numbers) implements AsPathAction {
        public static final int MOST_NUMBERS = 64;

        public Prepend {
            numbers = requireNonzero(Operands.require(numbers));
            if (numbers.size() > MOST_NUMBERS) {
                throw new IllegalArgumentException(
                        "at most " + MOST_NUMBERS + " ASes are put in front of a path");
            }
        }

        @Override
        public Optional<Passage> applyTo(Passage passage) {
            var path = passage.asPath();
            if (!hasRoom(path)) {
                return Optional.empty();
            }
            for (var number : numbers.reversed()) {
                path = path.prepend(number);
            }
            return Optional.of(passage.with(path));
        }

        /// Whether a path as long as the longer one can be encoded, should each number need a
        /// segment of its own.
        private boolean hasRoom(AsPath path) {
            long octets = 6L * numbers.size();
            for (var segment : path.segments()) {
                octets += 2 + 4L * segment.numbers().size();
            }
            return octets <= Passage.MOST_VALUE_OCTETS;
        }

        @Override
        public String text() {
            return "set as-path prepend " + Operands.text(numbers);
        }
    }

    /// The path has none of these ASes, in whichever segment they stand.
    ///
    /// @param numbers at least one
    record Exclude(List<Asn> numbers) implements AsPathAction {

        public Exclude {
            numbers = requireNonzero(Operands.require(numbers));
        }

        @Override
        public Optional<Passage> applyTo(Passage passage) {
            var kept = new ArrayList<AsPathSegment>();
            for (var segment : passage.asPath().segments()) {
                var left = segment.numbers().stream().filter(this::isKept).toArray();
                if (left.length > 0) {
                    kept.add(new AsPathSegment(segment.type(), IntSequence.of(left)));
                }
            }
            return Optional.of(changed(passage, kept));
        }

        private boolean isKept(int number) {
            return !numbers.contains(new Asn(number));
        }

        @Override
        public String text() {
            return "set as-path exclude " + Operands.text(numbers);
        }
    }

    /// The path has another AS in place of each of these, in whichever segment they stand.
    ///
    /// @param replaced none for every AS there is
    /// @param replacement as a rule our own AS
    record Replace(List<Asn> replaced, Asn replacement) implements AsPathAction {

        public Replace {
            replaced = replaced.isEmpty() ? List.of() : Operands.require(replaced);
            requireNonzero(List.of(replacement));
        }

        @Override
        public Optional<Passage> applyTo(Passage passage) {
            var segments = new ArrayList<AsPathSegment>();
            for (var segment : passage.asPath().segments()) {
                var numbers = segment.numbers().stream().map(this::changed).toArray();
                segments.add(new AsPathSegment(segment.type(), IntSequence.of(numbers)));
            }
            return Optional.of(AsPathAction.changed(passage, segments));
        }

        private int changed(int number) {
            return replaced.isEmpty() || replaced.contains(new Asn(number))
                    ? replacement.number()
                    : number;
        }

        @Override
        public String text() {
            var words = replaced.isEmpty() ? "any" : Operands.text(replaced);
            return "set as-path replace " + words + " " + replacement;
        }
    }

    private static Passage changed(Passage passage, List<AsPathSegment> segments) {
        var path = new AsPath(segments);
        return path.equals(passage.asPath()) ? passage : passage.with(path);
    }

    private static List<Asn> requireNonzero(List<Asn> numbers) {
        if (numbers.contains(new Asn(0))) {
            throw new IllegalArgumentException("no AS has the number 0");
        }
        return numbers;
    }
}
