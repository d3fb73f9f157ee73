package dev.evpnd.rib.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.rib.route.AttributeTable;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.ClusterList;
import dev.evpnd.wire.attribute.ExtendedCommunities;
import dev.evpnd.wire.attribute.LocalPref;
import dev.evpnd.wire.attribute.MultiExitDisc;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.attribute.OriginatorId;
import dev.evpnd.wire.attribute.PathAttribute;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.community.MacMobility;
import dev.evpnd.wire.octets.OctetWriter;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Each step of the decision on its own, and their order; what a path has beside that is equal.
class DecisionTest {
    private static final PathAttribute ONE_AS = AsPath.ofSequence(1);
    private static final IpAddress LOW = IpAddress.parse("10.0.0.1");
    private static final IpAddress HIGH = IpAddress.parse("10.0.0.2");

    private final AttributeTable table = new AttributeTable(0);
    private int paths;

    @Test
    void keepsAStickyMacBeforeAHigherSequence() {
        var sticky = path(LOW, HIGH, community(MacMobility.sticky(0)));
        var moved = path(HIGH, LOW, community(MacMobility.of(9)));
        assertChosen(sticky, DecisionStep.STICKY_MAC, moved);
    }

    @Test
    void keepsTheHigherMobilitySequenceBeforeTheLowerVtep() {
        var moved = path(LOW, HIGH, community(MacMobility.of(2)));
        var before = path(HIGH, LOW, community(MacMobility.of(1)));
        assertChosen(moved, DecisionStep.MOBILITY_SEQUENCE, before);
    }

    @Test
    void keepsTheLowerVtepBeforeAHigherLocalPref() {
        var lower = path(LOW, LOW, new LocalPref(100));
        var preferred = path(HIGH, HIGH, new LocalPref(200));
        assertChosen(lower, DecisionStep.LOWER_VTEP, preferred);
    }

    @Test
    void looksAtNeitherMobilityNorVtepOfARouteWithoutMacAddress() {
        var moved = prefix(path(LOW, LOW, community(MacMobility.of(9)), new LocalPref(100)));
        var preferred = prefix(path(HIGH, HIGH, new LocalPref(200)));
        assertChosen(preferred, DecisionStep.LOCAL_PREF, moved);
    }

    @Test
    void keepsTheHigherLocalPrefBeforeTheShorterPath() {
        var preferred = path(HIGH, LOW, new LocalPref(101), AsPath.ofSequence(1, 2));
        assertChosen(preferred, DecisionStep.LOCAL_PREF, path(LOW, LOW, ONE_AS));
    }

    @Test
    void keepsTheShorterPathBeforeTheBetterOrigin() {
        var shorter = path(HIGH, LOW, ONE_AS, Origin.INCOMPLETE);
        var other = path(LOW, LOW, AsPath.ofSequence(1, 2), Origin.IGP);
        assertChosen(shorter, DecisionStep.AS_PATH, other);
    }

    @Test
    void keepsTheBetterOriginBeforeTheLowerMed() {
        var better = path(HIGH, LOW, ONE_AS, Origin.IGP, new MultiExitDisc(9));
        var other = path(LOW, LOW, ONE_AS, Origin.EGP, new MultiExitDisc(1));
        assertChosen(better, DecisionStep.ORIGIN, other);
    }

    @Test
    void comparesTheMedOfOneNeighbouringAsAlone() {
        var low = path(HIGH, LOW, ONE_AS, new MultiExitDisc(1));
        var high = path(LOW, LOW, ONE_AS, new MultiExitDisc(2));
        assertChosen(low, DecisionStep.MED, high);
        var elsewhere = path(LOW, LOW, AsPath.ofSequence(2), new MultiExitDisc(2));
        assertChosen(elsewhere, DecisionStep.ROUTER_ID, low);
    }

    @Test
    void choosesTheSameInWhicheverOrderPathsWithMedsCame() {
        var first = path(LOW, LOW, AsPath.ofSequence(1), new MultiExitDisc(2));
        var second =
                path(IpAddress.parse("10.0.0.5"), LOW, AsPath.ofSequence(1), new MultiExitDisc(1));
        var third = path(HIGH, LOW, AsPath.ofSequence(2), new MultiExitDisc(9));
        assertChosen(third, DecisionStep.ROUTER_ID, first, second);
    }

    @Test
    void keepsTheLowerOriginatorBeforeTheShorterClusterList() {
        var low =
                path(
                        HIGH,
                        LOW,
                        originator("1.0.0.1"),
                        ClusterList.of(id("9.9.9.9"), id("8.8.8.8")));
        var high = path(LOW, LOW, originator("1.0.0.2"), ClusterList.of(id("9.9.9.9")));
        assertChosen(low, DecisionStep.ROUTER_ID, high);
    }

    @Test
    void keepsTheShorterClusterListBeforeTheLowerAddress() {
        var shorter = path(HIGH, LOW, originator("1.0.0.1"), ClusterList.of(id("9.9.9.9")));
        var longer =
                path(LOW, LOW, originator("1.0.0.1"), ClusterList.of(id("9.9.9.9"), id("8.8.8.8")));
        assertChosen(shorter, DecisionStep.CLUSTER_LENGTH, longer);
    }

    @Test
    void keepsTheLowerAddressLast() {
        var low = path(LOW, LOW, originator("1.0.0.1"));
        assertChosen(low, DecisionStep.NEIGHBOR_ADDRESS, path(HIGH, LOW, originator("1.0.0.1")));
    }

    @Test
    void nothingDecidesWhereThereIsOnePath() {
        var decision = new Decision();
        var only = path(LOW, LOW);
        assertThat(decision.choose(new ArrayList<>(List.of(only)))).isEqualTo(only);
        assertThat(decision.decidedBy()).isNull();
    }

    private static void assertChosen(Candidate best, DecisionStep step, Candidate... others) {
        var all = new ArrayList<>(List.of(others));
        all.add(best);
        for (int i = 0; i < all.size(); i++) {
            Collections.rotate(all, 1);
            var decision = new Decision();
            assertThat(decision.choose(new ArrayList<>(all))).isEqualTo(best);
            assertThat(decision.decidedBy()).isEqualTo(step);
        }
    }

    private Candidate path(IpAddress peer, IpAddress nextHop, PathAttribute... attributes) {
        var set = PathAttributes.of(Origin.IGP, AsPath.EMPTY);
        for (var attribute : attributes) {
            set = set.with(attribute);
        }
        var octets = new OctetWriter();
        nextHop.encode(octets);
        int nextHopLength = octets.length();
        set.encode(octets, Negotiated.DEFAULT);
        var interned =
                table.add(false, 0, octets.array(), 0, octets.length(), nextHopLength, set);
        paths++;
        return new Candidate(paths, interned, peer(peer), paths, true);
    }

    private static Candidate prefix(Candidate path) {
        return new Candidate(path.path(), path.attributes(), path.peer(), path.arrival(), false);
    }

    private static Peer peer(IpAddress address) {
        return new Peer(
                address,
                new Asn(65000),
                id(address.toString()),
                PeerKind.CLIENT,
                Negotiated.DEFAULT);
    }

    private static PathAttribute community(MacMobility mobility) {
        return ExtendedCommunities.of(mobility);
    }

    private static PathAttribute originator(String text) {
        return new OriginatorId(id(text));
    }

    private static BgpIdentifier id(String text) {
        return BgpIdentifier.parse(text);
    }
}
