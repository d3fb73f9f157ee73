package dev.evpnd.rib.peer;

/// How a peer is treated: what is taken from it and what it is told. It may be changed while the
/// session lasts.
public record PeerSettings(ImportSettings imports, ExportSettings exports) {

    public static final PeerSettings DEFAULT =
            new PeerSettings(ImportSettings.DEFAULT, ExportSettings.DEFAULT);
}
