package dev.evpnd.it.simulation;

/// The end of a run in a fabric with Long-Lived Graceful Restart (RFC 9494): a VTEP, or one of its
/// sessions, is away for so long that what it told becomes long-lived stale, and then for longer
/// than that is kept. Meanwhile some of its hosts move.
final class Outage {
    /// Longer than a restart may take, and not so long as what is kept is kept.
    private static final long STALE_MILLIS = 60_000;

    /// With that before, longer than anything is kept.
    private static final long END_MILLIS = 250_000;

    private final Simulation simulation;
    private final Fabric fabric;
    private final World world;
    private final Vtep away;

    Outage(Simulation simulation) {
        this(simulation, simulation.fabric().world.any(simulation.fabric().vteps));
    }

    Outage(Simulation simulation, Vtep away) {
        this.simulation = simulation;
        this.away = away;
        fabric = simulation.fabric();
        world = fabric.world;
    }

    void happen() {
        boolean hasAnother = away.ends.stream().allMatch(end -> end.session().isUp());
        if (hasAnother && world.once(3)) {
            loseSession();
        } else {
            loseNode();
        }
    }

    private void loseSession() {
        var session = world.any(away.ends).session();
        session.setCut(true);
        pass(STALE_MILLIS);
        new Truth(fabric).check();
        pass(END_MILLIS);
        new Truth(fabric).check();
        session.setCut(false);
        simulation.settle();
        new Truth(fabric).check();
    }

    void loseNode() {
        var left = new Truth(fabric).of(away);
        away.ends.forEach(end -> end.session().setCut(true));
        away.stop();
        pass(STALE_MILLIS);
        new Truth(fabric, left).check();
        if (!fabric.design.oneDistinguisher()) {
            moveHosts();
            new Truth(fabric, left).check();
        }
        pass(END_MILLIS);
        new Truth(fabric).check();
        away.ends.forEach(end -> end.session().setCut(false));
        away.start();
        simulation.settle();
        simulation.speakTheTruth(true);
        new Truth(fabric).check();
    }

    /// Where they are now, nobody may ever have heard of them: what is stale gives in all the same.
    private void moveHosts() {
        for (var host : fabric.hosts) {
            var able = fabric.vteps.stream().filter(vtep -> isAble(vtep, host)).toList();
            if (host.isAt(away) && !host.sticky && !able.isEmpty() && world.once(2)) {
                var to = world.any(able);
                host.place = to;
                to.hear(host);
                host.addresses.forEach(address -> to.hear(host, address));
            }
        }
        simulation.settle();
    }

    /// Whether it has something in place of all that is stale of the host.
    private boolean isAble(Vtep vtep, Host host) {
        return !vtep.equals(away) && vtep.has(host.vni) && (vtep.isRouting() || !away.isRouting());
    }

    private void pass(long millis) {
        simulation.pass(millis);
        simulation.settle();
    }
}
