package dev.evpnd.rib.instance;

import static dev.evpnd.rib.instance.OneVtep.HIGHER;
import static dev.evpnd.rib.instance.OneVtep.L2;
import static dev.evpnd.rib.instance.OneVtep.L2_TARGET;
import static dev.evpnd.rib.instance.OneVtep.L3;
import static dev.evpnd.rib.instance.OneVtep.L3_TARGET;
import static dev.evpnd.rib.instance.OneVtep.LOWER;
import static dev.evpnd.rib.instance.OneVtep.bare;
import static dev.evpnd.rib.instance.OneVtep.host;
import static dev.evpnd.rib.instance.OneVtep.toL2;
import static dev.evpnd.rib.instance.OneVtep.toL3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.community.MacMobility;
import dev.evpnd.wire.evpn.EthernetSegmentId;
import dev.evpnd.wire.evpn.MacIpAdvertisement;
import dev.evpnd.wire.octets.Octets;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/// Gateways come, move and go at random, as hosts of a bridge domain here and as hosts behind
/// routers, while this host enters and leaves their subnets. When all is quiet each prefix is
/// reached as one who looks at all that is known at the time would say.
class GatewayModelTest {
    private static final int SEEDS = 2_000;
    private static final int EVENTS = 40;

    private static final List<IpAddress> GATEWAYS =
            List.of(
                    IpAddress.parse("10.1.0.1"),
                    IpAddress.parse("10.1.0.2"),
                    IpAddress.parse("10.2.0.1"));

    private static final List<IpPrefix> PREFIXES =
            List.of(
                    IpPrefix.parse("0.0.0.0/0"),
                    IpPrefix.parse("172.16.0.0/12"),
                    IpPrefix.parse("10.1.0.2/32"));

    private static final List<Set<Subnet>> SUBNETS =
            List.of(
                    Set.of(),
                    Set.of(new Subnet(IpAddress.parse("10.1.0.254"), 24)),
                    Set.of(new Subnet(IpAddress.parse("10.1.0.1"), 24)),
                    Set.of(new Subnet(IpAddress.parse("10.0.0.254"), 8)));

    @Test
    void eachPrefixIsReachedByTheGatewaysThatAreKnown() {
        for (int seed = 0; seed < SEEDS; seed++) {
            new Run(seed).run();
        }
    }

    private static final class Run {
        private final Random random;
        private final String name;
        private final OneVtep vtep = new OneVtep();

        /// The routes of type 5 that were received, by their keys.
        private final Map<Octets, Behind> behind = new HashMap<>();

        /// Those of type 2 with the L3 VNI.
        private final Map<IpAddress, Map<MacIpAdvertisement, Offer>> routed = new HashMap<>();

        private Set<Subnet> subnets = Set.of();
        private boolean isBound = true;

        private record Behind(IpPrefix prefix, IpAddress gateway) {}

        Run(int seed) {
            random = new Random(seed);
            name = "seed " + seed;
        }

        private <T> T any(List<T> some) {
            return some.get(random.nextInt(some.size()));
        }

        void run() {
            for (int i = 0; i < EVENTS; i++) {
                event();
                // Not always: what is under way is overtaken by what comes.
                if (random.nextInt(3) == 0) {
                    vtep.goOn();
                } else {
                    vtep.instances.goOn(new Slice(1), vtep.now);
                }
            }
            vtep.goOn();
            assertThat(reached()).as(name).isEqualTo(expected());
        }

        private void event() {
            var gateway = any(GATEWAYS);
            var mac = new MacAddress(0x0200_0000_0000L + GATEWAYS.indexOf(gateway) + 1);
            switch (random.nextInt(10)) {
                case 0, 1 -> prefix(gateway, random.nextBoolean());
                case 2 -> {
                    vtep.learn(mac);
                    vtep.learn(gateway, mac);
                }
                case 3 -> vtep.instances.neighborGone(L2, gateway, vtep.now);
                case 4 -> vtep.instances.macGone(L2, mac, vtep.now);
                case 5 -> {
                    subnets = any(SUBNETS);
                    settle();
                }
                case 6 -> {
                    isBound = random.nextInt(4) != 0;
                    settle();
                }
                default -> remoteHost(gateway, mac);
            }
        }

