package dev.evpnd.it.simulation;

import dev.evpnd.rib.instance.Vni;

import org.jspecify.annotations.Nullable;

import java.util.function.Consumer;

/// One run, of which everything follows from the seed: chaos, then quiet, then the truth has to be
/// what everybody holds.
final class Simulation {
    private static final int VTEPS = 20;
    private static final int MOST_EVENTS = 2_000_000;
    private static final int MOST_ROUNDS = 40;

    /// Longer than any window or freeze of duplicate detection.
    private static final long QUIET_MILLIS = 200_000;

    private final Fabric fabric;
    private final World world;
    private int happened;

    /// @param listener is told in words what happens, or null
    Simulation(long seed, @Nullable Consumer<String> listener) {
        world = new World(seed, listener);
        fabric = new Fabric(world, VTEPS, 5 + world.any(30));
    }

    /// @return the digest
    /// @throws AssertionError where something is not as it must be
    long run() {
        begin();
        new Chaos(fabric).unleash(20 + world.any(100));
        settle();
        world.tell(() -> "quiet");
        everybodyIsThere();
        settle();
        var truth = new Truth(fabric);
        truth.checkAgreement();
        speakTheTruth();
        truth.check();
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

    /// Lets happen what there is to happen.
    private void settle() {
        while (world.time.step()) {
            if (++happened > MOST_EVENTS) {
                throw new AssertionError("never quiet");
            }
        }
    }

    /// All sessions are up in the end but some between VTEPs and one of the reflectors.
    private void everybodyIsThere() {
        for (var vtep : fabric.vteps) {
            if (world.once(10)) {
                fabric.session(world.any(fabric.reflectors), vtep).setWanted(false);
            }
        }
    }

    /// Every host says all it has to say and every kernel forgets what is not so, until that is
    /// news to none; operators clear what is frozen.
    private void speakTheTruth() {
        for (int round = 0; round < MOST_ROUNDS; round++) {
            world.time.pass(QUIET_MILLIS);
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
                news |= speakTheTruth(vtep);
            }
            settle();
            if (!news) {
                return;
            }
        }
        throw new AssertionError("the truth is always news");
    }

    /// @return whether any of it was news
    private boolean speakTheTruth(Vtep vtep) {
        var truth = fabric.toBeLearned(vtep);
        boolean news = false;
        for (var entry : vtep.kernel.learned()) {
            boolean so = entry.getValue().equals(truth.get(entry.getKey()));
            news |= !so && vtep.age(entry.getKey());
        }
        for (var entry : truth.entrySet()) {
            news |= vtep.learn(entry.getKey(), entry.getValue());
        }
        return news;
    }
}
