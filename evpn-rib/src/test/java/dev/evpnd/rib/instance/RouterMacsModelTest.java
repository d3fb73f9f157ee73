package dev.evpnd.rib.instance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.Ipv6Address;
import dev.evpnd.wire.address.Label24;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.attribute.ExtendedCommunities;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.community.MacMobility;
import dev.evpnd.wire.community.RouterMac;
import dev.evpnd.wire.evpn.EthernetSegmentId;
import dev.evpnd.wire.evpn.EthernetTag;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.evpn.IpPrefixAdvertisement;
import dev.evpnd.wire.evpn.MacIpAdvertisement;
import dev.evpnd.wire.evpn.RouteDistinguisher;
import dev.evpnd.wire.octets.Octets;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;

/// Routes to a few prefixes, by a few VTEPs, VNIs and router MAC addresses, come and go at random.
/// What the kernel is to hold fits together at any time, and when all is quiet nothing is left out
/// that it could hold.
class RouterMacsModelTest {
    private static final int SEEDS = 3_000;

    private static final List<IpAddress> VTEPS =
            List.of(
                    IpAddress.parse("192.0.2.1"),
                    IpAddress.parse("192.0.2.2"),
                    IpAddress.parse("2001:db8::1"),
                    IpAddress.parse("2001:db8::2"));

    private static final List<IpPrefix> PREFIXES =
            List.of(
                    IpPrefix.parse("10.1.0.1/32"),
                    IpPrefix.parse("10.2.0.0/16"),
                    IpPrefix.parse("10.3.0.0/16"),
                    IpPrefix.parse("2001:db8:1::1/128"),
                    IpPrefix.parse("2001:db8:2::/48"));

    private static final int MACS = 3;

    @Test
    void whatIsHeldFitsTogetherAndNothingThatCouldBeHeldIsLeftOut() {
        for (int seed = 0; seed < SEEDS; seed++) {
            new Run(seed).run();
        }
    }

    @Test
    void theSameEventsHaveTheSameConsequences() {
        for (int seed = 0; seed < SEEDS / 10; seed++) {
            assertThat(new Run(seed).run()).isEqualTo(new Run(seed).run());
        }
    }

    private static final class Run {
        private static final Comparator<Offer> BY_KEY = Comparator.comparing(Offer::key);

        private final Random random;
        private final String name;
        private final OneVtep vtep = new OneVtep();
        private final Map<Octets, Offer> offers = new HashMap<>();
        private final Map<IntentKey, Intent> kernel = new TreeMap<>();
        private final StringBuilder changes = new StringBuilder();
        private boolean mayEncapsulate;
        private int maxPaths = IpVrfSettings.DEFAULT_MAX_PATHS;

        Run(int seed) {
            random = new Random(seed);
            name = "seed " + seed;
        }

        String run() {
            for (int steps = 5 + random.nextInt(60); steps > 0; steps--) {
                var before = held();
                boolean slice = step();
                var after = held();
                checkThatItFits(after);
                checkThatGatewaysStay(before, after);
                if (!slice) {
                    checkThatNobodyIsDisplaced(before, after);
                }
                if (random.nextInt(3) == 0) {
                    drain();
                }
                if (random.nextInt(4) == 0) {
                    vtep.goOn();
                    checkThatNothingIsLeftOut();
                }
            }
            drain();
            vtep.goOn();
            drain();
            checkThatNothingIsLeftOut();
            assertThat(kernel.values())
                    .as(name)
                    .containsExactlyElementsOf(vtep.instances.intents());
            return changes.toString();
        }

        /// @return whether several prefixes may be considered by it
        private boolean step() {
            return switch (random.nextInt(12)) {
                case 0, 1, 2 -> {
                    lose();
                    yield false;
                }
                case 3 -> {
                    vtep.instances.goOn(new Slice(1), 0);
                    yield true;
                }
                case 4 -> {
                    if (random.nextInt(4) == 0) {
                        maxPaths = 1 + random.nextInt(3);
                        mayEncapsulate = random.nextBoolean();
                        configure();
                    }
                    yield true;
                }
                default -> {
                    var offer = offer();
                    offers.put(offer.key(), offer);
                    assertThat(vtep.receive(offer)).isEqualTo(1);
                    yield false;
                }
            };
        }

        private void lose() {
            if (!offers.isEmpty()) {
                var all = offers.values().stream().sorted(BY_KEY).toList();
                var gone = all.get(random.nextInt(all.size()));
                offers.remove(gone.key());
                vtep.lose(gone.route());
            }
        }

        private void configure() {
            vtep.instances.configure(
                    OneVtep.ipVrf(maxPaths, false).withMayEncapsulate(mayEncapsulate));
        }

