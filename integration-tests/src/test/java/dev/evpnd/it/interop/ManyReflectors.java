package dev.evpnd.it.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.testbed.Lab;
import dev.evpnd.testbed.host.Waiting;
import dev.evpnd.testbed.junit.PeersCondition;
import dev.evpnd.testbed.peer.Neighbor;
import dev.evpnd.testbed.peer.PeerConfiguration;
import dev.evpnd.testbed.peer.PeerKind;
import dev.evpnd.testbed.peer.RunningPeer;
import dev.evpnd.testbed.route.EvpnKey;
import dev.evpnd.testbed.route.EvpnRoute;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The reflectors of one shape of docs/beyond-one-reflector.md, with the very files that it shows,
/// and leaves of evpnd and FRR.
final class ManyReflectors implements AutoCloseable {
    private static final Path EXAMPLES = Path.of("../docs/examples/beyond-one-reflector");
    private static final int HOSTS = 40;

    private final Lab lab;
    private final Map<String, EvpndProgram> reflectors = new LinkedHashMap<>();
    private final List<EvpndProgram> leaves = new ArrayList<>();
    private final List<RunningPeer> frrLeaves = new ArrayList<>();

    /// @param hosts the reflectors, by the names of their files
    /// @param leafConfigurations what the leaves are told that are evpnd
    ManyReflectors(
            String shape, SequencedMap<String, Integer> hosts, String... leafConfigurations) {
        PeersCondition.require(PeerKind.FRR_10_7);
        lab = Lab.open();
        boolean up = false;
        try {
            lab.host()
                    .loopback(
                            IntStream.range(1, HOSTS)
                                    .mapToObj(ManyReflectors::address)
                                    .toArray(String[]::new));
            var configurations = new ArrayList<String>();
            hosts.keySet().forEach(each -> configurations.add(example(shape + "/" + each)));
            configurations.addAll(List.of(leafConfigurations));
            var programs = EvpndProgram.start(lab.host(), configurations).iterator();
            hosts.values().forEach(each -> reflectors.put(address(each), programs.next()));
            programs.forEachRemaining(leaves::add);
            up = true;
        } finally {
            if (!up) {
                lab.close();
            }
        }
    }

    static String address(int host) {
        return "198.51.100." + host;
    }

    static String example(String name) {
        try {
            return Files.readString(EXAMPLES.resolve(name + ".yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What a leaf is told that has a bridge domain, and sessions with two reflectors.
    static String leaf(int host, int reflector, int otherReflector) {
        return """
        as: 65000
        router-id: %1$s
        listen: %1$s
        peer-defaults: {remote-as: internal, update-source: %1$s, timers: {connect-retry: 1}}
        neighbors: {%2$s: {}, %3$s: {}}
        mac-vrfs: {100: {}}
        """
                .formatted(address(host), address(reflector), address(otherReflector));
    }

    /// A leaf of FRR, which announces a prefix of its own.
    RunningPeer frr(int host, int... sessions) {
        return frr(host, "", sessions);
    }

    /// @param extra lines of its configuration
    RunningPeer frr(int host, String extra, int... sessions) {
        var configuration = PeerConfiguration.of(Star.AS, address(host)).extra(extra);
        for (int each : sessions) {
            configuration = configuration.neighbor(Neighbor.of(address(each), Star.AS));
        }
        var frr = lab.start(PeerKind.FRR_10_7, configuration);
        for (int each : sessions) {
            frr.awaitEstablished(address(each));
        }
        frr.announce(prefix(host, 0));
        frrLeaves.add(frr);
        return frr;
    }

    /// One of the prefixes that a leaf of FRR announces.
    static EvpnRoute prefix(int host, int number) {
        var key =
                EvpnKey.ipPrefix(
                        "%s:%d".formatted(address(host), 200 + number),
                        0,
                        "203.%d.%d.0/24".formatted(host, number));
        return EvpnRoute.of(key, List.of(161L), "router-mac:02:00:00:00:ff:02");
    }

    EvpndProgram reflector(int host) {
        return Objects.requireNonNull(reflectors.get(address(host)));
    }

    EvpndProgram leaf() {
        return leaves.getFirst();
    }

    EvpndProgram otherLeaf() {
        return leaves.getLast();
    }

    /// The reflectors that a holder has a route from.
    static Set<String> from(EvpndProgram holder, EvpnKey key) {
        return holder.routes().stream()
                .filter(each -> each.key().equals(key) && each.from() != null)
                .map(EvpnRoute::from)
                .collect(Collectors.toSet());
    }

    /// Waits until an evpnd has a route from these and nobody else.
    static void awaitFrom(EvpndProgram holder, EvpnKey key, int... hosts) {
        var expected = IntStream.of(hosts).mapToObj(ManyReflectors::address).toList();
        var seen =
                Waiting.ask(
                        Star.LIMIT,
                        () -> from(holder, key),
                        it -> it.equals(new HashSet<>(expected)));
        assertThat(seen).as("who tells of %s", key).containsExactlyInAnyOrderElementsOf(expected);
    }

    /// Kills a reflector and waits until everybody knows.
    void kill(int host) {
        reflector(host).program().kill();
        for (var other : others(host)) {
            other.awaitEnd(address(host), "");
        }
    }

    private List<EvpndProgram> others(int host) {
        var others = new ArrayList<>(leaves);
        reflectors.forEach(
                (address, program) -> {
                    if (!address.equals(address(host))) {
                        others.add(program);
                    }
                });
        var named = "\"address\":\"" + address(host) + "\"";
        others.removeIf(each -> !each.show("peers").contains(named));
        return others;
    }

    /// How often the first leaf was told that something is gone, by each of these reflectors.
    Map<String, Long> withdrawn(int... by) {
        var all = new LinkedHashMap<String, Long>();
        for (int host : by) {
            long count = 0;
            for (var family : leaf().peer(address(host)).path("received")) {
                count += family.path("withdrawn").asLong();
            }
            all.put(address(host), count);
        }
        return all;
    }

    /// What everybody holds, each path.
    List<Set<EvpnRoute>> state() {
        return holders().stream().map(Supplier::get).toList();
    }

    /// Waits until everybody holds what he held before, one after the other: FRR takes long to say.
    void awaitState(List<Set<EvpnRoute>> before) {
        var holders = holders();
        for (int i = 0; i < holders.size(); i++) {
            var expected = before.get(i);
            var seen = Waiting.ask(Star.LIMIT, holders.get(i), expected::equals);
            assertThat(seen).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private List<Supplier<Set<EvpnRoute>>> holders() {
        var all = new ArrayList<Supplier<Set<EvpnRoute>>>();
        reflectors.values().forEach(each -> all.add(() -> new HashSet<>(each.routes())));
        leaves.forEach(each -> all.add(() -> new HashSet<>(each.routes())));
        frrLeaves.forEach(each -> all.add(() -> new HashSet<>(each.evpnRoutes())));
        return all;
    }

    /// The keys of all routes that each of the leaves has.
    List<Set<EvpnKey>> leafKeys() {
        var all = new ArrayList<Set<EvpnKey>>();
        leaves.forEach(each -> all.add(EvpnRoute.keys(each.routes())));
        frrLeaves.forEach(each -> all.add(EvpnRoute.keys(each.evpnRoutes())));
        return all;
    }

    @Override
    public void close() {
        lab.close();
    }
}
