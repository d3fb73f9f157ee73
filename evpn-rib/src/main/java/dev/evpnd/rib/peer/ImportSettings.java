package dev.evpnd.rib.peer;

/// What is taken from a peer.
///
/// @param requiresPolicy whether an external peer without a policy is taken nothing from (RFC 8212)
public record ImportSettings(boolean requiresPolicy) {

    public static final ImportSettings DEFAULT = new ImportSettings(true);
}
