package dev.evpnd.speaker.show;

import dev.evpnd.rib.explain.PathStanding;
import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.wire.address.Label24;
import dev.evpnd.wire.attribute.Communities;
import dev.evpnd.wire.attribute.LargeCommunities;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.attribute.PmsiTunnel;
import dev.evpnd.wire.community.Community;
import dev.evpnd.wire.community.LargeCommunity;
import dev.evpnd.wire.evpn.EthernetAutoDiscovery;
import dev.evpnd.wire.evpn.InclusiveMulticastEthernetTag;
import dev.evpnd.wire.evpn.IpPrefixAdvertisement;
import dev.evpnd.wire.evpn.MacIpAdvertisement;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What FRR says of a path in words and numbers of its own, wherever it says it.
final class PathText {
    private static final int LOCAL_WEIGHT = 32_768;
    private static final String LOCAL_AS = "local-AS";

    private PathText() {}

    /// Whether a peer of this AS announced it.
    static boolean isInternal(PathStanding path) {
        return switch (path.announcer().kind()) {
            case INTERNAL, CLIENT -> true;
            case LOCAL, EXTERNAL -> false;
        };
    }

    static boolean isOwn(PathStanding path) {
        return path.announcer().kind() == PeerKind.LOCAL;
    }

    /// What begins here has the weight that FRR gives it.
    static int weight(PathStanding path) {
        return isOwn(path) ? LOCAL_WEIGHT : path.path().weight();
    }

    static String origin(Origin origin) {
        return origin.equals(Origin.INCOMPLETE) ? "incomplete" : origin.toString();
    }

    /// The labels, which for VXLAN are VNIs. That of a type 3 is with its tunnel, and is said here
    /// of what begins here.
    static Optional<String> labels(PathStanding path) {
        return switch (path.route()) {
            case EthernetAutoDiscovery it -> Optional.of(label(it.label()));
            case MacIpAdvertisement it -> {
                var second = it.label2();
                yield Optional.of(label(it.label1()) + (second == null ? "" : "/" + label(second)));
            }
            case IpPrefixAdvertisement it -> Optional.of(label(it.label()));
            case InclusiveMulticastEthernetTag _ when isOwn(path) ->
                    path.path()
                            .effective()
                            .attributes()
                            .find(PmsiTunnel.class)
                            .map(it -> label(it.label()));
            default -> Optional.empty();
        };
    }

    private static String label(Label24 label) {
        return Integer.toString(label.vni());
    }

    static String tunnelType(PmsiTunnel tunnel) {
        return switch (tunnel.tunnelType()) {
            case PmsiTunnel.NO_TUNNEL_INFORMATION -> "No info";
            case PmsiTunnel.RSVP_TE_P2MP -> "RSVP-TE P2MP";
            case PmsiTunnel.MLDP_P2MP -> "MLDP P2MP";
            case PmsiTunnel.PIM_SSM -> "PIM-SSM";
            case PmsiTunnel.PIM_SM -> "PIM-SM";
            case PmsiTunnel.BIDIR_PIM -> "PIM-BIDIR";
            case PmsiTunnel.INGRESS_REPLICATION -> "Ingress Replication";
            case PmsiTunnel.MLDP_MP2MP -> "MLDP MP2MP";
            default -> "Unknown(" + tunnel.tunnelType() + ")";
        };
    }

    static List<Community> sorted(Communities communities) {
        return communities.asList().stream()
                .sorted(Comparator.comparing(Community::bits, Integer::compareUnsigned))
                .toList();
    }

    static String community(Community community) {
        return community.equals(Community.NO_EXPORT_SUBCONFED) ? LOCAL_AS : community.toString();
    }

    static List<LargeCommunity> sorted(LargeCommunities communities) {
        return communities.asList().stream()
                .sorted(
                        Comparator.comparing(
                                        LargeCommunity::globalAdministrator,
                                        Integer::compareUnsigned)
                                .thenComparing(LargeCommunity::localData1, Integer::compareUnsigned)
                                .thenComparing(
                                        LargeCommunity::localData2, Integer::compareUnsigned))
                .toList();
    }
}
