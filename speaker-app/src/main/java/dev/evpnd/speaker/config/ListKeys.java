package dev.evpnd.speaker.config;

import dev.evpnd.rib.policy.AsPathExpression;
import dev.evpnd.rib.policy.AsPathPattern;
import dev.evpnd.speaker.config.grammar.Key;
import dev.evpnd.speaker.config.grammar.ListType;
import dev.evpnd.speaker.config.grammar.NamedType;
import dev.evpnd.speaker.config.grammar.ScalarType;
import dev.evpnd.speaker.config.grammar.Scalars;
import dev.evpnd.speaker.config.grammar.Section;
import dev.evpnd.speaker.config.grammar.ValueType;
import dev.evpnd.speaker.config.grammar.Values;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.Decimal;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.community.Community;
import dev.evpnd.wire.community.ExtendedCommunity;
import dev.evpnd.wire.community.LargeCommunity;

import java.util.List;
import java.util.stream.Stream;

/// The keys of the lists that policies refer to.
final class ListKeys {

    private static final int MOST_ENTRIES = 65535;
    private static final int MOST_COMMUNITIES = 255;

    /// A list under a name: entries in order, the first of which that matches decides.
    ///
    /// @param permit what an entry permits
    /// @param deny what it denies
    record Lists<T>(Key<T> permit, Key<T> deny, NamedType<String, List<Values>> type) {

        /// @param others keys of an entry beside those of every list
        static <T> Lists<T> of(String name, String sentence, ValueType<T> what, Key<?>... others) {
            var permit = Key.optional("permit", what, "What is permitted.");
            var deny = Key.optional("deny", what, "What is denied.");
            var keys = Stream.concat(Stream.of(SEQUENCE, permit, deny), Stream.of(others));
            var section =
                    Section.of(name, sentence, keys.toArray(Key<?>[]::new))
                            .withRequiredChoice(permit, deny);
            var entries = new ListType<>(section, false, 1, MOST_ENTRIES);
            return new Lists<>(permit, deny, new NamedType<>(BgpScalars.NAME, entries, "NAME"));
        }
    }

    /// MAC addresses that begin alike.
    record MacPattern(MacAddress address, MacAddress mask) {}

    static final Key<Long> SEQUENCE =
            Key.optional(
                    "sequence",
                    Scalars.unsigned32(1),
                    "10 more than the one before",
                    "The place of the entry; each is greater than the one before.");

    static final Key<Integer> GE =
            Key.optional(
                    "ge",
                    Scalars.number(0, 128),
                    "the length, or with `le` alone also that",
                    "Prefixes inside of it from this length on, too.");
    static final Key<Integer> LE =
            Key.optional(
                    "le",
                    Scalars.number(0, 128),
                    "the length, or with `ge` alone any",
                    "Prefixes inside of it up to this length, too.");

    static final Lists<IpPrefix> PREFIX_LISTS =
            Lists.of("prefix-list-entry", "An entry of a prefix list.", BgpScalars.PREFIX, GE, LE);

    static final Lists<MacPattern> MAC_LISTS =
            Lists.of(
                    "mac-list-entry",
                    "An entry of a list of MAC addresses: an address, one with the number of bits"
                            + " that count (`02:42:00:00:00:00/16`) or a mask of them, or `any`.",
                    new ScalarType<>(
                            "a MAC address, also with /LENGTH or /MASK, or any",
                            ListKeys::macPattern,
                            Scalars.patternOr(
                                    "string", "^(any|[0-9a-fA-F:]{17}(/[0-9a-fA-F:]+)?)$")));

    static final ListType<Community> COMMUNITIES =
            communities(
                    Scalars.parsed(
                            "a community such as 65000:1 or no-export",
                            Community::parse,
                            "^([0-9]+:[0-9]+|[a-zA-Z-]+)$"));
    static final ListType<ExtendedCommunity> EXTENDED_COMMUNITIES =
            communities(
                    Scalars.parsed(
                            "an extended community such as RT:65000:100 or SoO:65000:1",
                            ExtendedCommunity::parse,
                            ":|^0x"));
    static final ListType<LargeCommunity> LARGE_COMMUNITIES =
            communities(
                    Scalars.parsed(
                            "a large community such as 65000:1:2",
                            LargeCommunity::parse,
                            "^[0-9]+:[0-9]+:[0-9]+$"));

