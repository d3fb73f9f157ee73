package dev.evpnd.rib.instance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.Ipv6Address;
import dev.evpnd.wire.address.MacAddress;

import org.junit.jupiter.api.Test;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// Hosts move about a fabric at random, while what the VTEPs tell each other is late by random
/// times, and instances change, end and begin again while they are busy with what was before. When
/// all is quiet and every host has been heard once more, every kernel holds what is true, and
/// nothing else.
class FabricModelTest {
    private static final int SEEDS = 2_000;

    @Test
    void everyKernelHoldsWhatIsTrueWhenAllIsQuiet() {
        for (int seed = 0; seed < SEEDS; seed++) {
            new Fabric(seed).run();
        }
    }

    private static final class Fabric {
        private static final int MOST_ROUNDS = 40;

        /// Whether all that takes several slices is done at once.
        private boolean quiet;

        private final Random random;
        private final String name;
        private final List<SimulatedVtep> vteps = new ArrayList<>();
        private final List<SimulatedHost> hosts = new ArrayList<>();
        private final List<IpAddress> addresses = new ArrayList<>();

        /// What is on its way, in order, from each VTEP to each other: number * 16 + number.
        private final Map<Integer, Deque<SimulatedVtep.Message>> wires = new TreeMap<>();

        Fabric(int seed) {
            random = new Random(seed);
            name = "seed " + seed;
            int count = 2 + random.nextInt(4);
            var duplicates = duplicates();
            boolean v6 = random.nextInt(4) == 0;
            for (int i = 0; i < count; i++) {
                // Not in the order of their numbers, so that the lower address is any.
                int host = (i * 5 + 3) % 7 + 1;
                IpAddress address =
                        v6
                                ? new Ipv6Address(0xfd00L << 48, host)
                                : new Ipv4Address(0xc000_0200 + host);
                vteps.add(new SimulatedVtep(i, address, duplicates));
            }
            for (int i = 1 + random.nextInt(4); i > 0; i--) {
                hosts.add(new SimulatedHost(new MacAddress(0x0200_0000_1100L + i), i == 2));
            }
            for (int i = random.nextInt(4); i >= 0; i--) {
                addresses.add(
                        switch (i) {
                            case 0 -> new Ipv6Address(0xfe80L << 48, 1);
                            case 1 -> new Ipv6Address(0x2001_0db8L << 32, 1);
                            default -> new Ipv4Address(0x0a01_0000 + i);
                        });
                anyHost().addresses.add(addresses.getLast());
            }
            vteps.forEach(this::act);
        }

        private DuplicateSettings duplicates() {
            return switch (random.nextInt(4)) {
                case 0 -> DuplicateSettings.OFF;
                case 1 -> new DuplicateSettings(2, 1000, new DuplicateSettings.Action.Warn());
                case 2 -> new DuplicateSettings(2, 1000, new DuplicateSettings.Action.Freeze(50));
                default ->
                        new DuplicateSettings(2, 9, new DuplicateSettings.Action.FreezeForGood());
            };
        }

        void run() {
            for (int steps = 5 + random.nextInt(80); steps > 0; steps--) {
                pass(random.nextInt(10));
                step();
                vteps.forEach(this::act);
            }
            quieten();
            for (var vtep : vteps) {
                assertThat(vtep.kernel).as("%s, VTEP %s", name, vtep.number).isEqualTo(truth(vtep));
                var meant = new TreeMap<String, String>();
                vtep.instances
                        .intents()
                        .forEach(i -> meant.put(SimulatedVtep.key(i), SimulatedVtep.text(i)));
                vtep.kernel.values().removeIf(text -> text.startsWith("here"));
                assertThat(vtep.kernel).as("%s, VTEP %s", name, vtep.number).isEqualTo(meant);
                assertThat(vtep.announced.values())
                        .as("%s, VTEP %s", name, vtep.number)
                        .containsExactlyInAnyOrderElementsOf(vtep.instances.originations());
            }
        }

