package dev.evpnd.rib.policy;

import dev.evpnd.wire.community.Community;

import java.util.List;
import java.util.Optional;

/// Something that is changed of COMMUNITIES (RFC 1997).
///
/// Communities that are there already stay where they are; others come behind them, in the order
/// given and each once.
public sealed interface CommunityAction extends SetAction {

    /// The route has these communities, beside its own or in place of them.
    ///
    /// @param communities at least one
    record Communities(List<Community> communities, boolean additive) implements CommunityAction {

        public Communities {
            communities = Operands.require(communities);
        }

        @Override
        public Optional<Passage> applyTo(Passage passage) {
            return additive
                    ? CommunityKind.STANDARD.add(passage, communities)
                    : CommunityKind.STANDARD.replace(passage, each -> true, communities);
        }

        @Override
        public String text() {
            return "set community " + Operands.text(communities) + (additive ? " additive" : "");
        }
    }

    /// The route has no communities.
    record None() implements CommunityAction {

        @Override
        public Optional<Passage> applyTo(Passage passage) {
            return Optional.of(passage.without(CommunityKind.STANDARD.code()));
        }

        @Override
        public String text() {
            return "set community none";
        }
    }

    /// The route has none of the communities that the list permits one by one.
    record Delete(CommunityList<Community> list) implements CommunityAction {

        @Override
        public Optional<Passage> applyTo(Passage passage) {
            return CommunityKind.STANDARD.delete(passage, list);
        }

        @Override
        public String text() {
            return "set comm-list " + list.name() + " delete";
        }
    }
}
