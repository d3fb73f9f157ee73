package dev.evpnd.speaker.journal;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/// The entries that evpnd may have in a kernel, as they follow from what it asked for.
///
/// Of the last thing that was asked for it is not known whether the kernel did it. So an address
/// may lead to the remote that was asked for last, or to the one before.
public final class OwnEntries {

    /// @param flooded the remote where the address has several, each of them an entry
    private record Spot(
            int device, int vlan, int sourceVni, MacAddress mac, @Nullable IpAddress flooded) {

        /// Written out, as [#hashCode] is: what the JDK puts together for a record is slow until it
        /// is compiled by C2, which evpnd is never.
        @Override
        public boolean equals(Object other) {
            return other instanceof Spot that
                    && device == that.device
                    && vlan == that.vlan
                    && sourceVni == that.sourceVni
                    && mac.equals(that.mac)
                    && Objects.equals(flooded, that.flooded);
        }

        @Override
        public int hashCode() {
            int hash = 31 * (31 * (31 * device + vlan) + sourceVni) + mac.hashCode();
            return flooded == null ? hash : 31 * hash + flooded.hashCode();
        }
    }

    private record Remotes(IpAddress last, @Nullable IpAddress before) {

        boolean has(IpAddress remote) {
            return remote.equals(last) || remote.equals(before);
        }
    }

    private final Map<Spot, Remotes> entries = new HashMap<>();

    private static Spot spot(OwnEntry entry) {
        return new Spot(
                entry.device(),
                entry.vlan(),
                entry.sourceVni(),
                entry.mac(),
                entry.isFlooded() ? entry.remote() : null);
    }

    /// The kernel is about to be asked for an entry.
    ///
    /// @return whether that is news
    public boolean put(OwnEntry entry) {
        var spot = spot(entry);
        var there = entries.get(spot);
        if (there != null && there.last.equals(entry.remote())) {
            return false;
        }
        // What was asked for before was done, or it would have been said that it was refused.
        entries.put(spot, new Remotes(entry.remote(), there == null ? null : there.last));
        return true;
    }

    /// The kernel did not do it: what was before still is.
    ///
    /// @return whether that is news
    public boolean refused(OwnEntry entry) {
        var spot = spot(entry);
        var there = entries.get(spot);
        if (there == null || !there.last.equals(entry.remote())) {
            return false;
        }
        if (there.before == null) {
            // It may have been there since before that: what is refused changes nothing.
            return false;
        }
        entries.put(spot, new Remotes(there.before, null));
        return true;
    }

    /// The entry is gone, whatever its remote was if it is the only one of its address.
    ///
    /// @return whether that is news
    public boolean remove(OwnEntry entry) {
        return entries.remove(spot(entry)) != null;
    }

    /// A device is gone, and with it all of its entries.
    ///
    /// @return whether that is news
    public boolean forget(int device) {
        return entries.keySet().removeIf(each -> each.device == device);
    }

    /// Whether an entry is as one of these.
    public boolean has(OwnEntry entry) {
        var there = entries.get(spot(entry));
        return there != null && there.has(entry.remote());
    }

    /// Whether there is one of the same address, whatever its remote.
    public boolean hasAddress(OwnEntry entry) {
        return entries.containsKey(spot(entry));
    }

    public void addAll(OwnEntries others) {
        entries.putAll(others.entries);
    }

    public int size() {
        return entries.size();
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /// The entries, those with the remotes that were asked for last.
    public void forEach(Consumer<OwnEntry> to) {
        entries.forEach((spot, remotes) -> to.accept(entry(spot, remotes.last)));
    }

    /// What has to be put, in this order, to come to the same.
    void forEachPut(Consumer<OwnEntry> to) {
        entries.forEach(
                (spot, remotes) -> {
                    if (remotes.before != null) {
                        to.accept(entry(spot, remotes.before));
                    }
                    to.accept(entry(spot, remotes.last));
                });
    }

    private static OwnEntry entry(Spot spot, IpAddress remote) {
        return new OwnEntry(spot.device, spot.vlan, spot.sourceVni, spot.mac, remote);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OwnEntries those && entries.equals(those.entries);
    }

    @Override
    public int hashCode() {
        return entries.hashCode();
    }

    @Override
    public String toString() {
        return entries.toString();
    }
}