        private void step() {
            var vtep = vteps.get(random.nextInt(vteps.size()));
            var host = anyHost();
            switch (random.nextInt(18)) {
                case 0, 1, 2 -> {
                    host.place = random.nextInt(vteps.size() + 1) - 1;
                    speak(host);
                }
                case 3, 4 -> speak(host);
                case 5 -> takeAddress(host);
                case 6 -> vtep.age(host.mac);
                case 7 -> {
                    if (!addresses.isEmpty()) {
                        vtep.age(addresses.get(random.nextInt(addresses.size())));
                    }
                }
                case 8 -> vtep.offerAgain();
                case 9 -> {
                    if (vtep.there) {
                        reconfigure(vtep);
                    }
                }
                case 10 -> end(vtep);
                case 11 -> configureAgain(vtep);
                default -> deliverSome();
            }
        }

        private void end(SimulatedVtep vtep) {
            if (random.nextBoolean()) {
                vtep.unconfigureMacVrf();
            } else {
                vtep.unconfigureIpVrf();
            }
        }

        /// What ended begins again, whether all that it held has been let go of or not.
        private void configureAgain(SimulatedVtep vtep) {
            vtep.configure(vtep.ipVrf);
            if (!vtep.there) {
                vtep.configure(vtep.macVrf);
                hosts.forEach(host -> vtep.tellAgain(host, addresses));
            }
        }

        private SimulatedHost anyHost() {
            return hosts.get(random.nextInt(hosts.size()));
        }

        /// What it has to say, or a part of that, in any order.
        private void speak(SimulatedHost host) {
            if (host.place == SimulatedHost.NOWHERE) {
                return;
            }
            var vtep = vteps.get(host.place);
            boolean frameFirst = random.nextBoolean();
            if (frameFirst) {
                vtep.hear(host);
                act(vtep);
            }
            for (var ip : host.addresses) {
                if (random.nextInt(3) != 0) {
                    vtep.hear(host, ip);
                    act(vtep);
                }
            }
            if (!frameFirst && random.nextBoolean()) {
                vtep.hear(host);
            }
        }

        private void takeAddress(SimulatedHost host) {
            if (!addresses.isEmpty()) {
                var ip = addresses.get(random.nextInt(addresses.size()));
                hosts.forEach(each -> each.addresses.remove(ip));
                host.addresses.add(ip);
                speak(host);
            }
        }

        private void reconfigure(SimulatedVtep vtep) {
            if (random.nextInt(4) == 0) {
                vtep.configure(vtep.ipVrf(random.nextInt(4)));
                return;
            }
            var now = vtep.macVrf;
            vtep.configure(
                    switch (random.nextInt(4)) {
                        case 0 -> now.withFlooding(other(now.flooding()));
                        case 1 -> now.withRouteDistinguisher(vtep.distinguisher(random.nextInt(9)));
                        case 2 -> now.withL3Vni(now.l3Vni() == null ? SimulatedVtep.L3 : null);
                        default ->
                                now.withImportTargets(
                                        now.importTargets().isEmpty()
                                                ? List.of(new ImportTarget.AnyAdministrator(100))
                                                : List.of());
                    });
        }

        private static Flooding other(Flooding flooding) {
            return flooding == Flooding.DISABLED
                    ? Flooding.HEAD_END_REPLICATION
                    : Flooding.DISABLED;
        }

        private void act(SimulatedVtep vtep) {
            if (quiet) {
                while (vtep.goOn(1)) {
                    // There is more.
                }
            } else if (random.nextBoolean()) {
                vtep.goOn(1 + random.nextInt(300));
            }
            if (!quiet && random.nextInt(4) == 0) {
                vtep.late = true;
                return;
            }
            for (var message : vtep.act()) {
                for (var other : vteps) {
                    if (other != vtep) {
                        wires.computeIfAbsent(
                                        vtep.number * 16 + other.number, w -> new ArrayDeque<>())
                                .add(message);
                    }
                }
            }
        }

        private void deliverSome() {
            for (int i = random.nextInt(8); i > 0 && !wires.isEmpty(); i--) {
                deliver(List.copyOf(wires.keySet()).get(random.nextInt(wires.size())));
            }
        }

