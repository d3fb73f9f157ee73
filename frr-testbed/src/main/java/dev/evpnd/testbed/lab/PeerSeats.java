package dev.evpnd.testbed.lab;

import dev.evpnd.testbed.lab.Place.Seat;
import dev.evpnd.testbed.peer.Neighbor;
import dev.evpnd.testbed.peer.Neighbor.Feature;
import dev.evpnd.testbed.peer.PeerConfiguration;
import dev.evpnd.testbed.peer.PeerKind;

/// What the peers of the testbed are configured with in each seat. FRR takes whoever comes from the
/// subnet as a dynamic neighbour of a peer group; the other reflectors have the two VTEPs listed.
final class PeerSeats {
    private static final String FRR_REFLECTOR =
            """
            router bgp 65000
             bgp router-id 192.168.33.12
             bgp cluster-id 192.168.33.12
             bgp log-neighbor-changes
             no bgp default ipv4-unicast
             neighbor fabric peer-group
             neighbor fabric remote-as %s
             neighbor fabric capability extended-nexthop
             neighbor fabric update-source 192.168.33.12
             bgp listen range 192.168.33.0/24 peer-group fabric
             !
             address-family l2vpn evpn
              neighbor fabric activate
              neighbor fabric %s
             exit-address-family
            exit
            """;

    private PeerSeats() {}

    static PeerConfiguration configuration(Seat seat, PeerKind kind, Peering peering) {
        var bare = PeerConfiguration.of(peering.as(seat), seat.address());
        if (kind == PeerKind.FRR_8_4 || kind == PeerKind.FRR_10_7) {
            return seat == Seat.REFLECTOR
                    ? bare.extra(frrReflector(peering))
                    : bare.onKernel().extra(frrVtep(seat, peering));
        }
        return seat.neighbors()
                .map(it -> Neighbor.of(it.address(), peering.as(it)).with(feature(peering)))
                .reduce(bare, PeerConfiguration::neighbor, (one, _) -> one);
    }

    private static Feature feature(Peering peering) {
        return switch (peering) {
            case INTERNAL -> Feature.REFLECTOR_CLIENT;
            case EXTERNAL -> Feature.NEXT_HOP_UNCHANGED;
        };
    }

    private static String frrReflector(Peering peering) {
        return switch (peering) {
            case INTERNAL -> FRR_REFLECTOR.formatted("internal", "route-reflector-client");
            case EXTERNAL -> FRR_REFLECTOR.formatted("external", "attribute-unchanged next-hop");
        };
    }

    private static String frrVtep(Seat seat, Peering peering) {
        return """
            router bgp %d
             bgp router-id %s
             no bgp default ipv4-unicast
             neighbor fabric peer-group
             neighbor fabric remote-as %d
             neighbor fabric capability extended-nexthop
             ! BGP sessions with route reflectors
             neighbor 192.168.33.12 peer-group fabric
             !
             address-family l2vpn evpn
              neighbor fabric activate
              advertise-all-vni
             exit-address-family
            exit
            """
                .formatted(peering.as(seat), seat.address(), peering.as(Seat.REFLECTOR));
    }
}
