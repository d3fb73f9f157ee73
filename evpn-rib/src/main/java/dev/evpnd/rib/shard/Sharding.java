package dev.evpnd.rib.shard;

import dev.evpnd.wire.evpn.EvpnNlriView;
import dev.evpnd.wire.octets.BigEndian;

/// How EVPN routes are shared out.
///
/// @param shards how many shares there are
/// @param runner does what takes time to all of them
public record Sharding(int shards, ShardRunner runner) {
    /// As many as anybody has use for: each has its own memory.
    public static final int MOST_SHARDS = 64;

    /// All in one.
    public static final Sharding NONE = new Sharding(1, ShardRunner.IN_TURN);

    /// The octets of a route, or of its key, that stand in front of its distinguisher.
    private static final int BEFORE_DISTINGUISHER_IN_ROUTE = 2;

    private static final int BEFORE_DISTINGUISHER_IN_KEY = 1;

    public Sharding {
        if (shards < 1 || shards > MOST_SHARDS) {
            throw new IllegalArgumentException("1 to " + MOST_SHARDS + " shards, not " + shards);
        }
    }

    /// The shard of the route that the view stands on.
    public int shardOf(EvpnNlriView route) {
        return shardOf(
                route.array(), route.routeStart() + BEFORE_DISTINGUISHER_IN_ROUTE, route.end());
    }

    /// The shard of the route with a key ([dev.evpnd.wire.evpn.EvpnRoute#key]).
    public int shardOfKey(byte[] key) {
        return shardOf(key, BEFORE_DISTINGUISHER_IN_KEY, key.length);
    }

    /// By the first eight octets, which are the distinguisher in all types that have one. A route
    /// of an unknown type may be shorter.
    private int shardOf(byte[] octets, int start, int end) {
        long first = 0;
        if (end - start >= Long.BYTES) {
            first = BigEndian.u64(octets, start);
        } else {
            for (int at = start; at < end; at++) {
                first = first << Byte.SIZE | BigEndian.u8(octets, at);
            }
        }
        return (int) ((mixed(first) >>> Integer.SIZE) * shards >>> Integer.SIZE);
    }

    /// Distinguishers differ in few of their bits. It is no secret how: whoever has all of his
    /// routes in one shard makes nothing slower than it was without shards.
    private static long mixed(long bits) {
        long mixed = (bits ^ bits >>> 32) * 0x9e3779b97f4a7c15L;
        mixed = (mixed ^ mixed >>> 29) * 0xbf58476d1ce4e5b9L;
        return mixed ^ mixed >>> 32;
    }
}
