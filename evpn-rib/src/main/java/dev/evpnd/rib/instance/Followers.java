package dev.evpnd.rib.instance;

import dev.evpnd.rib.store.Line;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;

import org.jspecify.annotations.Nullable;

import java.util.Comparator;

/// MAC addresses with so many IP addresses that these cannot be decided anew at once when the MAC
/// address moves: they follow in slices, and nothing is lost by what happens in between, for each
/// of them goes where its MAC address is by then.
final class Followers {
    /// A host has a few; more than that a router or a proxy has, or whoever means no good.
    static final int AT_ONCE = 16;

    private final HostMobility mobility;

    /// Of which MAC addresses a walk has yet to begin, and whether they moved between here and
    /// elsewhere.
    private final Line<MacAddress, Boolean> waiting =
            new Line<>(Comparator.comparingLong(MacAddress::bits));

    private @Nullable MacEntry mac;
    private boolean moved;
    private @Nullable IpAddress binding;
    private @Nullable HostCandidate claim;

    Followers(HostMobility mobility) {
        this.mobility = mobility;
    }

    /// All of a MAC address follow it, once more where some are on their way.
    void add(MacEntry entry, boolean hasMoved) {
        boolean before = Boolean.TRUE.equals(waiting.get(entry.mac()));
        waiting.put(entry.mac(), before || hasMoved);
    }

    /// @return whether there is more
    boolean goOn(Slice slice, long now) {
        while (!slice.isOver() && begin()) {
            step(slice, now);
        }
        return mac != null || !waiting.isEmpty();
    }

    private boolean begin() {
        while (mac == null) {
            var first = waiting.pollFirst();
            if (first == null) {
                return false;
            }
            // Nothing, if nothing is known of it any more.
            mac = mobility.table().find(first.getKey());
            moved = first.getValue();
            binding = null;
            claim = null;
        }
        return true;
    }

    /// One that is bound to it here, behind the last of them one that is claimed with it.
    private void step(Slice slice, long now) {
        var entry = mac;
        if (entry == null) {
            return;
        }
        var bindings = entry.bindings();
        if (claim == null && !bindings.isEmpty()) {
            var next = binding == null ? bindings.first() : bindings.higher(binding);
            if (next != null) {
                binding = next;
                follow(entry, next, slice, now);
                return;
            }
        }
        claim = entry.claimAfter(claim);
        if (claim == null) {
            mac = null;
        } else if (claim.address() != null) {
            follow(entry, claim.address(), slice, now);
        }
    }

    private void follow(MacEntry entry, IpAddress address, Slice slice, long now) {
        slice.spend(Slice.ADDRESS);
        mobility.follow(entry, address, moved, now);
    }
}