        /// A prefix behind a host of its address family, or a default route.
        private static Offer behindHost(
                RouteDistinguisher distinguisher, IpPrefix prefix, IpAddress nextHop) {
            boolean v4 = prefix.address() instanceof Ipv4Address;
            var route =
                    new IpPrefixAdvertisement(
                            distinguisher,
                            EthernetSegmentId.ZERO,
                            EthernetTag.ZERO,
                            prefix,
                            PREFIXES.get(v4 ? 0 : 3).address(),
                            new Label24(0));
            var meaning =
                    OfferedAttributes.of(
                            MpNextHop.of(nextHop),
                            PathAttributes.of(ExtendedCommunities.of(OneVtep.L3_TARGET)));
            return Offer.of(route, meaning);
        }

        private Offer offer() {
            var prefix = PREFIXES.get(random.nextInt(PREFIXES.size()));
            var distinguisher = RouteDistinguisher.of(new Ipv4Address(1 + random.nextInt(3)), 1);
            var label = new Label24(random.nextInt(4) == 0 ? 7000 : 5000);
            var address = prefix.address();
            var nextHop = VTEPS.get(random.nextInt(VTEPS.size()));
            if (prefix.length() < address.bitLength() && random.nextInt(3) == 0) {
                return behindHost(distinguisher, prefix, nextHop);
            }
            boolean host = prefix.length() == address.bitLength() && random.nextBoolean();
            EvpnRoute route =
                    host
                            ? new MacIpAdvertisement(
                                    distinguisher,
                                    EthernetSegmentId.ZERO,
                                    EthernetTag.ZERO,
                                    OneVtep.MAC,
                                    address,
                                    new Label24(100),
                                    label)
                            : new IpPrefixAdvertisement(
                                    distinguisher,
                                    EthernetSegmentId.ZERO,
                                    EthernetTag.ZERO,
                                    prefix,
                                    address.masked(0),
                                    label);
            var router = new MacAddress(0x0200_0000_0a00L + random.nextInt(MACS));
            var communities =
                    ExtendedCommunities.of(
                            OneVtep.L3_TARGET,
                            RouterMac.of(router),
                            MacMobility.of(random.nextInt(2)));
            var meaning =
                    OfferedAttributes.of(MpNextHop.of(nextHop), PathAttributes.of(communities));
            long localPref = random.nextInt(4) == 0 ? 99 : 100;
            return new Offer(
                    route.key(),
                    route,
                    meaning,
                    new Preference(false, 0, localPref, 0, 0, 0, true));
        }

        private void drain() {
            for (var change : vtep.drain()) {
                changes.append(change).append('\n');
                if (change instanceof InstanceChange.Hold(var intent)) {
                    kernel.put(intent.key(), intent);
                } else if (change instanceof InstanceChange.Drop(var intent)) {
                    kernel.remove(intent.key());
                }
            }
        }

        private record Held(
                Map<IpPrefix, List<Intent.NextHop>> routes,
                Map<MacAddress, Intent.RemoteRouter> routers,
                Map<IpAddress, Intent.NextHopNeighbor> neighbors) {}

        private Held held() {
            var held = new Held(new HashMap<>(), new HashMap<>(), new HashMap<>());
            for (var intent : vtep.instances.intents()) {
                switch (intent) {
                    case Intent.RemotePrefix it -> held.routes.put(it.prefix(), it.nextHops());
                    case Intent.RemoteRouter it -> held.routers.put(it.routerMac(), it);
                    case Intent.NextHopNeighbor it -> held.neighbors.put(it.gateway(), it);
                    default -> throw new AssertionError(name + ": " + intent);
                }
            }
            return held;
        }

        /// Every next hop leads where its routes say, and nothing is there for nobody.
        private void checkThatItFits(Held held) {
            var routers = new HashSet<MacAddress>();
            var gateways = new HashSet<IpAddress>();
            held.routes.forEach(
                    (prefix, nextHops) -> {
                        for (var via : nextHops) {
                            assertThat(held.neighbors.get(via.gateway()))
                                    .as("%s: %s by %s", name, prefix, via)
                                    .isEqualTo(
                                            new Intent.NextHopNeighbor(
                                                    OneVtep.L3,
                                                    via.gateway(),
                                                    via.routerMac(),
                                                    via.encapsulated()));
                            gateways.add(via.gateway());
                            if (via.encapsulated()) {
                                continue;
                            }
                            routers.add(via.routerMac());
                            assertThat(held.routers.get(via.routerMac()))
                                    .as("%s: %s by %s", name, prefix, via)
                                    .isEqualTo(
                                            new Intent.RemoteRouter(
                                                    OneVtep.L3,
                                                    via.routerMac(),
                                                    via.vtep(),
                                                    via.vni()));
                            assertThat(
                                            prefix.address() instanceof Ipv6Address
                                                    && via.gateway() instanceof Ipv4Address)
                                    .as("%s: %s by %s", name, prefix, via)
                                    .isFalse();
                        }
                    });
            assertThat(held.routers.keySet()).as(name).isEqualTo(routers);
            assertThat(held.neighbors.keySet()).as(name).isEqualTo(gateways);
        }

