package dev.evpnd.speaker.config;

import dev.evpnd.rib.policy.AsPathList;
import dev.evpnd.rib.policy.AsPathPattern;
import dev.evpnd.rib.policy.CommunityList;
import dev.evpnd.rib.policy.Disposition;
import dev.evpnd.rib.policy.MacList;
import dev.evpnd.rib.policy.PrefixList;
import dev.evpnd.speaker.config.ListKeys.Lists;
import dev.evpnd.speaker.config.ListKeys.Pattern;
import dev.evpnd.speaker.config.grammar.Key;
import dev.evpnd.speaker.config.grammar.Values;
import dev.evpnd.speaker.config.yaml.Faults;
import dev.evpnd.wire.address.IpPrefix;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/// Makes the lists that policies refer to.
final class ListsReader {

    /// Makes an entry of a list.
    @FunctionalInterface
    private interface EntryMaker<T, E> {
        /// Nothing where it cannot be, and a fault says why.
        Optional<E> make(long sequence, Disposition disposition, T what, Values values);
    }

    /// Makes a list.
    @FunctionalInterface
    private interface ListMaker<E, L> {
        /// Nothing where it cannot be, and a fault says why.
        Optional<L> make(String name, List<E> entries, List<Values> values);

        static <E, L> ListMaker<E, L> of(BiFunction<String, List<E>, L> maker) {
            return (name, entries, values) -> Optional.of(maker.apply(name, entries));
        }
    }

    private final Faults faults;

    ListsReader(Faults faults) {
        this.faults = faults;
    }

    PolicyLists read(Values file) {
        return new PolicyLists(
                lists(
                        file,
                        FileKeys.PREFIX_LISTS,
                        ListKeys.PREFIX_LISTS,
                        this::prefixEntry,
                        this::prefixList),
                lists(
                        file,
                        FileKeys.MAC_LISTS,
                        ListKeys.MAC_LISTS,
                        (sequence, disposition, mac, values) ->
                                Optional.of(
                                        new MacList.Entry(
                                                sequence, disposition, mac.address(), mac.mask())),
                        ListMaker.of(MacList::new)),
                communityLists(file, FileKeys.COMMUNITY_LISTS, ListKeys.COMMUNITY_LISTS),
                communityLists(
                        file, FileKeys.EXTENDED_COMMUNITY_LISTS, ListKeys.EXTENDED_COMMUNITY_LISTS),
                communityLists(
                        file, FileKeys.LARGE_COMMUNITY_LISTS, ListKeys.LARGE_COMMUNITY_LISTS),
                lists(
                        file,
                        FileKeys.AS_PATH_LISTS,
                        ListKeys.AS_PATH_LISTS,
                        (sequence, disposition, pattern, values) ->
                                pattern(pattern)
                                        .map(
                                                each ->
                                                        new AsPathList.Entry(
                                                                sequence, disposition, each)),
                        ListMaker.of(AsPathList::new)));
    }

    private <C> Map<String, Optional<CommunityList<C>>> communityLists(
            Values file, Key<Map<String, Optional<List<Values>>>> key, Lists<List<C>> keys) {
        return lists(
                file,
                key,
                keys,
                (sequence, disposition, communities, values) ->
                        Optional.of(
                                new CommunityList.Entry<>(
                                        sequence, disposition, Set.copyOf(communities))),
                ListMaker.of(CommunityList::new));
    }

    private <T, E, L> Map<String, Optional<L>> lists(
            Values file,
            Key<Map<String, Optional<List<Values>>>> key,
            Lists<T> keys,
            EntryMaker<T, E> maker,
            ListMaker<E, L> list) {
        var lists = new LinkedHashMap<String, Optional<L>>();
        file.find(key)
                .orElse(Map.of())
                .forEach(
                        (name, read) ->
                                lists.put(
                                        name,
                                        read.flatMap(
                                                values ->
                                                        entries(values, keys, maker)
                                                                .flatMap(
                                                                        entries ->
                                                                                list.make(
                                                                                        name,
                                                                                        entries,
                                                                                        values)))));
        return lists;
    }

    /// All entries; nothing where one of them has a fault.
    private <T, E> Optional<List<E>> entries(
            List<Values> list, Lists<T> keys, EntryMaker<T, E> maker) {
        var sequences = new Sequences(0xffff_ffffL, faults);
        var entries = new ArrayList<E>();
        for (var values : list) {
            var sequence =
                    sequences.next(values, values.find(ListKeys.SEQUENCE), ListKeys.SEQUENCE);
            var disposition = values.has(keys.permit()) ? Disposition.PERMIT : Disposition.DENY;
            values.find(keys.permit())
                    .or(() -> values.find(keys.deny()))
                    .filter(what -> sequence.isPresent())
                    .flatMap(what -> maker.make(sequence.getAsLong(), disposition, what, values))
                    .ifPresent(entries::add);
        }
        return entries.size() == list.size() ? Optional.of(entries) : Optional.empty();
    }

    private Optional<PrefixList> prefixList(
            String name, List<PrefixList.Entry> entries, List<Values> values) {
        int family = entries.getFirst().prefix().address().bitLength();
        for (int i = 0; i < entries.size(); i++) {
            var prefix = entries.get(i).prefix();
            if (prefix.address().bitLength() != family) {
                faults.add(
                        values.get(i).place(),
                        "expected prefixes of one address family, found " + prefix);
                return Optional.empty();
            }
        }
        return Optional.of(new PrefixList(name, entries));
    }

    private Optional<PrefixList.Entry> prefixEntry(
            long sequence, Disposition disposition, IpPrefix prefix, Values values) {
        int bits = prefix.address().bitLength();
        var ge = values.find(ListKeys.GE);
        var le = values.find(ListKeys.LE);
        int shortest = ge.orElse(prefix.length());
        int longest = le.orElse(ge.isPresent() ? bits : prefix.length());
        if (values.isFaulty(ListKeys.GE) || values.isFaulty(ListKeys.LE)) {
            return Optional.empty();
        }
        if (shortest < prefix.length() || longest < shortest || longest > bits) {
            faults.add(
                    values.placeOf(ge.isPresent() ? ListKeys.GE : ListKeys.LE),
                    "expected "
                            + prefix.length()
                            + " <= ge <= le <= "
                            + bits
                            + ", found "
                            + shortest
                            + " and "
                            + longest);
            return Optional.empty();
        }
        return Optional.of(new PrefixList.Entry(sequence, disposition, prefix, shortest, longest));
    }

    private static Optional<AsPathPattern> pattern(Values values) {
        return values.find(Pattern.CONTAINS)
                .<AsPathPattern>map(AsPathPattern.Contains::new)
                .or(() -> values.find(Pattern.ORIGINATED_BY).map(AsPathPattern.OriginatedBy::new))
                .or(() -> values.find(Pattern.NEIGHBOR).map(AsPathPattern.Neighbor::new))
                .or(() -> values.find(Pattern.LENGTH))
                .or(() -> values.find(Pattern.EMPTY).map(empty -> new AsPathPattern.Empty()))
                .or(() -> values.find(Pattern.REGEX).map(AsPathPattern.Expression::new));
    }
}
