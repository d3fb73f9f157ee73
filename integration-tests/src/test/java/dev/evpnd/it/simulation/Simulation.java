package dev.evpnd.it.simulation;

import dev.evpnd.rib.instance.Vni;

import org.jspecify.annotations.Nullable;

import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// One run, of which everything follows from the seed: chaos, then quiet, then the truth has to be
/// what everybody holds.
final class Simulation {
    private static final int VTEPS = 20;
    private static final int MOST_HOSTS = 35;
    private static final int MOST_EVENTS = 2_000_000;
    private static final int MOST_ROUNDS = 40;

    /// Longer than any window or freeze of duplicate detection.
    private static final long QUIET_MILLIS = 200_000;

    /// Longer than what is told by who is gone is kept.
    private static final long GONE_MILLIS = 800_000;

    private final Fabric fabric;
    private final World world;
    private int happened;

    /// @param listener is told in words what happens, or null
    Simulation(long seed, @Nullable Consumer<String> listener) {
        this(new World(seed, listener), UnaryOperator.identity());
    }

    private Simulation(World world, UnaryOperator<Design> wishes) {
        this.world = world;
        var design = wishes.apply(Design.any(world));
        world.tell(design::toString);
        fabric = new Fabric(world, design, VTEPS, 5 + world.any(MOST_HOSTS - 4));
    }

    /// Everything is up, every bridge domain everywhere, and no host has said anything.
    ///
    /// @param wishes what has to be of the design
    static Simulation calm(long seed, UnaryOperator<Design> wishes) {
        var simulation = new Simulation(new World(seed, null), wishes);
        for (var vtep : simulation.fabric.vteps) {
            simulation.fabric.vnis.forEach(vni -> vtep.setDomain(vni, true));
        }
        simulation.fabric.nodes().forEach(Node::start);
        simulation.settle();
        return simulation;
    }

    Fabric fabric() {
        return fabric;
    }

    /// @return the digest
    /// @throws AssertionError where something is not as it must be
    long run() {
        begin();
        new Chaos(fabric).unleash(20 + world.any(100));
        settle();
        world.tell(() -> "quiet");
        nearlyEverybodyIsThere();
        settle();
        var truth = new Truth(fabric);
        truth.checkAgreement();
        speakTheTruth(false);
        if (!fabric.design.denies()) {
            truth.checkHosts();
        }
        speakTheTruth(true);
        truth.check();
        if (fabric.design.longLived() && !fabric.design.denies()) {
            new Outage(this).happen();
        }
        return world.digest.value();
    }

    /// Holds what is there against a truth that has changed and was told to nobody.
    void checkWithAHostElsewhere() {
        var host = fabric.hosts.getFirst();
        var vteps = fabric.vteps.stream().filter(vtep -> vtep.has(host.vni)).toList();
        host.place = host.isAt(vteps.getFirst()) ? vteps.getLast() : vteps.getFirst();
        new Truth(fabric).check();
    }

    private void begin() {
        for (var vtep : fabric.vteps) {
            for (var vni : fabric.vnis) {
                vtep.setDomain(vni, world.once(2));
            }
            vtep.setRouting(world.once(2));
        }
        fabric.nodes().forEach(node -> world.time.after(world.any(3000), node::start));
    }

    /// Lets arrive what is on its way, and happen what follows.
    void settle() {
        while (world.time.isBusy()) {
            world.time.step();
            count();
        }
    }

    /// Lets so much time pass, with all that somebody waited for.
    void pass(long millis) {
        long until = world.now() + millis;
        while (world.time.stepUntil(until)) {
            count();
        }
    }

    private void count() {
        if (++happened > MOST_EVENTS) {
            throw new AssertionError("never quiet");
        }
    }

    /// All sessions are up in the end but some between VTEPs and one of the reflectors, where the
    /// other tells it; or all but those of one reflector, which is gone.
    private void nearlyEverybodyIsThere() {
        if (world.once(3)) {
            lose(world.any(fabric.reflectors));
        } else if (fabric.design.topology().tellsOfLostSessions()) {
            for (var vtep : fabric.vteps) {
                if (world.once(10)) {
                    world.any(vtep.ends).session().setWanted(false);
                }
            }
        }
    }

    /// A reflector is gone, and for longer than anything is kept of it.
    void lose(Node reflector) {
        reflector.stop();
        settle();
        pass(GONE_MILLIS);
        settle();
    }

    /// Every host is heard by one of the VTEPs, by its number.
    void hearHosts() {
        for (var host : fabric.hosts) {
            host.place = fabric.vteps.get((int) (host.mac.bits() * 7 % fabric.vteps.size()));
            host.place.hear(host);
            host.addresses.forEach(address -> host.place.hear(host, address));
            settle();
        }
    }

    /// Every host says all it has to say, until that is news to no kernel; operators clear what is
    /// frozen.
    ///
    /// @param forgetting whether kernels forget what is not so
    void speakTheTruth(boolean forgetting) {
        for (int round = 0; round < MOST_ROUNDS; round++) {
            pass(QUIET_MILLIS);
            for (var vtep : fabric.vteps) {
                vtep.rib().tick(world.now());
                for (Vni vni : fabric.vnis) {
                    vtep.instances().clearDuplicates(vni, world.now());
                }
                vtep.touch();
            }
            settle();
            boolean news = false;
            for (var vtep : fabric.vteps) {
                news |= speakTheTruth(vtep, forgetting);
            }
            settle();
            if (!news) {
                return;
            }
        }
        throw new AssertionError("the truth is always news");
    }

    /// @return whether any of it was news
    private boolean speakTheTruth(Vtep vtep, boolean forgetting) {
        var truth = fabric.toBeLearned(vtep);
        boolean news = false;
        for (var entry : vtep.kernel.learned()) {
            boolean so = entry.getValue().equals(truth.get(entry.getKey()));
            news |= forgetting && !so && vtep.age(entry.getKey());
        }
        for (var entry : truth.entrySet()) {
            news |= vtep.learn(entry.getKey(), entry.getValue());
        }
        return news;
    }
}
