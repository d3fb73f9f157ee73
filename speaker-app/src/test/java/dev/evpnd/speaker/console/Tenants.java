package dev.evpnd.speaker.console;

import dev.evpnd.rib.instance.ImportTarget;
import dev.evpnd.rib.instance.IpVrfSettings;
import dev.evpnd.rib.instance.MacVrfSettings;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.community.RouteTarget;
import dev.evpnd.wire.evpn.RouteDistinguisher;

import java.util.List;

/// A console of a VTEP with two bridge domains and a tenant, as the FRR had them whose answers are
/// kept in `frr-10.7.1-l3vni`.
final class Tenants {
    private static final IpAddress HERE = IpAddress.parse("192.168.33.15");
    private static final Vni TENANT = new Vni(4001);

    private Tenants() {}

    /// @param shards that the routes are in
    static ConsoleWithPeers withRoutesOfOtherVteps(int shards) {
        var peers = new ConsoleWithPeers(shards);
        peers.change(
                rib -> {
                    rib.configure(bridgeDomain(100, 2));
                    rib.configure(bridgeDomain(200, 3));
                    rib.configure(
                            IpVrfSettings.of(
                                    "default",
                                    TENANT,
                                    RouteDistinguisher.parse("192.168.33.15:1"),
                                    List.of(new ImportTarget.Exact(target(4001))),
                                    List.of(target(4001)),
                                    MacAddress.parse("02:00:00:00:40:01"),
                                    HERE));
                });
        peers.announce(Transcript.announced("frr-10.7.1-l3vni"));
        return peers;
    }

    private static MacVrfSettings bridgeDomain(int vni, int number) {
        return MacVrfSettings.of(
                        new Vni(vni),
                        RouteDistinguisher.parse("192.168.33.15:" + number),
                        List.of(new ImportTarget.Exact(target(vni))),
                        List.of(target(vni)),
                        HERE)
                .withL3Vni(TENANT);
    }

    private static RouteTarget target(int number) {
        return RouteTarget.parse("65000:" + number);
    }
}
