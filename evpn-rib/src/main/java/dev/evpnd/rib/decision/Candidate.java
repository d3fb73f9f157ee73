package dev.evpnd.rib.decision;

import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.rib.route.AttributeSet;
import dev.evpnd.wire.evpn.EthernetSegmentId;

/// What the decision looks at of one path.
///
/// @param path its number
/// @param peer that announced it; of the kind [PeerKind#LOCAL] where it began here
/// @param pathId its identifier among the paths of the peer (RFC 7911)
/// @param arrival when it came, as a number that grows
/// @param macIp whether the route is a MAC/IP Advertisement, to which mobility applies
/// @param segment that the route names; zero where it names none, or is no MAC/IP Advertisement
/// @param weight that is given to it here, of which the higher is better
/// @param igpMetric of its next hop, or [#UNKNOWN_METRIC]
public record Candidate(
        int path,
        AttributeSet attributes,
        Peer peer,
        int pathId,
        int arrival,
        boolean macIp,
        EthernetSegmentId segment,
        int weight,
        long igpMetric) {

    /// Where nobody says how far the next hop is.
    public static final long UNKNOWN_METRIC = -1;

    public boolean isLocal() {
        return peer.kind() == PeerKind.LOCAL;
    }
}
