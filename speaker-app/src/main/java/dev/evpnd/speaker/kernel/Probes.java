package dev.evpnd.speaker.kernel;

import dev.evpnd.rib.instance.IntentKey;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.speaker.netlink.KernelRequest;
import dev.evpnd.speaker.netlink.NeighborEntry;
import dev.evpnd.speaker.netlink.NeighborFlags;
import dev.evpnd.wire.address.IpAddress;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.function.Predicate;

/// Hosts that the kernel is to ask whether they are there.
///
/// It asks for none of which it has an entry that holds without asking. So one that evpnd has made
/// and wants no more has to go first.
final class Probes {
    /// The kernel asks others by itself when they are needed.
    private static final int MOST = 4096;

    private final ArrayDeque<Probe> waiting = new ArrayDeque<>();
    private final Predicate<IntentKey> isLeaving;

    /// @param isLeaving whether an entry is wanted no more and may still be there
    Probes(Predicate<IntentKey> isLeaving) {
        this.isLeaving = isLeaving;
    }

    private record Probe(Vni vni, int device, IpAddress address) {
        IntentKey key() {
            return IntentKey.of(IntentKey.Kind.NEIGHBOR, vni, address);
        }

        KernelRequest request() {
            return new KernelRequest.PutNeighbor(
                    new NeighborEntry(device, address, null, 0, NeighborFlags.USE, 0));
        }
    }

    void add(Vni vni, int device, IpAddress address) {
        if (waiting.size() < MOST) {
            waiting.add(new Probe(vni, device, address));
        }
    }

    /// The next one that need not wait, or null if there is none.
    @Nullable KernelRequest next() {
        for (int i = waiting.size(); i > 0; i--) {
            var probe = waiting.remove();
            if (!isLeaving.test(probe.key())) {
                return probe.request();
            }
            waiting.add(probe);
        }
        return null;
    }
}
