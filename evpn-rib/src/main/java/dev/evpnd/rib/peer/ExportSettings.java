package dev.evpnd.rib.peer;

/// What a peer is told.
///
/// @param requiresPolicy whether an external peer without a policy is told nothing (RFC 8212)
public record ExportSettings(boolean requiresPolicy) {

    public static final ExportSettings DEFAULT = new ExportSettings(true);
}
