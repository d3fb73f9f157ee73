package dev.evpnd.rib.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.decision.Candidate;
import dev.evpnd.rib.decision.Decision;
import dev.evpnd.rib.decision.DecisionOptions;
import dev.evpnd.rib.decision.DecisionStep;
import dev.evpnd.rib.model.NaiveDecision.Contender;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.rib.route.AttributeTable;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.Label24;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.attribute.Aigp;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.ClusterList;
import dev.evpnd.wire.attribute.Communities;
import dev.evpnd.wire.attribute.ExtendedCommunities;
import dev.evpnd.wire.attribute.LocalPref;
import dev.evpnd.wire.attribute.MultiExitDisc;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.attribute.OriginatorId;
import dev.evpnd.wire.attribute.PathAttribute;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.community.Community;
import dev.evpnd.wire.community.ExtendedCommunity;
import dev.evpnd.wire.community.MacMobility;
import dev.evpnd.wire.community.NeighborDiscovery;
import dev.evpnd.wire.evpn.EthernetSegmentId;
import dev.evpnd.wire.evpn.EthernetTag;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.evpn.InclusiveMulticastEthernetTag;
import dev.evpnd.wire.evpn.MacIpAdvertisement;
import dev.evpnd.wire.evpn.RouteDistinguisher;
import dev.evpnd.wire.octets.OctetWriter;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/// The decision and the naive one choose the same path among random ones, with whichever options,
/// and say the same of every other path's loss.
class DecisionModelTest {
    private static final int ROUNDS = 20_000;
    private static final List<String> AS_PATHS =
            List.of("", "1", "2", "1 2", "{1,2}", "(7)", "(8)", "(7 8)", "(7) 1", "[7,8] 1");
    private static final List<String> NEXT_HOPS = List.of("10.0.0.1", "10.0.0.2", "2001:db8::1");

    @Test
    void choosesWhatTheNaiveDecisionDoes() {
        Set<DecisionStep> decidedBy = EnumSet.noneOf(DecisionStep.class);
        for (int seed = 0; seed < ROUNDS; seed++) {
            decidedBy.addAll(new Round(seed).run());
        }
        // Else the rounds were not random enough to say anything.
        assertThat(decidedBy).containsExactlyInAnyOrder(DecisionStep.values());
    }

    /// One route with some paths; the seed is all there is to it.
    private static final class Round {
        private final Random random;
        private final String name;
        private final boolean macIp;
        private final int sameness;
        private final AttributeTable table = new AttributeTable(0);
        private final List<Contender> contenders = new ArrayList<>();
        private final List<Candidate> candidates = new ArrayList<>();

        Round(int seed) {
            random = new Random(seed);
            name = "seed " + seed;
            macIp = random.nextInt(3) != 0;
            sameness = 1 + random.nextInt(12);
            for (int i = 1 + random.nextInt(6); i > 0; i--) {
                var contender = contender();
                candidates.add(candidate(contender, contenders.size()));
                contenders.add(contender);
            }
        }

        Set<DecisionStep> run() {
            var options =
                    new DecisionOptions(
                            random.nextBoolean(),
                            random.nextBoolean(),
                            random.nextBoolean(),
                            random.nextBoolean(),
                            random.nextBoolean(),
                            random.nextBoolean(),
                            random.nextBoolean());
            var decision = new Decision(options);
            var shuffled = new ArrayList<>(candidates);
            Collections.shuffle(shuffled, random);
            var best = NaiveDecision.of(contenders, options).best();
            assertThat(contenders.get(decision.choose(shuffled).path())).as(name).isEqualTo(best);
            return compareRanks(decision, shuffled, options);
        }

        private Set<DecisionStep> compareRanks(
                Decision decision, List<Candidate> shuffled, DecisionOptions options) {
            Set<DecisionStep> steps = EnumSet.noneOf(DecisionStep.class);
            var remaining = new ArrayList<>(contenders);
            Optional<String> lostBy = Optional.empty();
            for (var ranked : decision.rank(shuffled, contenders.size())) {
                var naive = NaiveDecision.of(remaining, options);
                assertThat(contenders.get(ranked.candidate().path()))
                        .as(name)
                        .isEqualTo(naive.best());
                var step = Optional.ofNullable(ranked.lostBy());
                assertThat(step.map(DecisionStep::text)).as(name).isEqualTo(lostBy);
                step.ifPresent(steps::add);
                remaining.remove(naive.best());
                if (!remaining.isEmpty()) {
                    var next = NaiveDecision.of(remaining, options).best();
                    lostBy = Optional.ofNullable(naive.lostBy().get(next));
                }
            }
            assertThat(remaining).as(name).isEmpty();
            return steps;
        }

