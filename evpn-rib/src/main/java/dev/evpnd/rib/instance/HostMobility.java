package dev.evpnd.rib.instance;

import dev.evpnd.rib.instance.AddressEntry.Place;
import dev.evpnd.rib.instance.IpEntry.Binding;
import dev.evpnd.rib.instance.MacEntry.LocalMac;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;

import org.jspecify.annotations.Nullable;

/// How addresses of a bridge domain come, move and go: what the kernel learns of them here and what
/// other VTEPs claim decide together where each is, RFC 7432 section 15 and RFC 9721.
///
/// What the kernel learned is forgotten where the address turns out to be elsewhere: then the entry
/// of the kernel's that told it is replaced.
final class HostMobility {
    private final HostTable table = new HostTable();
    private final Placement placement = new Placement(table);
    private final Sequences sequences = new Sequences(table);
    private final HostPublisher publisher;
    private final Deadlines deadlines;
    private final Duplicates duplicates = new Duplicates();
    private final Followers followers = new Followers(this);
    private final Runnable busy;

    /// @param busy is run when there is something that [#goOn] has to go on with
    HostMobility(HostPublisher publisher, Deadlines deadlines, Runnable busy) {
        this.publisher = publisher;
        this.deadlines = deadlines;
        this.busy = busy;
    }

    HostTable table() {
        return table;
    }

    /// A route of another VTEP's comes, changes or goes.
    ///
    /// @param before its claim until now, or null
    /// @param after its claim from now on, or null; one of the two there is
    void claim(@Nullable HostCandidate before, @Nullable HostCandidate after, long now) {
        var some = after != null ? after : before;
        if (some == null) {
            throw new IllegalArgumentException("a claim comes, changes or goes");
        }
        var mac = table.mac(some.mac());
        replace(mac, before, after);
        if (after != null) {
            tellOfStickiness(mac, after);
        }
        var ip = some.address() == null ? null : table.ip(some.address());
        if (ip != null) {
            replace(ip, before, after);
        }
        settle(mac, now);
        if (ip != null) {
            settle(ip, false, now);
        }
    }

    private static void replace(
            AddressEntry entry, @Nullable HostCandidate before, @Nullable HostCandidate after) {
        if (before != null) {
            entry.candidates().remove(before);
        }
        if (after != null) {
            entry.candidates().add(after);
        }
    }

    private void tellOfStickiness(MacEntry mac, HostCandidate claim) {
        var local = mac.local();
        if (local != null && local.gateway() && claim.offer().attributes().gateway()) {
            // Each VTEP may be the gateway of its hosts, and all with one address.
            return;
        }
        if (local != null && (local.sticky() || claim.claim().keeps())) {
            var stays =
                    local.sticky()
                            ? Notice.StickyConflict.Stays.HERE
                            : Notice.StickyConflict.Stays.THERE;
            tellConflict(mac.mac(), null, claim.vtep(), stays);
        }
    }

    private void tellConflict(
            MacAddress mac,
            @Nullable IpAddress address,
            IpAddress vtep,
            Notice.StickyConflict.Stays stays) {
        publisher.tell(new Notice.StickyConflict(vni(), mac, address, vtep, stays));
    }

    /// The kernel learned a MAC address on a port, or learned it anew on another.
    void macLearned(MacAddress mac, LocalMac learned, long now) {
        var entry = table.mac(mac);
        if (entry.local() != null) {
            entry.setLocal(learned);
            settle(entry, now);
            publishAll(entry);
            return;
        }
        if (staysThere(entry, mac, null, learned.sticky())) {
            publisher.insist(entry);
            return;
        }
        entry.setLocal(learned);
        entry.raiseSequence(sequences.toTake(entry));
        settle(entry, now);
    }

    /// Whether an address that the kernel has just found here has to stay where it is.
    private boolean staysThere(
            AddressEntry entry, MacAddress mac, @Nullable IpAddress address, boolean sticky) {
        if (!(entry.place() instanceof Place.There(var candidate))) {
            return false;
        }
        if (entry.isFrozen()) {
            return true;
        }
        if (sticky || !candidate.claim().keeps()) {
            return false;
        }
        tellConflict(mac, address, candidate.vtep(), Notice.StickyConflict.Stays.THERE);
        return true;
    }

