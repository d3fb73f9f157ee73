package dev.evpnd.it.simulation;

import dev.evpnd.rib.Rib;
import dev.evpnd.rib.RibSettings;
import dev.evpnd.rib.RibSettings.Restart;
import dev.evpnd.rib.in.Notice;
import dev.evpnd.rib.instance.InstanceChange;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.capability.GracefulRestart;
import dev.evpnd.wire.capability.LongLivedGracefulRestart;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// A speaker: a RIB and what drives it as the daemon does. What waits is settled and sent a little
/// later than it came, all at once or in slices.
class Node {
    /// That of the two in the middle, and in most fabrics of all.
    static final Asn AS = new Asn(65000);

    private static final List<AddressFamily> FAMILIES =
            List.of(AddressFamily.L2VPN_EVPN, AddressFamily.RT_CONSTRAINT);
    static final int RESTART_SECONDS = 30;
    private static final long DEFERRAL_MILLIS = 20_000;
    private static final int LONG_LIVED_SECONDS = 400;

    final World world;
    final String name;
    final Ipv4Address address;
    final Asn asn;
    final BgpIdentifier identifier;
    final BgpIdentifier clusterId;
    final List<End> ends = new ArrayList<>();
    private final boolean slices;
    private @Nullable Rib rib;
    private boolean touched;
    private int starts;

    /// Whether what it told before its last start still holds.
    private boolean stateKept;

    private boolean deferring;
    private boolean toReconcile;
    private long wakeAtMillis;

    Node(World world, String name, Ipv4Address address, Asn asn) {
        this(world, name, address, asn, new BgpIdentifier(address.bits()));
    }

    Node(World world, String name, Ipv4Address address, Asn asn, BgpIdentifier clusterId) {
        this.world = world;
        this.name = name;
        this.address = address;
        this.asn = asn;
        this.clusterId = clusterId;
        identifier = new BgpIdentifier(address.bits());
        slices = world.once(3);
    }

    final Rib rib() {
        return Objects.requireNonNull(rib);
    }

    /// The same, which knows how late it is: what it is told happens now.
    final Rib ribNow() {
        rib().tick(world.now());
        return rib();
    }

    final boolean isRunning() {
        return rib != null;
    }

    final int starts() {
        return starts;
    }

    /// The speaker starts with nothing but its settings and what its kernel knows.
    final void start() {
        start(Restart.NONE);
    }

    private void start(Restart restart) {
        world.tell(() -> this + " starts" + (restart.equals(Restart.NONE) ? "" : " gracefully"));
        starts++;
        deferring = !restart.equals(Restart.NONE);
        stateKept = deferring || starts == 1;
        wakeAtMillis = 0;
        toReconcile = false;
        long maxLogOctets = world.once(3) ? 200 + world.any(2000) : 1 << 20;
        rib =
                new Rib(
                        new RibSettings(
                                        asn,
                                        identifier,
                                        clusterId,
                                        true,
                                        maxLogOctets,
                                        world.anyLong())
                                .withRestart(restart));
        rib.tick(world.now());
        begin(deferring);
        ends.forEach(end -> end.session().connectSoon());
        touch();
    }

    /// What a speaker is told at its start.
    ///
    /// @param graceful whether what the kernel holds stays until it is known what it should hold
    void begin(boolean graceful) {}

    /// The speaker knows all that it waited for after a graceful restart.
    void reconcile() {}

    /// What the speaker announces in an OPEN (RFC 4724 section 3).
    final GracefulRestart gracefulRestart(Set<AddressFamily> families) {
        int flags = GracefulRestart.NOTIFICATION | (deferring ? GracefulRestart.RESTART_STATE : 0);
        int forwarding = stateKept ? GracefulRestart.Entry.FORWARDING_STATE : 0;
        return new GracefulRestart(
                flags,
                RESTART_SECONDS,
                FAMILIES.stream()
                        .filter(families::contains)
                        .map(family -> new GracefulRestart.Entry(family, forwarding))
                        .toList());
    }

    /// The same for what is to be kept for long (RFC 9494 section 3.1).
    final LongLivedGracefulRestart longLivedGracefulRestart(Set<AddressFamily> families) {
        int forwarding = stateKept ? LongLivedGracefulRestart.Entry.FORWARDING_STATE : 0;
        return new LongLivedGracefulRestart(
                FAMILIES.stream()
                        .filter(families::contains)
                        .map(
                                family ->
                                        new LongLivedGracefulRestart.Entry(
                                                family, forwarding, LONG_LIVED_SECONDS))
                        .toList());
    }

    /// The speaker is gone, without a word; its kernel stays as it is.
    final void stop() {
        world.tell(() -> this + " stops");
        rib = null;
        ends.forEach(End::vanish);
        ends.forEach(end -> end.session().drop());
    }

    final void restart() {
        restart(world.once(2), world.any(world.once(3) ? 20_000 : 1000));
    }

    /// @param graceful whether it waits for those who keep what it told, and they know
    final void restart(boolean graceful, int millisOfOutage) {
        if (isRunning()) {
            var awaited = new LinkedHashSet<IpAddress>();
            ends.stream()
                    .filter(end -> end.isGraceful() && end.isUp())
                    .forEach(end -> awaited.add(end.peer().address()));
            stop();
            world.time.after(
                    millisOfOutage,
                    () ->
                            start(
                                    graceful && !awaited.isEmpty()
                                            ? new Restart(awaited, world.now() + DEFERRAL_MILLIS)
                                            : Restart.NONE));
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
        boolean over = rib.takeNotices().stream().anyMatch(Notice.DeferralEnded.class::isInstance);
        deferring &= !over;
        toReconcile |= over;
        if (toReconcile && !more) {
            toReconcile = false;
            reconcile();
        }
        for (var end : ends) {
            more |= end.push();
        }
        if (more) {
            touch();
        }
        wake(rib.nextDeadlineMillis());
    }

    private void wake(long deadlineMillis) {
        if (deadlineMillis != Long.MAX_VALUE && deadlineMillis != wakeAtMillis) {
            wakeAtMillis = deadlineMillis;
            world.time.alarm(deadlineMillis, this::touch);
        }
    }

    /// What follows for the kernel.
    void act(List<InstanceChange> changes) {}

    @Override
    public final String toString() {
        return name;
    }
}
