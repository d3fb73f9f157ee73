package dev.evpnd.it.simulation;

import dev.evpnd.rib.Rib;
import dev.evpnd.rib.RibSettings;
import dev.evpnd.rib.instance.InstanceChange;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.Ipv4Address;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// A speaker: a RIB and what drives it as the daemon does. What waits is settled and sent a little
/// later than it came, all at once or in slices.
class Node {
    static final Asn AS = new Asn(65000);

    final World world;
    final String name;
    final Ipv4Address address;
    final BgpIdentifier identifier;
    final List<End> ends = new ArrayList<>();
    private final boolean slices;
    private @Nullable Rib rib;
    private boolean touched;
    private int starts;

    Node(World world, String name, Ipv4Address address) {
        this.world = world;
        this.name = name;
        this.address = address;
        identifier = new BgpIdentifier(address.bits());
        slices = world.once(3);
    }

    final Rib rib() {
        return Objects.requireNonNull(rib);
    }

    final boolean isRunning() {
        return rib != null;
    }

    final int starts() {
        return starts;
    }

    /// The speaker starts with nothing but its settings and what its kernel knows.
    final void start() {
        world.tell(() -> this + " starts");
        starts++;
        long maxLogOctets = world.once(3) ? 200 + world.any(2000) : 1 << 20;
        rib =
                new Rib(
                        new RibSettings(
                                AS, identifier, identifier, true, maxLogOctets, world.anyLong()));
        rib.tick(world.now());
        begin();
        ends.forEach(end -> end.session().connectSoon());
        touch();
    }

    /// What a speaker is told at its start.
    void begin() {}

    /// The speaker is gone, without a word; its kernel stays as it is.
    final void stop() {
        world.tell(() -> this + " stops");
        rib = null;
        ends.forEach(End::vanish);
        ends.forEach(end -> end.session().drop());
    }

    final void restart() {
        if (isRunning()) {
            stop();
            world.time.after(world.any(world.once(3) ? 20_000 : 1000), this::start);
        }
    }

    /// Something waits for the speaker.
    final void touch() {
        if (!touched) {
            touched = true;
            world.time.after(world.any(4), this::work);
        }
    }

    private void work() {
        touched = false;
        if (rib == null) {
            return;
        }
        rib.tick(world.now());
        boolean more = rib.work(slices ? 1 + world.any(20) : Integer.MAX_VALUE);
        if (slices) {
            more |= !rib.settle(1 + world.any(20));
        } else {
            rib.settle();
        }
        act(rib.drainInstanceChanges());
        for (var end : ends) {
            more |= end.push();
        }
        if (more) {
            touch();
        }
    }

    /// What follows for the kernel.
    void act(List<InstanceChange> changes) {}

    @Override
    public final String toString() {
        return name;
    }
}
