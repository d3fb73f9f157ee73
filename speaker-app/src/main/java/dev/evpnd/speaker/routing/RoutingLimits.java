package dev.evpnd.speaker.routing;

/// How much may wait at once, in octets.
///
/// @param inputOctetsPerPeer of UPDATEs of one peer that are not applied yet, at which it is read
///   no more
/// @param inputOctets of all peers; beyond it every peer may have [#LEAST_INPUT_OCTETS] waiting
/// @param outputOctetsPerPeer that are handed to the system and not taken by it yet, at which
///   nothing more is written for the peer
public record RoutingLimits(int inputOctetsPerPeer, long inputOctets, int outputOctetsPerPeer) {

    /// A peer is always read up to this.
    public static final int LEAST_INPUT_OCTETS = 1 << 16;

    public static final RoutingLimits DEFAULT = new RoutingLimits(1 << 20, 1L << 26, 1 << 18);

    public RoutingLimits {
        if (inputOctetsPerPeer < LEAST_INPUT_OCTETS
                || inputOctets < LEAST_INPUT_OCTETS
                || outputOctetsPerPeer < LEAST_INPUT_OCTETS) {
            throw new IllegalArgumentException("one message may have 65,535 octets");
        }
    }
}