        /// A route that leads where it led does so by the same gateway, unless it cannot say any
        /// more where.
        private void checkThatGatewaysStay(Held before, Held after) {
            before.routes.forEach(
                    (prefix, nextHops) -> {
                        var now = after.routes.getOrDefault(prefix, List.of());
                        for (var via : nextHops) {
                            for (var other : now) {
                                if (Tunnel.of(other).equals(Tunnel.of(via))
                                        && (mayEncapsulate || !via.encapsulated())) {
                                    assertThat(other).as(name).isEqualTo(via);
                                }
                            }
                        }
                    });
        }

        /// Who has a MAC address keeps it, if more than the one prefix that changed leads there.
        private void checkThatNobodyIsDisplaced(Held before, Held after) {
            before.routers.forEach(
                    (mac, router) -> {
                        var now = after.routers.get(mac);
                        if (now != null && !now.equals(router)) {
                            assertThat(users(before, mac)).as(name + ": " + router).isEqualTo(1);
                        }
                    });
        }

        private static long users(Held held, MacAddress mac) {
            return held.routes.values().stream()
                    .filter(
                            all ->
                                    all.stream()
                                            .filter(via -> !via.encapsulated())
                                            .anyMatch(via -> via.routerMac().equals(mac)))
                    .count();
        }

        private void checkThatNothingIsLeftOut() {
            var held = held();
            checkThatItFits(held);
            for (var prefix : PREFIXES) {
                assertThat(
                                held.routes.getOrDefault(prefix, List.of()).stream()
                                        .map(Tunnel::of)
                                        .toList())
                        .as("%s: the ways to %s among %s", name, prefix, offers.values())
                        .isEqualTo(
                                ways(prefix).stream()
                                        .filter(way -> isFree(held, way))
                                        .limit(maxPaths)
                                        .sorted(
                                                Comparator.comparing(Tunnel::vtep)
                                                        .thenComparingLong(
                                                                each -> each.routerMac().bits())
                                                        .thenComparing(Tunnel::vni))
                                        .toList());
            }
        }

        private boolean isFree(Held held, Tunnel way) {
            var router = held.routers.get(way.routerMac());
            return mayEncapsulate
                    || router == null
                    || router.vtep().equals(way.vtep()) && router.remoteVni().equals(way.vni());
        }

        /// All ways by which a prefix would be reached if the kernel could hold anything.
        private List<Tunnel> ways(IpPrefix prefix) {
            var candidates = new ArrayList<PrefixCandidate>();
            for (var offer : offers.values()) {
                var candidate = PrefixCandidate.of(offer);
                if (candidate.prefix().equals(prefix)) {
                    candidates.add(candidate);
                }
            }
            var host = wayToHost(candidates);
            if (host.isPresent()) {
                return List.of(host.get());
            }
            var best =
                    candidates.stream().map(c -> c.claim().preference()).min(Preference::compareTo);
            var told = new HashSet<IpAddress>();
            return candidates.stream()
                    .filter(c -> best.filter(c.claim().preference()::equals).isPresent())
                    .sorted(
                            by((PrefixCandidate c) -> c.gateway() != null)
                                    .thenComparing(by(c -> c.claim().vtep()))
                                    .thenComparing(by(PrefixCandidate::routeDistinguisher)))
                    .filter(c -> c.gateway() != null || told.add(c.claim().vtep()))
                    .flatMap(c -> way(c).stream())
                    .distinct()
                    .toList();
        }

        private Optional<Tunnel> way(PrefixCandidate candidate) {
            var gateway = candidate.gateway();
            return gateway == null
                    ? Optional.ofNullable(candidate.tunnel())
                    : wayToHost(
                            offers.values().stream()
                                    .map(PrefixCandidate::of)
                                    .filter(c -> c.prefix().address().equals(gateway))
                                    .toList());
        }

        private static Optional<Tunnel> wayToHost(List<PrefixCandidate> candidates) {
            return candidates.stream()
                    .filter(PrefixCandidate::host)
                    .min(
                            by((PrefixCandidate c) -> -c.claim().sequence())
                                    .thenComparing(by(c -> c.claim().vtep()))
                                    .thenComparing(by(c -> c.claim().preference()))
                                    .thenComparing(by(PrefixCandidate::routeDistinguisher)))
                    .map(PrefixCandidate::tunnel);
        }

        private static <T extends Comparable<? super T>> Comparator<PrefixCandidate> by(
                Function<PrefixCandidate, T> what) {
            return Comparator.comparing(what);
        }
    }
}
