package dev.evpnd.rib.model;

import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.rib.policy.AttributeAction;
import dev.evpnd.rib.policy.AttributeMatch;
import dev.evpnd.rib.policy.Clause;
import dev.evpnd.rib.policy.CommunityAction;
import dev.evpnd.rib.policy.ExtendedCommunityAction;
import dev.evpnd.rib.policy.NextHopAction;
import dev.evpnd.rib.policy.PeerMatch;
import dev.evpnd.rib.policy.Policy;
import dev.evpnd.rib.policy.RouteAction;
import dev.evpnd.rib.policy.RouteMatch;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.attribute.AttributeCode;
import dev.evpnd.wire.attribute.Communities;
import dev.evpnd.wire.attribute.ExtendedCommunities;
import dev.evpnd.wire.attribute.LocalPref;
import dev.evpnd.wire.attribute.MultiExitDisc;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.community.Community;
import dev.evpnd.wire.community.ExtendedCommunity;
import dev.evpnd.wire.community.RouteTarget;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.evpn.IpPrefixAdvertisement;
import dev.evpnd.wire.evpn.MacIpAdvertisement;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A few policies, each as a value of the real kind and as what it has to come to. That policies
/// mean what they say is tested elsewhere; here it matters on what they are tried.
enum NaivePolicy {
    /// Denies everything.
    NOTHING(List.of(), offer -> Optional.empty()),

    /// Looks at routes and changes none.
    NO_MAC_IP(
            List.of(
                    Clause.deny(
                            10, List.of(new RouteMatch.RouteType(EvpnRoute.MAC_IP_ADVERTISEMENT))),
                    Clause.permit(20, List.of(), List.of())),
            offer ->
                    offer.route() instanceof MacIpAdvertisement
                            ? Optional.empty()
                            : Optional.of(offer.unchanged())),

    /// Changes every route by its attributes alone.
    MARK(
            List.of(
                    Clause.permit(
                            10,
                            List.of(),
                            List.of(
                                    new CommunityAction.Communities(
                                            List.of(Constants.MARK), true)))),
            offer -> Optional.of(offer.with(offer.marked()))),

    /// Denies by an attribute, and gives one that others lose on the way.
    METRIC(
            List.of(
                    Clause.deny(10, List.of(new AttributeMatch.Metric(1))),
                    Clause.permit(
                            20,
                            List.of(),
                            List.of(
                                    new AttributeAction.LocalPreference(300),
                                    new AttributeAction.Metric(
                                            AttributeAction.Metric.Change.SET, 7)))),
            offer -> {
                var metric = offer.attributes().find(MultiExitDisc.class);
                return metric.filter(med -> med.metric() == 1).isPresent()
                        ? Optional.empty()
                        : Optional.of(
                                offer.with(
                                        offer.attributes()
                                                .with(new LocalPref(300))
                                                .with(new MultiExitDisc(7))));
            }),

    /// Gives every route another Route Target, on which depends who wants it.
    RETARGET(
            List.of(
                    Clause.permit(
                            10,
                            List.of(),
                            List.of(
                                    new ExtendedCommunityAction.RouteTargets(
                                            List.of(Constants.TARGET), false)))),
            offer -> Optional.of(offer.with(offer.retargeted()))),

    NEXT_HOP(
            List.of(
                    Clause.permit(
                            10, List.of(), List.of(new NextHopAction.Address(Constants.ADDRESS)))),
            offer -> Optional.of(offer.withNextHop(Constants.ADDRESS))),

    /// The next hop is this speaker's address on the session, but for one peer, which gets nothing.
    BY_PEER(
            List.of(
                    Clause.deny(10, List.of(new PeerMatch(List.of(Constants.SECOND_PEER)))),
                    Clause.permit(20, List.of(), List.of(new NextHopAction.PeerAddress()))),
            offer ->
                    offer.peer().equals(Constants.SECOND_PEER)
                            ? Optional.empty()
                            : Optional.of(offer.withNextHop(offer.ownAddress()))),

    /// Changes routes themselves.
    GATEWAY(
            List.of(
                    Clause.permit(
                            10, List.of(), List.of(new RouteAction.Gateway(Constants.ADDRESS)))),
            offer -> Optional.of(offer.withGateway()));

