package dev.evpnd.speaker.kernel;

import dev.evpnd.speaker.netlink.ForwardingEntry;
import dev.evpnd.speaker.netlink.KernelEvent;
import dev.evpnd.speaker.netlink.NeighborEntry;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.Ipv6Address;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// Which forwarding entries and neighbors the kernel has told of since a moment, by 64 bits of
/// each. If two have the same, one that is gone may count as seen; never the other way round.
final class Seen {
    private static final int FIRST_SLOTS = 1 << 10;
    private static final long BRIDGE = 1L << 32;
    private static final long NEIGHBOR = 2L << 32;
    private static final long SPREAD = 0x9e37_79b9_7f4a_7c15L;

    private long[] slots = new long[FIRST_SLOTS];
    private int size;

    void see(KernelEvent event) {
        if (event instanceof KernelEvent.ForwardingIs(var entry)) {
            add(bits(entry));
        } else if (event instanceof KernelEvent.NeighborIs(var neighbor)) {
            add(bits(neighbor));
        }
    }

    boolean has(ForwardingEntry entry) {
        return has(bits(entry));
    }

    boolean has(NeighborEntry neighbor) {
        return has(bits(neighbor));
    }

    private static long bits(ForwardingEntry entry) {
        return entry.bridge() != 0
                ? bits(BRIDGE | entry.bridge(), entry.vlan(), entry.mac().bits(), null)
                : bits(entry.index(), entry.sourceVni(), entry.mac().bits(), entry.remote());
    }

    private static long bits(NeighborEntry neighbor) {
        return bits(NEIGHBOR | neighbor.index(), 0, 0, neighbor.address());
    }

    private static long bits(long owner, int scope, long mac, @Nullable IpAddress remote) {
        long bits = mix(mix(mix(owner) + scope) + mac);
        return mix(
                switch (remote) {
                    case null -> bits;
                    case Ipv4Address(int address) -> mix(bits + Integer.toUnsignedLong(address));
                    case Ipv6Address(long high, long low) -> mix(mix(bits + high) + low + 1);
                });
    }

    private static long mix(long bits) {
        long mixed = (bits + SPREAD) * SPREAD;
        return (mixed ^ mixed >>> Integer.SIZE) * SPREAD;
    }

    private void add(long bits) {
        if (2 * size >= slots.length) {
            grow();
        }
        int at = slot(bits);
        if (slots[at] == 0) {
            slots[at] = nonZero(bits);
            size++;
        }
    }

    private void grow() {
        var before = slots;
        slots = new long[2 * before.length];
        Arrays.stream(before).filter(each -> each != 0).forEach(each -> slots[slot(each)] = each);
    }

    private boolean has(long bits) {
        return slots[slot(bits)] != 0;
    }

    /// Where the bits are, or would be.
    private int slot(long bits) {
        long wanted = nonZero(bits);
        int at = (int) (wanted >>> Integer.SIZE) & slots.length - 1;
        while (slots[at] != 0 && slots[at] != wanted) {
            at = at + 1 & slots.length - 1;
        }
        return at;
    }

    private static long nonZero(long bits) {
        return bits == 0 ? 1 : bits;
    }
}
