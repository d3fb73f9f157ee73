package dev.evpnd.rib.policy;

import dev.evpnd.wire.community.LargeCommunity;

import java.util.List;
import java.util.Optional;

/// Something that is changed of LARGE_COMMUNITY (RFC 8092).
///
/// Communities that are there already stay where they are; others come behind them, in the order
/// given and each once.
public sealed interface LargeCommunityAction extends SetAction {

    /// The route has these large communities, beside its own or in place of them.
    ///
    /// @param communities at least one
    record Communities(List<LargeCommunity> communities, boolean additive)
            implements LargeCommunityAction {

        public Communities {
            communities = Operands.require(communities);
        }

        @Override
        public Optional<Passage> applyTo(Passage passage) {
            return additive
                    ? CommunityKind.LARGE.add(passage, communities)
                    : CommunityKind.LARGE.replace(passage, each -> true, communities);
        }

        @Override
        public String text() {
            return "set large-community "
                    + Operands.text(communities)
                    + (additive ? " additive" : "");
        }
    }

    /// The route has no large communities.
    record None() implements LargeCommunityAction {

        @Override
        public Optional<Passage> applyTo(Passage passage) {
            return Optional.of(passage.without(CommunityKind.LARGE.code()));
        }

        @Override
        public String text() {
            return "set large-community none";
        }
    }

    /// The route has none of the large communities that the list permits one by one.
    record Delete(CommunityList<LargeCommunity> list) implements LargeCommunityAction {

        @Override
        public Optional<Passage> applyTo(Passage passage) {
            return CommunityKind.LARGE.delete(passage, list);
        }

        @Override
        public String text() {
            return "set large-comm-list " + list.name() + " delete";
        }
    }
}
