package dev.evpnd.speaker.decode;

import dev.evpnd.wire.address.AddressFamily;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Address families as options name them: `l2vpn-evpn`, or `25/70` for any.
///
/// @param members the families named
record Families(Set<AddressFamily> members) {
    static final Families NONE = new Families(Set.of());

    private static final String ALL = "all";

    /// The families whose routes are read one by one. Path identifiers of others are not looked
    /// for, so they are all that `all` can mean.
    private static final Map<String, AddressFamily> NAMES =
            Map.of(
                    "l2vpn-evpn", AddressFamily.L2VPN_EVPN,
                    "ipv4-unicast", AddressFamily.IPV4_UNICAST,
                    "ipv6-unicast", AddressFamily.IPV6_UNICAST,
                    "rt-constraint", AddressFamily.RT_CONSTRAINT);

    private static final int MAX_AFI = 0xffff;
    private static final int MAX_SAFI = 0xff;

    Families {
        members = Set.copyOf(members);
    }

    /// Reads families with commas between them, or `all`.
    static final class SetConverter implements ITypeConverter<Families> {
        @Override
        public Families convert(String text) {
            return text.equals(ALL)
                    ? new Families(Set.copyOf(NAMES.values()))
                    : new Families(
                            Stream.of(text.split(",", -1))
                                    .map(Families::parse)
                                    .collect(Collectors.toSet()));
        }
    }

    /// Reads one family.
    static final class OneConverter implements ITypeConverter<AddressFamily> {
        @Override
        public AddressFamily convert(String text) {
            return parse(text);
        }
    }

    private static AddressFamily parse(String text) {
        var named = NAMES.get(text);
        if (named != null) {
            return named;
        }
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw unexpected(text);
        }
        return new AddressFamily(
                number(text.substring(0, slash), MAX_AFI, text),
                number(text.substring(slash + 1), MAX_SAFI, text));
    }

    private static int number(String digits, int maximum, String text) {
        if (digits.isEmpty()
                || digits.length() > 5
                || !digits.chars().allMatch(c -> c >= '0' && c <= '9')
                || Integer.parseInt(digits) > maximum) {
            throw unexpected(text);
        }
        return Integer.parseInt(digits);
    }

    private static TypeConversionException unexpected(String text) {
        var names = NAMES.keySet().stream().sorted().collect(Collectors.joining(", "));
        return new TypeConversionException(
                "expected one of " + names + " or AFI/SAFI, found '" + text + "'");
    }
}