    /// The kernel has the MAC address on no port any more.
    void macGone(MacAddress mac, long now) {
        var entry = table.find(mac);
        if (entry != null && entry.local() != null) {
            entry.setLocal(null);
            settle(entry, now);
        }
    }

    /// The kernel found a neighbour here, or found something new about it.
    void neighborLearned(IpAddress address, Binding learned, long now) {
        var entry = table.ip(address);
        var known = entry.binding();
        if (known != null && known.mac().equals(learned.mac())) {
            entry.setBinding(learned);
            settle(entry, true, now);
            return;
        }
        var mac = table.find(learned.mac());
        boolean sticky = mac != null && mac.local() != null && mac.local().sticky();
        if (staysThere(entry, learned.mac(), address, sticky)) {
            publisher.insist(entry);
            return;
        }
        bind(entry, learned);
        settle(entry, true, now);
    }

    private void bind(IpEntry entry, Binding learned) {
        // What was kept for a MAC address that was never learned is as good for the next.
        long sequence = Sequences.ofBinding(entry, learned.mac());
        var previous = table.owner(entry);
        if (previous != null && entry.place().isHere()) {
            sequence = Math.max(sequence, Sequences.next(previous.sequence()));
        }
        table.bind(entry, learned);
        entry.setSequenceOfBinding(sequence);
        var mac = table.mac(learned.mac());
        if (mac.place().isHere() && mac.raiseSequence(sequence)) {
            publishAll(mac);
        }
    }

    /// The kernel has no such neighbour any more.
    void neighborGone(IpAddress address, long now) {
        var entry = table.find(address);
        if (entry != null && entry.binding() != null) {
            table.unbind(entry);
            // It may have waited in the place of what the kernel should hold.
            publisher.insist(entry);
            settle(entry, false, now);
        }
    }

    /// Decides anew where a MAC address is, and with it its IP addresses.
    void settle(MacEntry entry, long now) {
        var before = entry.place();
        var after = placement.place(entry, vtep());
        if (entry.local() != null && isMove(before, after)) {
            noteMove(entry, elsewhere(before, after), after.isHere(), now);
            after = placement.place(entry, vtep());
        }
        entry.setPlace(after);
        if (after instanceof Place.There && entry.local() != null) {
            entry.setLocal(null);
            publisher.insist(entry);
        }
        publisher.publish(entry);
        if (Placement.isChanged(before, after)) {
            follow(entry, isMove(before, after), now);
        }
        table.forget(entry);
    }

    private void follow(MacEntry entry, boolean moved, long now) {
        if (entry.hasManyAddresses()) {
            followers.add(entry, moved);
            busy.run();
            return;
        }
        var addresses = table.addresses(entry);
        addresses.forEach(address -> settle(table.ip(address), false, now));
        if (moved) {
            addresses.forEach(address -> probe(address, entry));
        }
    }

    /// An IP address follows its MAC address.
    void follow(MacEntry entry, IpAddress address, boolean moved, long now) {
        var ip = table.find(address);
        if (ip == null) {
            return;
        }
        boolean isBound = entry.bindings().contains(address);
        if (isBound
                && entry.place().isHere()
                && entry.raiseSequence(Sequences.ofBinding(ip, entry.mac()))) {
            publishAll(entry);
        }
        settle(ip, false, now);
        if (moved) {
            probe(address, entry);
        }
    }

    /// Decides anew where an IP address is.
    ///
    /// @param bound whether the kernel has just said that it is here: then the neighbour may wait
    ///   for its MAC address, which often is told later, until the kernel is told something else
    void settle(IpEntry entry, boolean bound, long now) {
        var owner = table.owner(entry);
        var before = entry.place();
        var after = placement.place(entry, vtep());
        if (owner != null && isMove(before, after)) {
            var elsewhere = elsewhere(before, after);
            // With its MAC address it moves as that does, which counts once.
            if (!elsewhere.mac().equals(owner.mac())) {
                noteMove(entry, elsewhere, after.isHere(), now);
                after = placement.place(entry, vtep());
            }
        }
        entry.setPlace(after);
        boolean waits = bound && owner == null && before instanceof Place.There;
        if (after instanceof Place.There && entry.binding() != null && !waits) {
            table.unbind(entry);
            publisher.insist(entry);
        }
        publisher.publish(entry, table.owner(entry));
        table.forget(entry);
    }