        private void settle() {
            vtep.instances.configure(
                    OneVtep.macVrf().withSubnets(subnets).withL3Vni(isBound ? L3 : null));
        }

        private void prefix(IpAddress gateway, boolean comes) {
            var prefix = any(PREFIXES);
            if (prefix.equals(new IpPrefix(gateway, 32))) {
                return;
            }
            var from = any(List.of(LOWER, HIGHER));
            var route =
                    OneVtep.prefix(
                            from, prefix.toString(), EthernetSegmentId.ZERO, gateway.toString(), 0);
            if (comes) {
                behind.put(route.key(), new Behind(prefix, gateway));
                vtep.receive(bare(from, route, L3_TARGET));
            } else {
                behind.remove(route.key());
                vtep.lose(route);
            }
        }

        /// For the bridge domain alone, for the IP-VRF alone, for both, or not any more.
        private void remoteHost(IpAddress gateway, MacAddress mac) {
            var from = any(List.of(LOWER, HIGHER));
            var route = host(from, mac, gateway);
            var sequence = MacMobility.of(random.nextInt(3));
            var of = routed.computeIfAbsent(gateway, absent -> new HashMap<>());
            of.remove(route);
            switch (random.nextInt(4)) {
                case 0 -> vtep.receive(toL2(from, route, sequence));
                case 1 -> {
                    var offer = toL3(from, route, sequence);
                    of.put(route, offer);
                    vtep.receive(offer);
                }
                case 2 -> {
                    var offer = toL3(from, route, sequence, L2_TARGET);
                    of.put(route, offer);
                    vtep.receive(offer);
                }
                default -> vtep.lose(route);
            }
        }

        /// Where a gateway is, as far as anything is known.
        private @Nullable Way way(IpAddress gateway) {
            boolean isOwn = subnets.stream().anyMatch(each -> each.own().equals(gateway));
            boolean isNear =
                    isBound
                            && subnets.stream()
                                    .map(each -> new IpPrefix(each.own(), each.length()))
                                    .anyMatch(
                                            each ->
                                                    each.equals(
                                                            new IpPrefix(gateway, each.length())));
            if (isBound && isOwn) {
                return null;
            }
            var known = vtep.instances.neighbor(L2, gateway);
            if (isNear && (isHere(gateway) || known.map(HostView::vtep).orElse(null) != null)) {
                return new Intent.HostHop(L2, gateway);
            }
            return isHere(gateway)
                    ? null
                    : routed.getOrDefault(gateway, Map.of()).values().stream()
                            .map(PrefixCandidate::of)
                            .sorted()
                            .findFirst()
                            .map(PrefixCandidate::tunnel)
                            .orElse(null);
        }

        /// Whether a host says itself where it is: nobody else says then how it is reached.
        private boolean isHost(IpPrefix prefix) {
            var address = prefix.address();
            return prefix.length() == 32
                    && !isHere(address)
                    && !routed.getOrDefault(address, Map.of()).isEmpty();
        }

        private boolean isHere(IpAddress address) {
            return isBound
                    && vtep.instances.neighbor(L2, address).map(HostView::here).orElse(false);
        }

        private Map<IpPrefix, Set<Object>> expected() {
            var all = new TreeMap<IpPrefix, Set<Object>>();
            for (var each : behind.values()) {
                var way = isHost(each.prefix()) ? null : way(each.gateway());
                if (way != null) {
                    all.computeIfAbsent(each.prefix(), absent -> new HashSet<>()).add(way);
                }
            }
            return all;
        }

        private Map<IpPrefix, Set<Object>> reached() {
            var all = new TreeMap<IpPrefix, Set<Object>>();
            for (var each : vtep.instances.intents()) {
                if (each instanceof Intent.RemotePrefix it
                        && PREFIXES.contains(it.prefix())
                        && !isHost(it.prefix())) {
                    var ways = new HashSet<Object>(it.hosts());
                    it.nextHops().forEach(hop -> ways.add(Tunnel.of(hop)));
                    all.put(it.prefix(), ways);
                }
            }
            return all;
        }
    }
}
