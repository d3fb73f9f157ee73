package dev.evpnd.speaker.transport;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;

import java.util.Map;

/// Which peers have to sign what they send, and how (TCP MD5, RFC 2385).
///
/// @param peers by their addresses
/// @param ranges of addresses; the longest that a peer is in counts, and its own before it
public record Passwords(Map<IpAddress, String> peers, Map<IpPrefix, String> ranges) {

    public static final Passwords NONE = new Passwords(Map.of(), Map.of());

    public Passwords {
        peers = Map.copyOf(peers);
        ranges = Map.copyOf(ranges);
    }

    boolean isEmpty() {
        return peers.isEmpty() && ranges.isEmpty();
    }
}
