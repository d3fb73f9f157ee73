package dev.evpnd.rib.policy;

import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.community.ExtendedCommunity;
import dev.evpnd.wire.community.LinkBandwidth;
import dev.evpnd.wire.community.RouteTarget;
import dev.evpnd.wire.community.SiteOfOrigin;

import java.util.List;
import java.util.Optional;

/// Something that is changed of EXTENDED_COMMUNITIES (RFC 4360).
///
/// What is said of one kind of them leaves the others alone: a route that is given Route Targets
/// keeps its encapsulation and its mobility. FRR knows no replacing, only adding; the text says
/// `replace` where that is meant.
public sealed interface ExtendedCommunityAction extends SetAction {

    /// The route has these Route Targets, beside its own or in place of them.
    ///
    /// @param targets at least one
    record RouteTargets(List<RouteTarget> targets, boolean additive)
            implements ExtendedCommunityAction {

        public RouteTargets {
            targets = Operands.require(targets);
        }

        @Override
        public Optional<Passage> applyTo(Passage passage) {
            return additive
                    ? CommunityKind.EXTENDED.add(passage, targets)
                    : CommunityKind.EXTENDED.replace(
                            passage, RouteTarget.class::isInstance, targets);
        }

        @Override
        public String text() {
            var words = targets.stream().map(RouteTarget::administrators).toList();
            return "set extcommunity rt " + Operands.text(words) + (additive ? "" : " replace");
        }
    }

    /// The route has these Sites of Origin, beside its own or in place of them.
    ///
    /// @param sites at least one
    record SitesOfOrigin(List<SiteOfOrigin> sites, boolean additive)
            implements ExtendedCommunityAction {

        public SitesOfOrigin {
            sites = Operands.require(sites);
        }

        @Override
        public Optional<Passage> applyTo(Passage passage) {
            return additive
                    ? CommunityKind.EXTENDED.add(passage, sites)
                    : CommunityKind.EXTENDED.replace(
                            passage, SiteOfOrigin.class::isInstance, sites);
        }

        @Override
        public String text() {
            var words = sites.stream().map(SiteOfOrigin::administrators).toList();
            return "set extcommunity soo " + Operands.text(words) + (additive ? "" : " replace");
        }
    }

    /// The route has this one Link Bandwidth.
    ///
    /// @param asn that says it, as a rule the own
    record Bandwidth(Asn asn, int megabitsPerSecond) implements ExtendedCommunityAction {
        private static final float BYTES_PER_MEGABIT = 125_000;

        public Bandwidth {
            if (megabitsPerSecond < 1) {
                throw new IllegalArgumentException("a bandwidth is at least 1 Mbps");
            }
        }

        @Override
        public Optional<Passage> applyTo(Passage passage) {
            var bandwidth = LinkBandwidth.of(asn, megabitsPerSecond * BYTES_PER_MEGABIT);
            return CommunityKind.EXTENDED.replace(
                    passage, LinkBandwidth.class::isInstance, List.of(bandwidth));
        }

        @Override
        public String text() {
            return "set extcommunity bandwidth " + megabitsPerSecond;
        }
    }

    /// The route has no extended communities, of whichever kind: no Route Targets, and no
    /// encapsulation either.
    record None() implements ExtendedCommunityAction {

        @Override
        public Optional<Passage> applyTo(Passage passage) {
            return Optional.of(passage.without(CommunityKind.EXTENDED.code()));
        }

        @Override
        public String text() {
            return "set extcommunity none";
        }
    }

    /// The route has none of the extended communities that the list permits one by one.
    record Delete(CommunityList<ExtendedCommunity> list) implements ExtendedCommunityAction {

        @Override
        public Optional<Passage> applyTo(Passage passage) {
            return CommunityKind.EXTENDED.delete(passage, list);
        }

        @Override
        public String text() {
            return "set extended-comm-list " + list.name() + " delete";
        }
    }
}