        private Candidate candidate(Contender contender, int path) {
            var octets = new OctetWriter().octets(contender.path().nextHop());
            int nextHopLength = octets.length();
            contender.path().attributes().encode(octets, Negotiated.DEFAULT);
            var attributes =
                    table.add(
                            contender.isExternal(),
                            0,
                            octets.array(),
                            0,
                            octets.length(),
                            nextHopLength,
                            contender.path().attributes());
            var segment =
                    contender.path().route() instanceof NaiveRoute.Evpn(MacIpAdvertisement route)
                            ? route.ethernetSegmentId()
                            : EthernetSegmentId.ZERO;
            return new Candidate(
                    path,
                    attributes,
                    contender.path().peer(),
                    contender.pathId(),
                    contender.arrival(),
                    macIp,
                    segment,
                    contender.weight(),
                    contender.igpMetric().map(Integer::longValue).orElse(Candidate.UNKNOWN_METRIC));
        }

        private Contender contender() {
            var nextHop = new OctetWriter();
            IpAddress.parse(NEXT_HOPS.get(seldom(NEXT_HOPS.size()))).encode(nextHop);
            return new Contender(
                    new NaivePath(
                            peer(), new NaiveRoute.Evpn(route()), nextHop.toOctets(), attributes()),
                    contenders.size(),
                    random.nextInt(1000),
                    seldom(2),
                    random.nextInt(3) == 0 ? Optional.empty() : Optional.of(seldom(3)));
        }

        /// Mostly 0, so that the later steps have something to decide; how mostly differs between
        /// the rounds.
        private int seldom(int bound) {
            return random.nextInt(sameness) == 0 ? random.nextInt(bound) : 0;
        }

        private Peer peer() {
            var kind =
                    List.of(PeerKind.CLIENT, PeerKind.INTERNAL, PeerKind.EXTERNAL, PeerKind.LOCAL)
                            .get(seldom(4));
            return new Peer(
                    new Ipv4Address(0x0a00_0001 + seldom(3)),
                    new Asn(65000),
                    new BgpIdentifier(0x8000_0000 - seldom(3)),
                    kind,
                    Negotiated.DEFAULT.withExternal(kind == PeerKind.EXTERNAL));
        }

        private EvpnRoute route() {
            var distinguisher = RouteDistinguisher.of(new Ipv4Address(1), 1);
            return macIp
                    ? new MacIpAdvertisement(
                            distinguisher,
                            new EthernetSegmentId(random.nextInt(2), random.nextInt(2)),
                            EthernetTag.ZERO,
                            new MacAddress(1),
                            null,
                            new Label24(1),
                            null)
                    : new InclusiveMulticastEthernetTag(
                            distinguisher, EthernetTag.ZERO, new Ipv4Address(1));
        }

        private PathAttributes attributes() {
            var set =
                    PathAttributes.of(
                            new Origin(seldom(3)),
                            AsPath.parse(AS_PATHS.get(seldom(AS_PATHS.size()))));
            var attributes = new ArrayList<PathAttribute>();
            maybe(attributes, () -> new LocalPref(99 + random.nextInt(3)));
            maybe(attributes, () -> new MultiExitDisc(random.nextInt(3)));
            maybe(attributes, () -> Aigp.of(random.nextInt(3)));
            maybe(attributes, () -> Aigp.of(-2 - random.nextInt(3)));
            maybe(attributes, () -> new OriginatorId(new BgpIdentifier(0x7fff_ffff)));
            maybe(attributes, () -> ClusterList.of(new BgpIdentifier(1)));
            maybe(attributes, () -> Communities.of(Community.NO_PEER));
            maybe(attributes, () -> Communities.of(Community.LLGR_STALE));
            var communities = new ArrayList<ExtendedCommunity>();
            maybe(communities, () -> MacMobility.of(random.nextInt(3)));
            maybe(communities, () -> MacMobility.sticky(random.nextInt(3)));
            maybe(communities, () -> NeighborDiscovery.of(NeighborDiscovery.ROUTER));
            maybe(communities, () -> NeighborDiscovery.of(NeighborDiscovery.PROXY));
            if (!communities.isEmpty()) {
                attributes.add(
                        ExtendedCommunities.of(communities.toArray(ExtendedCommunity[]::new)));
            }
            for (var attribute : attributes) {
                set = set.with(attribute);
            }
            return set;
        }

        private <T> void maybe(List<? super T> list, Supplier<T> value) {
            if (seldom(2) == 1) {
                list.add(value.get());
            }
        }
    }
}
