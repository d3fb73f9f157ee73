package dev.evpnd.it.simulation;

import dev.evpnd.rib.instance.Intent;
import dev.evpnd.rib.instance.IntentKey;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.MacAddress;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The tables of a VTEP's kernel. In one place is one entry: what it learns itself takes the place
/// of what it was told to hold, and the other way round.
final class Kernel {
    private static final IpPrefix NO_ADDRESS = new IpPrefix(new Ipv4Address(0), 32);

    /// What it was told to hold.
    private final TreeMap<IntentKey, Intent> held = new TreeMap<>();

    /// What it learned: MAC addresses on ports of its own, and neighbours behind those.
    private final TreeMap<IntentKey, Learned> learned = new TreeMap<>();

    /// @param mac of the entry, or that of a neighbour
    /// @param fixed whether it is no entry that was learned but one of an operator's
    record Learned(MacAddress mac, boolean fixed) {}

    static IntentKey key(Vni vni, MacAddress mac) {
        return new IntentKey(vni, IntentKey.Kind.MAC, mac.bits(), NO_ADDRESS);
    }

    static IntentKey key(Vni vni, IpAddress address) {
        return new IntentKey(
                vni, IntentKey.Kind.NEIGHBOR, 0, new IpPrefix(address, address.bitLength()));
    }

    /// @return whether that was news
    boolean learn(IntentKey key, Learned entry) {
        held.remove(key);
        return !entry.equals(learned.put(key, entry));
    }

    /// @return whether there was such an entry
    boolean age(IntentKey key) {
        return learned.remove(key) != null;
    }

    /// @return whether the kernel lost an entry of its own by that
    boolean hold(Intent intent) {
        held.put(intent.key(), intent);
        return learned.remove(intent.key()) != null;
    }

    void drop(Intent intent) {
        held.remove(intent.key(), intent);
    }

    /// What a speaker before left behind is taken out, but for what is to be held still.
    void holdOnly(Collection<Intent> intents) {
        held.values().retainAll(intents);
    }

    void forgetLearned(Vni vni) {
        learned.keySet().removeIf(key -> key.vni().equals(vni));
    }

    List<Intent> held() {
        return List.copyOf(held.values());
    }

    List<Map.Entry<IntentKey, Learned>> learned() {
        return List.copyOf(learned.entrySet());
    }
}