    /// Apart, because the constants of an enum cannot be made of its own.
    private static final class Constants {
        static final Community MARK = Community.parse("65000:77");
        static final RouteTarget TARGET = RouteTarget.parse("65000:2");
        static final Ipv4Address ADDRESS = Ipv4Address.parse("10.9.9.9");
        static final Ipv4Address SECOND_PEER = ScenarioGenerator.address(2);
    }

    @SuppressWarnings("ImmutableEnumChecker") // a record of lists that cannot be changed
    private final Policy policy;

    @SuppressWarnings("ImmutableEnumChecker") // without state
    private final Function<Offer, Optional<Permitted>> meaning;

    NaivePolicy(List<Clause> clauses, Function<Offer, Optional<Permitted>> meaning) {
        policy = new Policy(name(), clauses);
        this.meaning = meaning;
    }

    static NaivePolicy of(Policy policy) {
        return valueOf(policy.name());
    }

    Policy policy() {
        return policy;
    }

    Optional<Permitted> apply(Offer offer) {
        return meaning.apply(offer);
    }

    /// A path that may be told.
    ///
    /// @param attributes of it, as far as the policy gets to see them
    record Offer(
            NaivePath path, PathAttributes attributes, IpAddress peer, @Nullable IpAddress own) {

        EvpnRoute route() {
            return ((NaiveRoute.Evpn) path.route()).route();
        }

        IpAddress ownAddress() {
            if (own == null) {
                throw new IllegalStateException("the policy asks for our own address");
            }
            return own;
        }

        Permitted unchanged() {
            return with(attributes);
        }

        Permitted with(PathAttributes changed) {
            return new Permitted(path.route(), path.nextHop(), false, changed);
        }

        Permitted withNextHop(IpAddress address) {
            var octets = new OctetWriter();
            address.encode(octets);
            return new Permitted(path.route(), octets.toOctets(), true, attributes);
        }

        /// What somebody else than the originator adds is partial (RFC 4271 section 5).
        private PathAttributes added(PathAttributes changed, int code) {
            boolean own = path.peer().kind() == PeerKind.LOCAL;
            return own || attributes.has(code) ? changed : changed.withPartial(code);
        }

        PathAttributes marked() {
            var communities =
                    new ArrayList<>(
                            attributes
                                    .find(Communities.class)
                                    .map(Communities::asList)
                                    .orElse(List.of()));
            if (!communities.contains(Constants.MARK)) {
                communities.add(Constants.MARK);
            }
            return added(
                    attributes.with(Communities.of(communities.toArray(Community[]::new))),
                    AttributeCode.COMMUNITIES);
        }

        PathAttributes retargeted() {
            var communities =
                    new ArrayList<>(
                            attributes
                                    .find(ExtendedCommunities.class)
                                    .map(ExtendedCommunities::asList)
                                    .orElse(List.of()));
            communities.removeIf(
                    each -> each instanceof RouteTarget && !each.equals(Constants.TARGET));
            if (!communities.contains(Constants.TARGET)) {
                communities.add(Constants.TARGET);
            }
            return added(
                    attributes.with(
                            ExtendedCommunities.of(communities.toArray(ExtendedCommunity[]::new))),
                    AttributeCode.EXTENDED_COMMUNITIES);
        }

        /// A route with a segment has its overlay index already.
        Permitted withGateway() {
            if (!(route() instanceof IpPrefixAdvertisement prefix)
                    || prefix.gateway().bitLength() != Constants.ADDRESS.bitLength()
                    || !prefix.ethernetSegmentId().isZero()) {
                return unchanged();
            }
            var changed =
                    new IpPrefixAdvertisement(
                            prefix.routeDistinguisher(),
                            prefix.ethernetSegmentId(),
                            prefix.ethernetTag(),
                            prefix.prefix(),
                            Constants.ADDRESS,
                            prefix.label());
            return new Permitted(new NaiveRoute.Evpn(changed), path.nextHop(), false, attributes);
        }
    }

    /// What a policy made of a path.
    record Permitted(
            NaiveRoute route, Octets nextHop, boolean nextHopGiven, PathAttributes attributes) {}
}
