package dev.evpnd.rib.bench;

import dev.evpnd.rib.Rib;
import dev.evpnd.rib.RibSettings;
import dev.evpnd.rib.instance.ImportTarget;
import dev.evpnd.rib.instance.IpVrfSettings;
import dev.evpnd.rib.instance.MacVrfSettings;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.rib.peer.PeerSettings;
import dev.evpnd.rib.policy.Clause;
import dev.evpnd.rib.policy.Policy;
import dev.evpnd.rib.policy.RouteAction;
import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.community.RouteTarget;
import dev.evpnd.wire.evpn.RouteDistinguisher;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// How long the writer is held by each single event and slice while tables grow from nothing to a
/// million routes and more, are walked, and are emptied: what doubles in one go shows here, and
/// nowhere in an average. Each benchmark plays one life of a speaker, several times, and prints
/// what was longest; its score, how long a life took, is of no interest. Aim: nothing above 2 ms.
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms8g", "-Xmx8g", "-XX:+AlwaysPreTouch"})
@Warmup(iterations = 1)
@Measurement(iterations = 3)
public class HoldBenchmark {
    private static final int MILLION = 1_000_000;
    private static final int HOSTS_OF_A_SIDE = 50_000;
    private static final int VLANS = 4094;
    private static final int ROWS = 2048;
    private static final int MESSAGES_OF_A_BATCH = 20;
    private static final int PORT = 7;
    private static final Vni L2 = new Vni(4_000_000);
    private static final Vni L3 = new Vni(4_000_001);
    private static final Asn AS = new Asn(65000);
    private static final IpAddress HERE = IpAddress.parse("192.0.2.1");
    private static final PeerSettings OPEN = PeerSettings.DEFAULT;
    private static final PeerSettings CLOSED = imports(Clause.deny(10, List.of()));
    private static final PeerSettings CHANGED =
            imports(
                    Clause.permit(
                            10,
                            List.of(),
                            List.of(new RouteAction.Gateway(IpAddress.parse("198.51.100.1")))));

    private final Holds holds = new Holds();
    private Reflector reflector = new Reflector();

    private static PeerSettings imports(Clause clause) {
        return new PeerSettings(
                OPEN.imports().withPolicy(new Policy("one", List.of(clause))), OPEN.exports());
    }

    @Setup(Level.Iteration)
    public void begin() {
        reflector = new Reflector();
        System.gc();
        // What runs first behind a collection of all pays for it: each compiled method is looked at
        // once more when it is called.
        new Reflector().rib.configure(ipVrf(11));
        new Reflector().rib.configure(macVrf(1));
        holds.begin();
    }

    @TearDown(Level.Trial)
    public void report() {
        System.out.print(holds.report());
    }

    /// Two million routes come, of which a hundred have the same attributes; then a policy walks
    /// through them, a leaf comes late and asks again, and the leaf that announced them goes.
    @Benchmark
    public void grow() {
        reflector = Reflector.ofLeaves(2);
        announce(LeafUpdates.announce(0, 0, 2 * MILLION, 100), true);
        walk(CLOSED);
        walk(OPEN);
        holds.time("peer up", () -> reflector.leafUp(2));
        // What changes meanwhile has to be remembered.
        announce(LeafUpdates.announce(0, 0, 2 * MILLION, 101), true);
        readAll(2);
        list();
        down();
    }

    /// A million routes come, each with attributes of its own, for leaves that read nothing; they
    /// change, and go.
    @Benchmark
    public void attributes() {
        reflector = Reflector.ofLeaves(2);
        announce(LeafUpdates.announceApart(0, MILLION, 100), false);
        readAll(0);
        readAll(1);
        announce(LeafUpdates.announceApart(0, MILLION, 101), true);
        down();
    }

    /// A million routes come while nothing may be chosen yet: all of them wait. They go the same
    /// way, while nobody settles.
    @Benchmark
    public void waiting() {
        var nobody = new Ipv4Address(0x0a0f_0000);
        var settings =
                RibSettings.of(AS, Reflector.HERE)
                        .withRestart(new RibSettings.Restart(Set.of(nobody), 1000));
        reflector = new Reflector(new Rib(settings));
        reflector.leafUp(0);
        reflector.leafUp(1);
        announce(LeafUpdates.announce(0, 0, MILLION, 100), false);
        holds.time("end of the deferral", () -> reflector.rib.tick(1000));
        settle();
        readAll(0);
        readAll(1);
        holds.time("peer down", () -> reflector.down(0));
        work();
        settle();
        readAll(1);
        settle();
    }

    /// A policy changes what is no key of a million routes.
    @Benchmark
    public void remainders() {
        reflector = Reflector.ofLeaves(2);
        announce(LeafUpdates.prefixes(0, MILLION, L3.number()), true);
        walk(CHANGED);
        walk(OPEN);
        down();
    }

