package dev.evpnd.speaker.query;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.Ipv6Address;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// IP addresses in a row of which some may begin as somebody has begun to write one. There are few
/// such rows, whatever is written: `10.1` begins what is in 10.1, in 10.10 to 10.19 and in 10.100
/// to 10.199.
///
/// @param high the last of them
record AddressRange(IpAddress low, IpAddress high) {
    private static final Pattern OF_IPV4 = Pattern.compile("(?:[0-9]{1,3}\\.){0,3}[0-9]{0,3}");
    private static final Pattern OF_IPV6 = Pattern.compile("(?:[0-9a-f]{1,4}:){0,7}[0-9a-f]{0,4}");
    private static final Pattern OF_IPV6_WITH_GAP =
            Pattern.compile("((?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,6})?)::(?!:)[0-9a-f:.]*");

    private static final IpAddress LAST_OF_IPV4 = new Ipv4Address(-1);

    /// Those in which all are that begin so; none where no address does.
    static List<AddressRange> of(String begun) {
        var ranges = new ArrayList<AddressRange>();
        if (OF_IPV4.matcher(begun).matches()) {
            ranges.addAll(of(begun, Notation.IPV4));
        }
        if (OF_IPV6.matcher(begun).matches()) {
            ranges.addAll(of(begun, Notation.IPV6));
        }
        var gap = OF_IPV6_WITH_GAP.matcher(begun.equals(":") ? "::" : begun);
        if (gap.matches()) {
            ranges.add(behindGap(gap.group(1)));
        }
        return ranges;
    }

    /// How addresses of a family are written.
    private enum Notation {
        IPV4('.', 4, 10, 255),
        IPV6(':', 8, 16, 0xffff);

        private final char separator;
        private final int parts;
        private final int radix;
        private final int most;

        Notation(char separator, int parts, int radix, int most) {
            this.separator = separator;
            this.parts = parts;
            this.radix = radix;
            this.most = most;
        }

        private IpAddress address(IntFunction<Integer> part) {
            if (this == IPV4) {
                int bits = 0;
                for (int i = 0; i < parts; i++) {
                    bits = bits << 8 | part.apply(i);
                }
                return new Ipv4Address(bits);
            }
            return new Ipv6Address(half(part, 0), half(part, parts / 2));
        }

        private static long half(IntFunction<Integer> part, int from) {
            long bits = 0;
            for (int i = from; i < from + 4; i++) {
                bits = bits << 16 | part.apply(i);
            }
            return bits;
        }
    }

    private static List<AddressRange> of(String begun, Notation notation) {
        int last = begun.lastIndexOf(notation.separator) + 1;
        var whole =
                Stream.of(begun.substring(0, last).split(Pattern.quote("" + notation.separator)))
                        .filter(each -> !each.isEmpty())
                        .map(each -> Integer.parseInt(each, notation.radix))
                        .toList();
        if (whole.stream().anyMatch(each -> each > notation.most)) {
            return List.of();
        }
        var part = begun.substring(last);
        var ranges = new ArrayList<AddressRange>();
        // With no more behind it, with one more digit, two, three.
        long low = part.isEmpty() ? 0 : Integer.parseInt(part, notation.radix);
        long high = part.isEmpty() ? notation.most : low;
        while (low <= notation.most) {
            ranges.add(range(notation, whole, (int) low, (int) Math.min(high, notation.most)));
            if (part.isEmpty() || low == 0) {
                break;
            }
            low *= notation.radix;
            high = high * notation.radix + notation.radix - 1;
        }
        return ranges;
    }

    private static AddressRange range(Notation notation, List<Integer> whole, int low, int high) {
        int at = whole.size();
        return new AddressRange(
                notation.address(i -> i < at ? whole.get(i) : i == at ? low : 0),
                notation.address(i -> i < at ? whole.get(i) : i == at ? high : notation.most));
    }

    /// At least two groups are zero in the gap.
    private static AddressRange behindGap(String before) {
        var whole =
                Stream.of(before.split(":"))
                        .filter(each -> !each.isEmpty())
                        .map(each -> Integer.parseInt(each, 16))
                        .toList();
        int at = whole.size();
        return new AddressRange(
                Notation.IPV6.address(i -> i < at ? whole.get(i) : 0),
                Notation.IPV6.address(i -> i < at ? whole.get(i) : i < at + 2 ? 0 : 0xffff));
    }

    /// The address before all of them, if there is one.
    Optional<IpAddress> before() {
        return switch (low) {
            case Ipv4Address(int bits) ->
                    bits == 0 ? Optional.empty() : Optional.of(new Ipv4Address(bits - 1));
            case Ipv6Address(long upper, long lower) ->
                    lower != 0
                            ? Optional.of(new Ipv6Address(upper, lower - 1))
                            : upper != 0
                                    ? Optional.of(new Ipv6Address(upper - 1, -1))
                                    : Optional.of(LAST_OF_IPV4);
        };
    }
}