    static final Lists<List<Community>> COMMUNITY_LISTS =
            Lists.of("community-list-entry", "An entry of a list of communities.", COMMUNITIES);
    static final Lists<List<ExtendedCommunity>> EXTENDED_COMMUNITY_LISTS =
            Lists.of(
                    "extcommunity-list-entry",
                    "An entry of a list of extended communities, written as `show` prints them.",
                    EXTENDED_COMMUNITIES);
    static final Lists<List<LargeCommunity>> LARGE_COMMUNITY_LISTS =
            Lists.of(
                    "large-community-list-entry",
                    "An entry of a list of large communities.",
                    LARGE_COMMUNITIES);

    static final Lists<Values> AS_PATH_LISTS =
            Lists.of("as-path-list-entry", "An entry of a list of AS paths.", Pattern.SECTION);

    private ListKeys() {}

    private static <T> ListType<T> communities(ScalarType<T> type) {
        return new ListType<>(type, true, 0, MOST_COMMUNITIES);
    }

    private static MacPattern macPattern(String text) {
        if (text.equals("any")) {
            return new MacPattern(new MacAddress(0), new MacAddress(0));
        }
        int slash = text.indexOf('/');
        if (slash < 0) {
            return new MacPattern(MacAddress.parse(text), ofLength(48));
        }
        var mask = text.substring(slash + 1);
        return new MacPattern(
                MacAddress.parse(text.substring(0, slash)),
                mask.indexOf(':') < 0
                        ? ofLength((int) Decimal.parse(mask, 48, "a length"))
                        : MacAddress.parse(mask));
    }

    private static MacAddress ofLength(int length) {
        long all = (1L << 48) - 1;
        return new MacAddress(all >>> length ^ all);
    }

    /// What an AS path may be like: exactly one of these keys.
    static final class Pattern {
        static final Key<Asn> CONTAINS =
                Key.optional("contains", BgpScalars.AS, "This AS is in the path.");
        static final Key<Asn> ORIGINATED_BY =
                Key.optional("originated-by", BgpScalars.AS, "The path ends in this AS.");
        static final Key<Asn> NEIGHBOR =
                Key.optional("neighbor", BgpScalars.AS, "The path begins with this AS.");
        static final Key<AsPathPattern> LENGTH =
                Key.optional(
                        "length",
                        new ScalarType<>(
                                "a number of ASes such as 3, or from 1-5 to 0-255",
                                Pattern::length,
                                Scalars.patternOr("integer", "^[0-9]+(-[0-9]+)?$")),
                        "The path has so many ASes: `3`, or `1-5`.");
        static final Key<Boolean> EMPTY =
                Key.optional(
                        "empty",
                        Scalars.parsed("true", Pattern::isTrue, "true"),
                        "The path has no ASes.");
        static final Key<AsPathExpression> REGEX =
                Key.optional(
                        "regex",
                        Scalars.parsed("an expression", AsPathExpression::parse, "")
                                .withExplanations(),
                        "The expression is found in the text of the path; `_` is a separator, the"
                                + " beginning or the end.");

        static final Section SECTION =
                Section.of(
                                "as-path-pattern",
                                "What an AS path is like, by one key.",
                                CONTAINS,
                                ORIGINATED_BY,
                                NEIGHBOR,
                                LENGTH,
                                EMPTY,
                                REGEX)
                        .withRequiredChoice(
                                CONTAINS, ORIGINATED_BY, NEIGHBOR, LENGTH, EMPTY, REGEX);

        private static final int LONGEST = 65535;

        private Pattern() {}

        private static boolean isTrue(String text) {
            if (!text.equals("true")) {
                throw new IllegalArgumentException("not true");
            }
            return true;
        }

        private static AsPathPattern length(String text) {
            int hyphen = text.indexOf('-');
            var from = hyphen < 0 ? text : text.substring(0, hyphen);
            var to = hyphen < 0 ? text : text.substring(hyphen + 1);
            return new AsPathPattern.Length(number(from), number(to));
        }

        private static int number(String text) {
            return (int) Decimal.parse(text, LONGEST, "a number");
        }
    }
}
