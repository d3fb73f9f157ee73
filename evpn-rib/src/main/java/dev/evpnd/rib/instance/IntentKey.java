package dev.evpnd.rib.instance;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.MacAddress;

/// Which entry of the kernel's an [Intent] is about. The order, by VNI first, is the one in which
/// intents are listed.
///
/// @param mac the bits of the MAC address, 0 where the entry is not known by one
/// @param prefix the address, or the unspecified one where the entry is not known by one
public record IntentKey(Vni vni, Kind kind, long mac, IpPrefix prefix)
        implements Comparable<IntentKey> {

    private static final IpPrefix NO_ADDRESS = new IpPrefix(new Ipv4Address(0), 32);

    /// Which table of the kernel's.
    public enum Kind {
        FLOOD,
        MAC,
        NEIGHBOR,
        NEXT_HOP,
        PREFIX
    }

    public static IntentKey mac(Vni vni, MacAddress mac) {
        return new IntentKey(vni, Kind.MAC, mac.bits(), NO_ADDRESS);
    }

    public static IntentKey of(Kind kind, Vni vni, IpAddress address) {
        return new IntentKey(vni, kind, 0, new IpPrefix(address, address.bitLength()));
    }

    public static IntentKey prefix(Vni vni, IpPrefix prefix) {
        return new IntentKey(vni, Kind.PREFIX, 0, prefix);
    }

    /// Before all of a VNI, and behind what comes before these.
    public static IntentKey before(Vni vni) {
        return before(vni, Kind.FLOOD);
    }

    /// Before all of a kind, and behind what comes before these.
    public static IntentKey before(Vni vni, Kind kind) {
        return new IntentKey(vni, kind, -1, NO_ADDRESS);
    }

    /// Written out, for there are as many comparisons as a tree of all intents is deep to each one.
    @Override
    public int compareTo(IntentKey other) {
        if (vni.number() != other.vni.number()) {
            return Integer.compare(vni.number(), other.vni.number());
        }
        if (kind != other.kind) {
            return kind.compareTo(other.kind);
        }
        if (mac != other.mac) {
            return Long.compare(mac, other.mac);
        }
        // It has no other address.
        if (kind == Kind.MAC) {
            return 0;
        }
        int byAddress = prefix.address().compareTo(other.prefix.address());
        return byAddress != 0 ? byAddress : Integer.compare(prefix.length(), other.prefix.length());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IntentKey that && compareTo(that) == 0;
    }

    @Override
    public int hashCode() {
        int hash = 31 * (31 * vni.number() + kind.name().hashCode()) + Long.hashCode(mac);
        return kind == Kind.MAC ? hash : 31 * hash + prefix.hashCode();
    }
}
