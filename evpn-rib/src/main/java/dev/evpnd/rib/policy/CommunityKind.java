package dev.evpnd.rib.policy;

import dev.evpnd.wire.attribute.AttributeCode;
import dev.evpnd.wire.attribute.Communities;
import dev.evpnd.wire.attribute.ExtendedCommunities;
import dev.evpnd.wire.attribute.LargeCommunities;
import dev.evpnd.wire.attribute.PathAttribute;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.community.Community;
import dev.evpnd.wire.community.ExtendedCommunity;
import dev.evpnd.wire.community.LargeCommunity;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// Where the communities of a kind stand among the attributes.
///
/// @param octets of one community
record CommunityKind<C>(
        int code,
        int octets,
        Function<PathAttributes, List<C>> reader,
        Function<List<C>, PathAttribute> maker) {

    static final CommunityKind<Community> STANDARD =
            new CommunityKind<>(
                    AttributeCode.COMMUNITIES,
                    4,
                    attributes ->
                            attributes
                                    .find(Communities.class)
                                    .map(Communities::asList)
                                    .orElse(List.of()),
                    list -> Communities.of(list.toArray(Community[]::new)));

    static final CommunityKind<ExtendedCommunity> EXTENDED =
            new CommunityKind<>(
                    AttributeCode.EXTENDED_COMMUNITIES,
                    8,
                    attributes ->
                            attributes
                                    .find(ExtendedCommunities.class)
                                    .map(ExtendedCommunities::asList)
                                    .orElse(List.of()),
                    list -> ExtendedCommunities.of(list.toArray(ExtendedCommunity[]::new)));

    static final CommunityKind<LargeCommunity> LARGE =
            new CommunityKind<>(
                    AttributeCode.LARGE_COMMUNITY,
                    12,
                    attributes ->
                            attributes
                                    .find(LargeCommunities.class)
                                    .map(LargeCommunities::asList)
                                    .orElse(List.of()),
                    list -> LargeCommunities.of(list.toArray(LargeCommunity[]::new)));

    List<C> of(Passage passage) {
        return reader.apply(passage.attributes());
    }

    /// The passage with communities behind those it has.
    Optional<Passage> add(Passage passage, List<? extends C> added) {
        return replace(passage, each -> false, added);
    }

    /// The passage with communities in place of those it has that the test holds for. Such as it
    /// has already stay where they are, so that nothing changes where nothing has to.
    Optional<Passage> replace(
            Passage passage, Predicate<C> replaced, List<? extends C> replacement) {
        var missing = new LinkedHashSet<C>(replacement);
        var all = new ArrayList<>(of(passage));
        all.removeIf(each -> replaced.test(each) && !missing.contains(each));
        all.forEach(missing::remove);
        all.addAll(missing);
        return put(passage, all);
    }

    /// The passage without the communities that the list names.
    Optional<Passage> delete(Passage passage, CommunityList<C> list) {
        return replace(passage, list::names, List.of());
    }

    private Optional<Passage> put(Passage passage, List<C> communities) {
        if (communities.isEmpty()) {
            return Optional.of(passage.without(code));
        }
        return communities.size() * octets <= Passage.MOST_VALUE_OCTETS
                ? Optional.of(passage.with(maker.apply(communities)))
                : Optional.empty();
    }
}
