package dev.evpnd.it.simulation;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.Ipv4Address;

import java.util.HashSet;
import java.util.List;

/// What is done to a fabric: hosts come, move and go, kernels forget, sessions are lost, nodes
/// restart, operators configure. One thing after another, at any time.
final class Chaos {
    private static final int PREFIXES = 3;
    private static final int STORM = 8;
    private static final int LONGEST_OUTAGE_MILLIS = 400_000;

    private final Fabric fabric;
    private final World world;

    Chaos(Fabric fabric) {
        this.fabric = fabric;
        world = fabric.world;
    }

    /// Plans so many events.
    void unleash(int events) {
        long at = 0;
        for (int i = 0; i < events; i++) {
            at += world.any(world.once(10) ? 10_000 : 300);
            world.time.after(at, this::event);
        }
    }

    private void event() {
        int dice = world.any(100);
        if (dice < 62) {
            hostEvent(dice);
        } else if (dice < 80) {
            networkEvent(dice);
        } else {
            configurationEvent(dice);
        }
    }

    private void hostEvent(int dice) {
        var host = world.any(fabric.hosts);
        if (dice < 25) {
            move(host, anyFor(host));
        } else if (dice < 38) {
            speak(host);
        } else if (dice < 42) {
            leave(host);
        } else if (dice < 51) {
            age(world.any(fabric.vteps));
        } else if (dice < 55) {
            takeAddress(host);
        } else if (dice < 60) {
            echo(host, anyFor(host));
        } else {
            migrate(world.any(fabric.vteps), world.any(fabric.vteps));
        }
    }

    /// Most of the time one that has the host's bridge domain.
    private Vtep anyFor(Host host) {
        var able = fabric.vteps.stream().filter(vtep -> vtep.has(host.vni)).toList();
        return able.isEmpty() || world.once(6) ? world.any(fabric.vteps) : world.any(able);
    }

    private void networkEvent(int dice) {
        if (dice < 72) {
            lose(world.any(fabric.sessions));
        } else if (dice < 74) {
            flap(world.any(fabric.sessions));
        } else if (dice < 75) {
            fabric.reflectors.forEach(Node::restart);
        } else if (dice < 78) {
            restart(world.any(fabric.nodes().toList()));
        } else {
            var session = world.any(fabric.sessions);
            if (session.isUp()) {
                session.first().other().askForRefresh();
            }
        }
    }

    private void restart(Node node) {
        if (fabric.design.longLived() && world.once(2)) {
            node.restart(world.once(2), world.any(LONGEST_OUTAGE_MILLIS));
        } else {
            node.restart();
        }
    }

    /// The network loses a session, and where much is made of that, for a long time.
    private void lose(Session session) {
        if (fabric.design.longLived() && world.once(4)) {
            session.setCut(true);
            world.time.after(world.any(LONGEST_OUTAGE_MILLIS), () -> session.setCut(false));
        } else {
            session.drop();
        }
    }

    private void configurationEvent(int dice) {
        var vtep = world.any(fabric.vteps);
        if (dice < 88) {
            var vni = world.any(fabric.vnis);
            vtep.setDomain(vni, !vtep.has(vni));
            if (!vtep.has(vni) && world.once(2)) {
                vtep.kernel.forgetLearned(vni);
            }
        } else if (dice < 90 && fabric.design.policies() != Design.Policies.NONE) {
            var end = world.any(vtep.ends).other();
            fabric.filter(world.once(2) ? end : end.other(), 2);
        } else if (dice < 92) {
            vtep.setRouting(!vtep.isRouting());
        } else {
            var prefix =
                    new IpPrefix(new Ipv4Address(0x0a63_0000 + (world.any(PREFIXES) << 8)), 24);
            vtep.setPrefix(prefix, !vtep.prefixes().contains(prefix));
        }
    }

    /// An operator moves what he has as static: it is gone here before it is there. Of another
    /// host, where it was the port may have gone down, or nobody has noticed anything.
    private void move(Host host, Vtep to) {
        world.tell(() -> host + " moves to " + to);
        var from = host.place;
        host.place = to;
        if (host.sticky) {
            if (from != null) {
                forget(host, from);
            }
            speak(host);
            return;
        }
        if (from != null && !from.equals(to) && world.once(2)) {
            world.time.after(world.any(500), () -> forget(host, from));
        }
        world.time.after(world.any(300), () -> speak(host));
    }

    private void leave(Host host) {
        world.tell(() -> host + " leaves");
        var from = host.place;
        host.place = null;
        if (from != null && (host.sticky || world.once(2))) {
            forget(host, from);
        }
    }

    /// The port of a host that is no longer there goes down.
    private static void forget(Host host, Vtep from) {
        if (!host.isAt(from)) {
            from.age(Kernel.key(host.vni, host.mac));
            host.addresses.forEach(address -> from.age(Kernel.key(host.vni, address)));
        }
    }

    /// All that the host has to say, or a part of it, in any order.
    private void speak(Host host) {
        var place = host.place;
        if (place == null) {
            return;
        }
        boolean frameFirst = world.once(2);
        if (frameFirst) {
            place.hear(host);
        }
        for (var address : List.copyOf(host.addresses)) {
            if (!world.once(4)) {
                place.hear(host, address);
            }
        }
        if (!frameFirst && !world.once(3)) {
            place.hear(host);
        }
    }

    /// The kernel forgets an entry, be it that of a silent host or of one that has long gone.
    private void age(Vtep vtep) {
        var learned =
                vtep.kernel.learned().stream().filter(each -> !each.getValue().fixed()).toList();
        if (!learned.isEmpty()) {
            vtep.age(world.any(learned).getKey());
        }
    }

    /// An address comes to another host, which says so if it is there; but not that of one whose
    /// operator wants it to stay.
    private void takeAddress(Host host) {
        var kept = new HashSet<IpAddress>();
        fabric.hosts.stream()
                .filter(each -> each.sticky && each.vni.equals(host.vni))
                .forEach(each -> kept.addAll(each.addresses));
        var leases =
                fabric.leases.stream()
                        .filter(each -> each.vni().equals(host.vni))
                        .filter(each -> !kept.contains(each.address()))
                        .toList();
        if (!leases.isEmpty()) {
            var address = world.any(leases).address();
            world.tell(() -> host + " takes " + address);
            fabric.hosts.stream()
                    .filter(each -> each.vni.equals(host.vni))
                    .forEach(each -> each.addresses.remove(address));
            host.addresses.add(address);
            speak(host);
        }
    }

    /// Its frames come in elsewhere too, as with a loop or a second host of the same address.
    private void echo(Host host, Vtep elsewhere) {
        world.tell(() -> host + " is heard by " + elsewhere);
        for (int i = 1 + world.any(STORM); i > 0; i--) {
            world.time.after(i * 700L, () -> hearAll(elsewhere, host));
            world.time.after(i * 700L + world.any(700), () -> speak(host));
        }
    }

    /// Where it must not be, it is heard with all that it has.
    private static void hearAll(Vtep elsewhere, Host host) {
        elsewhere.hear(host);
        if (host.sticky) {
            host.addresses.forEach(address -> elsewhere.hear(host, address));
        }
    }

    /// All virtual machines of a server move to another at once.
    private void migrate(Vtep from, Vtep to) {
        for (var host : fabric.hosts) {
            if (host.isAt(from)) {
                move(host, to);
            }
        }
    }

    private void flap(Session session) {
        for (int i = 1; i < STORM; i++) {
            world.time.after(i * 3000L + world.any(3000), session::drop);
        }
    }
}