    /// A MAC-VRF with 100,000 hosts, half of them here, and an IP-VRF with as many prefixes grow
    /// from nothing, get other route distinguishers, end and begin again.
    @Benchmark
    public void hosts() {
        reflector = Reflector.ofLeaves(2);
        holds.time("configure an IP-VRF", () -> reflector.rib.configure(ipVrf(11)));
        holds.time("configure a MAC-VRF", () -> reflector.rib.configure(macVrf(1)));
        announce(LeafUpdates.announceOneVni(0, HOSTS_OF_A_SIDE), true);
        announce(LeafUpdates.prefixes(0, 2 * HOSTS_OF_A_SIDE, L3.number()), true);
        learn();
        holds.time("another distinguisher", () -> reflector.rib.configure(macVrf(2)));
        settle();
        holds.time("another distinguisher", () -> reflector.rib.configure(ipVrf(12)));
        settle();
        holds.time("unconfigure a MAC-VRF", () -> reflector.rib.unconfigureMacVrf(L2));
        settle();
        holds.time("configure a MAC-VRF", () -> reflector.rib.configure(macVrf(1)));
        settle();
        learn();
        holds.time("unconfigure an IP-VRF", () -> reflector.rib.unconfigureIpVrf(L3));
        settle();
        down();
    }

    /// As many MAC-VRFs as there are VLANs come and go, with a table of a hundred thousand routes.
    @Benchmark
    public void instances() {
        reflector = Reflector.ofLeaves(2);
        announce(LeafUpdates.announce(0, 0, 100_000, 100), true);
        for (int i = 1; i <= VLANS; i++) {
            var settings = macVrf(new Vni(i), i);
            holds.time("configure a MAC-VRF", () -> reflector.rib.configure(settings));
            holds.time("settle", () -> reflector.rib.settle(ROWS));
            drain();
        }
        settle();
        for (int i = 1; i <= VLANS; i++) {
            var vni = new Vni(i);
            holds.time("unconfigure a MAC-VRF", () -> reflector.rib.unconfigureMacVrf(vni));
            holds.time("settle", () -> reflector.rib.settle(ROWS));
            drain();
        }
        settle();
    }

    private static MacVrfSettings macVrf(int assigned) {
        return macVrf(L2, assigned).withImportTargets(importing(0));
    }

    private static List<ImportTarget> importing(int number) {
        return List.of(new ImportTarget.Exact(RouteTarget.of(AS, number)));
    }

    private static MacVrfSettings macVrf(Vni vni, int assigned) {
        return MacVrfSettings.of(
                        vni,
                        RouteDistinguisher.parse("192.0.2.1:" + assigned),
                        importing(vni.number()),
                        List.of(RouteTarget.of(AS, vni.number())),
                        HERE)
                .withL3Vni(L3);
    }

    private static IpVrfSettings ipVrf(int assigned) {
        return IpVrfSettings.of(
                "tenant",
                L3,
                RouteDistinguisher.parse("192.0.2.1:" + assigned),
                importing(L3.number()),
                List.of(RouteTarget.of(AS, L3.number())),
                MacAddress.parse("02:00:5e:00:00:01"),
                HERE);
    }

    /// All hosts that are here, a neighbour and a MAC address at a time.
    private void learn() {
        var instances = reflector.rib.instances();
        for (int i = 0; i < HOSTS_OF_A_SIDE; i++) {
            var mac = new MacAddress(0x0600_0000_0000L | i);
            var address = new Ipv4Address(0x0b00_0000 + i);
            holds.time("MAC address", () -> instances.macLearned(L2, mac, PORT, false, 0));
            holds.time("neighbour", () -> instances.neighborLearned(L2, address, mac, false, 0));
            if (i % MESSAGES_OF_A_BATCH == 0) {
                settle();
            }
        }
        settle();
    }

    private void announce(byte[] messages, boolean read) {
        int waiting = 0;
        for (int at = 0; at < messages.length; at = Reflector.end(messages, at)) {
            int message = at;
            holds.time("update", () -> reflector.update(0, messages, message));
            if (++waiting % MESSAGES_OF_A_BATCH == 0) {
                settle();
                if (read) {
                    readAll(0);
                    readAll(1);
                }
            }
        }
        settle();
    }

    private void settle() {
        boolean more = true;
        while (more) {
            more = !holds.time("settle", () -> reflector.rib.settle(ROWS));
            drain();
        }
    }

    private void drain() {
        holds.time("drain", () -> reflector.rib.drainInstanceChanges().isEmpty());
    }

    private void work() {
        boolean more = true;
        while (more) {
            more = holds.time("work", () -> reflector.rib.work(ROWS));
        }
    }

    private void walk(PeerSettings settings) {
        holds.time("configure a peer", () -> reflector.configure(0, settings));
        boolean more = true;
        while (more) {
            more = holds.time("work", () -> reflector.rib.work(ROWS));
            settle();
            readAll(0);
            readAll(1);
        }
    }

    private void readAll(int place) {
        boolean more = true;
        while (more) {
            more = holds.time("send", () -> reflector.turn(place) > 0);
        }
    }

    private void list() {
        var listing = reflector.rib.view().list(RouteFamily.EVPN);
        while (!listing.isDone()) {
            holds.time("list", () -> listing.next(ROWS).isEmpty());
        }
    }

    private void down() {
        holds.time("peer down", () -> reflector.down(0));
        boolean more = true;
        while (more) {
            more = holds.time("work", () -> reflector.rib.work(ROWS));
            settle();
            readAll(1);
        }
        settle();
    }
}