    private static boolean isMove(Place before, Place after) {
        return before.isHere() && after instanceof Place.There
                || before instanceof Place.There && after.isHere();
    }

    /// Asks for an IP address of a MAC address that came or went, if nobody has said where it is
    /// now.
    private void probe(IpAddress address, MacEntry entry) {
        var ip = table.find(address);
        if (ip == null || ip.place() instanceof Place.Nowhere) {
            publisher.probe(address, entry);
        }
    }

    private static HostCandidate elsewhere(Place before, Place after) {
        if (after instanceof Place.There(var candidate)) {
            return candidate;
        }
        if (before instanceof Place.There(var candidate)) {
            return candidate;
        }
        throw new IllegalArgumentException("no move from " + before + " to " + after);
    }

    private void noteMove(AddressEntry entry, HostCandidate elsewhere, boolean toHere, long now) {
        var detection = entry.detection();
        if (!detection.moved(publisher.vrf().duplicates(), toHere, now)) {
            return;
        }
        duplicates.add(entry);
        deadlines.add(detection.until(), vni(), entry);
        publisher.tell(
                new Notice.DuplicateDetected(
                        vni(),
                        entry.macAddress(),
                        entry.ipAddress(),
                        detection.moves(),
                        elsewhere.vtep(),
                        detection.isFrozen()));
    }

    /// Says again what follows from a MAC address, whose sequence number all its routes share.
    private void publishAll(MacEntry entry) {
        publisher.publish(entry);
        if (entry.hasManyAddresses()) {
            followers.add(entry, false);
            busy.run();
            return;
        }
        for (var address : entry.bindings()) {
            var ip = table.ip(address);
            publisher.publish(ip, table.owner(ip));
        }
    }

    /// The time of a duplicate may be over.
    ///
    /// @param address whose entry may be another by now, or none
    void expire(AddressEntry address, long now) {
        var entry = table.find(address);
        if (entry == null) {
            return;
        }
        var detection = entry.detection();
        if (detection.isDuplicate() && detection.until() > now) {
            deadlines.add(detection.until(), vni(), entry);
        } else if (detection.isDuplicate()) {
            clearDuplicate(entry, false, now);
        }
    }

    /// An operator wants a duplicate to be treated like any other address again.
    void clearDuplicate(@Nullable AddressEntry entry, long now) {
        if (entry != null && entry.isDuplicate()) {
            clearDuplicate(entry, true, now);
        }
    }

    /// The same for all duplicates that are there.
    void clearDuplicates() {
        duplicates.clear();
        busy.run();
    }

    private void clearDuplicate(AddressEntry entry, boolean byOperator, long now) {
        tellOfCleared(entry, byOperator);
        switch (entry) {
            case MacEntry mac -> {
                if (mac.local() != null && !mac.place().isHere()) {
                    mac.raiseSequence(sequences.toTake(mac));
                }
                settle(mac, now);
            }
            case IpEntry ip -> settle(ip, false, now);
        }
    }

    private void tellOfCleared(AddressEntry entry, boolean byOperator) {
        duplicates.remove(entry);
        entry.detection().clear();
        publisher.tell(
                new Notice.DuplicateCleared(
                        vni(), entry.macAddress(), entry.ipAddress(), byOperator));
    }

    /// Goes on with the duplicates that are to be cleared, and the addresses that are to follow.
    ///
    /// @return whether there is more
    boolean goOn(Slice slice, long now) {
        for (var entry = duplicates.nextToClear();
                entry != null;
                entry = duplicates.nextToClear()) {
            if (slice.isOver()) {
                return true;
            }
            slice.spend(Slice.ADDRESS);
            clearDuplicate(entry, true, now);
        }
        return followers.goOn(slice, now);
    }

    /// Nothing is a duplicate here any more.
    void end() {
        duplicates.clear();
    }

    /// @return whether there was one duplicate left that is none any more
    boolean tellOfCleared() {
        var entry = duplicates.nextToClear();
        if (entry != null) {
            tellOfCleared(entry, true);
        }
        return entry != null;
    }

    private Vni vni() {
        return publisher.vrf().vni();
    }

    private IpAddress vtep() {
        return publisher.vrf().vtep();
    }
}