        private void deliver(int wire) {
            var waiting = java.util.Objects.requireNonNull(wires.get(wire));
            var vtep = vteps.get(wire % 16);
            vtep.receive(waiting.remove());
            if (waiting.isEmpty()) {
                wires.remove(wire);
            }
            act(vtep);
        }

        private void pass(long millis) {
            for (var vtep : vteps) {
                vtep.now += millis;
                vtep.instances.tick(vtep.now);
                act(vtep);
            }
        }

        private void quieten() {
            quiet = true;
            vteps.forEach(this::configureAgain);
            vteps.forEach(
                    vtep ->
                            vtep.configure(
                                    vtep.macVrf.withImportTargets(
                                            List.of(new ImportTarget.AnyAdministrator(100)))));
            for (int round = 0; round < MOST_ROUNDS; round++) {
                pass(2000);
                vteps.forEach(vtep -> vtep.instances.clearDuplicates(SimulatedVtep.L2, vtep.now));
                vteps.forEach(this::act);
                while (!wires.isEmpty()) {
                    deliver(List.copyOf(wires.keySet()).get(random.nextInt(wires.size())));
                }
                if (!speakTheTruth()) {
                    return;
                }
            }
            throw new AssertionError(name + ": never quiet");
        }

        /// @return whether that was news to any kernel
        private boolean speakTheTruth() {
            boolean news = false;
            for (var vtep : vteps) {
                for (var host : hosts) {
                    news |= !host.isAt(vtep.number) && vtep.age(host.mac);
                    news |= host.isAt(vtep.number) && vtep.hear(host);
                    act(vtep);
                }
                for (var ip : addresses) {
                    for (var host : hosts) {
                        boolean true_ = host.isAt(vtep.number) && host.addresses.contains(ip);
                        news |= !true_ && vtep.hasNeighbor(ip, host.mac) && vtep.age(ip);
                        news |= true_ && vtep.hear(host, ip);
                        act(vtep);
                    }
                }
            }
            return news;
        }

        private Map<String, String> truth(SimulatedVtep vtep) {
            var truth = new TreeMap<String, String>();
            for (var host : hosts) {
                if (host.isAt(vtep.number)) {
                    truth.put(SimulatedVtep.key(host.mac), "here");
                    host.addresses.forEach(
                            ip -> truth.put(SimulatedVtep.key(ip), "here " + host.mac));
                } else if (host.place != SimulatedHost.NOWHERE) {
                    addRemote(truth, host, vteps.get(host.place));
                }
            }
            for (var other : vteps) {
                if (other != vtep
                        && vtep.macVrf.flooding() == Flooding.HEAD_END_REPLICATION
                        && other.macVrf.flooding() == Flooding.HEAD_END_REPLICATION) {
                    truth.put("flood " + other.address, "with 100");
                }
            }
            return truth;
        }

        /// The kernel takes an IPv4 VTEP for the gateway of IPv4 routes alone.
        private static String gateway(IpAddress ip, SimulatedVtep there) {
            if (there.address instanceof Ipv6Address) {
                return Addresses.linkLocal(there.ipVrf.routerMac()).toString();
            }
            return (ip instanceof Ipv6Address ? "::ffff:" : "") + there.address;
        }

        private static void addRemote(
                Map<String, String> truth, SimulatedHost host, SimulatedVtep there) {
            truth.put(SimulatedVtep.key(host.mac), "behind " + there.address);
            for (var ip : host.addresses) {
                truth.put(
                        SimulatedVtep.key(ip),
                        host.mac + " behind " + there.address + SimulatedVtep.router(host.router));
                boolean linkLocal = ip instanceof Ipv6Address(long high, long low) && high < 0;
                if (there.macVrf.l3Vni() != null && !linkLocal) {
                    var gateway = gateway(ip, there);
                    truth.put(
                            "route " + new IpPrefix(ip, ip.bitLength()),
                            "[5000 " + there.address + " as " + gateway + "]");
                    truth.put("next hop " + gateway, "has " + there.ipVrf.routerMac());
                    truth.put("router " + there.ipVrf.routerMac(), "5000 " + there.address);
                }
            }
        }
    }
}
