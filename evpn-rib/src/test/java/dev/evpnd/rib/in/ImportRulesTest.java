package dev.evpnd.rib.in;

import static dev.evpnd.rib.in.Speaker.attributes;
import static dev.evpnd.rib.in.Speaker.client;
import static dev.evpnd.rib.in.Speaker.external;
import static dev.evpnd.rib.in.Speaker.mac;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.peer.ImportSettings;
import dev.evpnd.rib.peer.LocalAs;
import dev.evpnd.rib.peer.OwnAsAllowance;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.policy.AttributeAction;
import dev.evpnd.rib.policy.RouteAction;
import dev.evpnd.rib.policy.RouteMatch;
import dev.evpnd.rib.route.DropReason;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.AsPathSegment;
import dev.evpnd.wire.attribute.ClusterList;
import dev.evpnd.wire.attribute.LocalPref;
import dev.evpnd.wire.attribute.OriginatorId;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.evpn.UnrecognizedRoute;
import dev.evpnd.wire.octets.Octets;

import org.junit.jupiter.api.Test;

import java.util.Collections;
import java.util.List;
import java.util.Set;

class ImportRulesTest {
    private static final ImportSettings OPEN = ImportSettings.DEFAULT.withRequiresPolicy(false);
    private static final EvpnRoute ROUTE = mac(1);
    private static final Peer LEAF = client(1);
    private static final Peer OTHER_AS = external(2, 65002);

    private final Speaker speaker = new Speaker();

    // Loops.

    @Test
    void dropsWhatBeganHere() {
        int leaf = speaker.up(LEAF);
        speaker.announce(leaf, LEAF, attributes().with(new OriginatorId(Speaker.ID)), ROUTE);
        assertDropped(leaf, DropReason.OWN_ORIGINATOR_ID);
    }

    @Test
    void dropsWhatWasInAnyClusterOfThisSpeaker() {
        var second = BgpIdentifier.parse("9.9.9.9");
        var both = new Speaker(Speaker.SETTINGS.withClusterIds(Set.of(second)));
        int leaf = both.up(LEAF);
        both.announce(leaf, LEAF, attributes().with(ClusterList.of(Speaker.ID)), ROUTE);
        both.announce(leaf, LEAF, attributes().with(ClusterList.of(second)), mac(2));
        assertThat(both.counters(leaf).dropped()).containsEntry(DropReason.CLUSTER_LOOP, 2L);
        assertThat(both.counters(leaf).held()).isZero();
    }

    @Test
    void dropsItsOwnAsWhereItMayNotBe() {
        int peer = speaker.up(OTHER_AS, OPEN);
        speaker.announce(peer, OTHER_AS, attributes(65002, 65000), ROUTE);
        assertDropped(peer, DropReason.AS_LOOP);
    }

    @Test
    void takesItsOwnAsAsOftenAsItMayBe() {
        int peer = speaker.up(OTHER_AS, OPEN.withOwnAs(OwnAsAllowance.upTo(2)));
        speaker.announce(peer, OTHER_AS, attributes(65002, 65000, 1, 65000), mac(2));
        speaker.announce(peer, OTHER_AS, attributes(65002, 65000, 1, 65000, 65000), mac(3));
        assertThat(speaker.isAccepted(peer, mac(2))).isTrue();
        assertThat(speaker.path(peer, mac(3))).isEmpty();
    }

    @Test
    void takesItsOwnAsAsTheOriginAlone() {
        int peer = speaker.up(OTHER_AS, OPEN.withOwnAs(OwnAsAllowance.ORIGIN));
        speaker.announce(peer, OTHER_AS, attributes(65002, 65000, 65000), mac(2));
        speaker.announce(peer, OTHER_AS, attributes(65002, 65000, 1, 65000), mac(3));
        assertThat(speaker.isAccepted(peer, mac(2))).isTrue();
        assertThat(speaker.path(peer, mac(3))).isEmpty();
    }

    @Test
    void dropsWhatLeadsHere() {
        var here = new Ipv4Address(0x0a0a_0a0a);
        var addressed = new Speaker(Speaker.SETTINGS.withAddresses(Set.of(here)));
        int leaf = addressed.up(LEAF);
        addressed.announce(leaf, LEAF, here, attributes(), ROUTE);
        assertThat(addressed.path(leaf, ROUTE)).isEmpty();
        assertThat(addressed.counters(leaf).dropped()).containsKey(DropReason.OWN_NEXT_HOP);
    }

    @Test
    void dropsAPathThatDoesNotBeginWithTheAsOfItsPeer() {
        int peer = speaker.up(OTHER_AS, OPEN);
        speaker.announce(peer, OTHER_AS, attributes(65003), ROUTE);
        assertDropped(peer, DropReason.FIRST_AS);
    }

    @Test
    void takesAnyPathOfARouteServer() {
        int peer = speaker.up(OTHER_AS, OPEN.withEnforceFirstAs(false));
        speaker.announce(peer, OTHER_AS, attributes(65003), ROUTE);
        assertThat(speaker.isAccepted(peer, ROUTE)).isTrue();
    }

    @Test
    void forgetsWhatADroppedRouteReplaces() {
        int leaf = speaker.up(LEAF);
        speaker.announce(leaf, LEAF, ROUTE);
        speaker.announce(leaf, LEAF, attributes(65000), ROUTE);
        assertThat(speaker.path(leaf, ROUTE)).isEmpty();
    }

    private void assertDropped(int peer, DropReason reason) {
        assertThat(speaker.path(peer, ROUTE)).isEmpty();
        assertThat(speaker.counters(peer).dropped()).containsEntry(reason, 1L);
        assertThat(speaker.rib.view().dropped(reason)).isEqualTo(1);
    }

    // Policy.

    @Test
    void keepsButDoesNotAcceptWhatAnExternalPeerWithoutPolicySends() {
        int peer = speaker.up(OTHER_AS);
        speaker.announce(peer, OTHER_AS, attributes(65002), ROUTE);
        assertThat(speaker.path(peer, ROUTE).orElseThrow().ineligible())
                .isEqualTo(DropReason.NO_POLICY);
        assertThat(speaker.counters(peer).accepted()).isZero();
    }

    /// With a segment for each number.
    private static AsPath path(int numbers) {
        return new AsPath(
                Collections.nCopies(
                        numbers, AsPathSegment.of(AsPathSegment.Type.AS_SEQUENCE, 65002)));
    }

    @Test
    void keepsButDoesNotAcceptAPathThatHasNoRoomForALocalAs() {
        var localAs = new LocalAs(new Asn(65009), true, false);
        for (var open : List.of(OPEN, OPEN.withPolicy(Speaker.policy()))) {
            int peer = speaker.up(OTHER_AS, open.withLocalAs(localAs));
            speaker.announce(peer, OTHER_AS, attributes().with(path(9_999)), ROUTE);
            assertThat(speaker.isAccepted(peer, ROUTE)).isTrue();
            speaker.announce(peer, OTHER_AS, attributes().with(path(10_000)), ROUTE);
            assertThat(speaker.path(peer, ROUTE).orElseThrow().ineligible())
                    .isEqualTo(DropReason.AS_PATH_TOO_LONG);
            speaker.configure(peer, open.withLocalAs(new LocalAs(new Asn(65009), false, false)));
            assertThat(speaker.isAccepted(peer, ROUTE)).isTrue();
            speaker.rib.peerDown(peer);
        }
    }

    @Test
    void acceptsWhatWasKeptWhenAPolicyComes() {
        int peer = speaker.up(OTHER_AS);
        speaker.announce(peer, OTHER_AS, attributes(65002), ROUTE);
        speaker.configure(peer, ImportSettings.DEFAULT.withPolicy(Speaker.policy()));
        assertThat(speaker.isAccepted(peer, ROUTE)).isTrue();
        assertThat(speaker.counters(peer).accepted()).isEqualTo(1);
    }

    @Test
    void setsALocalPreferenceOnWhatAnExternalPeerSends() {
        var policy = Speaker.policy(new AttributeAction.LocalPreference(300));
        int peer = speaker.up(OTHER_AS, ImportSettings.DEFAULT.withPolicy(policy));
        speaker.announce(peer, OTHER_AS, attributes(65002), ROUTE);
        assertThat(
                        localPreference(
                                speaker.path(peer, ROUTE).orElseThrow().effective().attributes()))
                .isEqualTo(300);
    }

    @Test
    void keepsWhatWasReceivedBesideWhatAPolicyMadeOfIt() {
        var policy = Speaker.policy(new AttributeAction.LocalPreference(300));
        int leaf = speaker.up(LEAF, OPEN.withPolicy(policy));
        speaker.announce(leaf, LEAF, ROUTE);
        var path = speaker.path(leaf, ROUTE).orElseThrow();
        assertThat(localPreference(path.received().attributes())).isEqualTo(100);
        assertThat(localPreference(path.effective().attributes())).isEqualTo(300);
    }

    @Test
    void givesAWeight() {
        int leaf = speaker.up(LEAF, OPEN.withPolicy(Speaker.policy(new AttributeAction.Weight(7))));
        speaker.announce(leaf, LEAF, ROUTE);
        assertThat(speaker.path(leaf, ROUTE).orElseThrow().weight()).isEqualTo(7);
    }

    @Test
    void judgesEachRouteWhereThePolicyLooksAtRoutes() {
        int leaf = speaker.up(LEAF, OPEN.withPolicy(Speaker.denying(new RouteMatch.Vni(200))));
        speaker.announce(leaf, LEAF, mac(1, 100), mac(2, 200));
        assertThat(speaker.isAccepted(leaf, mac(1))).isTrue();
        assertThat(speaker.path(leaf, mac(2)).orElseThrow().ineligible())
                .isEqualTo(DropReason.DENIED_BY_POLICY);
    }

    @Test
    void changesTheGatewayOfTheRouteThatCountsAndNotOfTheOneReceived() {
        var own = new Ipv4Address(1);
        var sent = Speaker.prefix(new Ipv4Address(0));
        int leaf = speaker.up(LEAF, OPEN.withPolicy(Speaker.policy(new RouteAction.Gateway(own))));
        speaker.announce(leaf, LEAF, sent);
        var path = speaker.path(leaf, sent).orElseThrow();
        assertThat(path.received().nlri()).isNotEqualTo(path.effective().nlri());

        speaker.configure(leaf, OPEN);
        var restored = speaker.path(leaf, sent).orElseThrow();
        assertThat(restored.effective()).isEqualTo(path.received());
    }

    @Test
    void judgesAnewWhatIsThereWhenThePolicyChanges() {
        int leaf = speaker.up(LEAF);
        for (int i = 0; i < 20; i++) {
            speaker.announce(leaf, LEAF, mac(i));
        }
        speaker.configure(leaf, OPEN.withPolicy(Speaker.denyingAll()));
        assertThat(speaker.counters(leaf).accepted()).isZero();
        assertThat(speaker.counters(leaf).held()).isEqualTo(20);
        speaker.configure(leaf, OPEN);
        assertThat(speaker.counters(leaf).accepted()).isEqualTo(20);
    }

    @Test
    void judgesByTheNewSettingsWhatComesWhileTheOldIsStillJudged() {
        int leaf = speaker.up(LEAF);
        for (int i = 0; i < 20; i++) {
            speaker.announce(leaf, LEAF, mac(i));
        }
        speaker.rib.configure(leaf, Speaker.settings(OPEN.withPolicy(Speaker.denyingAll())));
        speaker.rib.work(2);
        speaker.announce(leaf, LEAF, mac(19));
        speaker.announce(leaf, LEAF, mac(20));
        assertThat(speaker.isAccepted(leaf, mac(18))).isTrue();
        assertThat(speaker.isAccepted(leaf, mac(19))).isFalse();
        assertThat(speaker.isAccepted(leaf, mac(20))).isFalse();
    }

    @Test
    void survivesThatRoutesLeaveWhileTheyAreJudgedAnew() {
        int leaf = speaker.up(LEAF);
        for (int i = 0; i < 20; i++) {
            speaker.announce(leaf, LEAF, mac(i));
        }
        speaker.rib.configure(leaf, Speaker.settings(OPEN.withPolicy(Speaker.denyingAll())));
        speaker.rib.work(5);
        for (int i = 3; i < 12; i++) {
            speaker.withdraw(leaf, LEAF, mac(i));
        }
        speaker.work();
        assertThat(speaker.counters(leaf).held()).isEqualTo(11);
        assertThat(speaker.counters(leaf).accepted()).isZero();
    }

    @Test
    void looksAtFewerRowsInASliceWhereAPolicyHasToBeApplied() {
        int leaf = speaker.up(LEAF);
        for (int i = 0; i < 100; i++) {
            speaker.announce(leaf, LEAF, mac(i));
        }
        var looksAtRoutes = Speaker.denying(new RouteMatch.Vni(100));
        speaker.rib.configure(leaf, Speaker.settings(OPEN.withPolicy(looksAtRoutes)));
        speaker.rib.work(100);
        assertThat(speaker.counters(leaf).accepted()).isBetween(90, 99);
    }

    @Test
    void asksForARefreshWhereRoutesWereNotKept() {
        int peer = speaker.up(OTHER_AS, OPEN);
        speaker.announce(peer, OTHER_AS, attributes(65002, 65000), ROUTE);
        speaker.configure(peer, OPEN.withOwnAs(OwnAsAllowance.upTo(1)));
        assertThat(speaker.rib.takeNotices())
                .containsExactly(new Notice.RefreshWanted(peer, Speaker.EVPN));
        assertThat(speaker.rib.takeNotices()).isEmpty();
    }

    @Test
    void takesBackWhatTheSettingsNoLongerKeep() {
        int peer = speaker.up(OTHER_AS, OPEN.withOwnAs(OwnAsAllowance.upTo(1)));
        speaker.announce(peer, OTHER_AS, attributes(65002, 65000), ROUTE);
        speaker.configure(peer, OPEN);
        assertThat(speaker.path(peer, ROUTE)).isEmpty();
    }

    // Route types that are not known.

    @Test
    void discardsRoutesOfUnknownTypes() {
        int leaf = speaker.up(LEAF);
        speaker.announce(leaf, LEAF, new UnrecognizedRoute(99, Octets.of(1, 2)));
        assertThat(speaker.counters(leaf).dropped())
                .containsEntry(DropReason.UNRECOGNIZED_ROUTE_TYPE, 1L);
        assertThat(speaker.counters(leaf).held()).isZero();
    }

    @Test
    void keepsThemUnderAllOfTheirOctetsWhereThatIsWanted() {
        int leaf = speaker.up(LEAF, OPEN.withOpaque(true));
        var route = new UnrecognizedRoute(99, Octets.of(1, 2));
        speaker.announce(leaf, LEAF, route, new UnrecognizedRoute(99, Octets.of(1, 3)));
        assertThat(speaker.counters(leaf).held()).isEqualTo(2);
        assertThat(speaker.path(leaf, route).orElseThrow().effective().nlri())
                .isEqualTo(Octets.of(99, 2, 1, 2));

        speaker.configure(leaf, OPEN);
        assertThat(speaker.counters(leaf).held()).isZero();
    }

    @Test
    void survivesARouteWhoseKeyIsLongerThanThereIsRoomFor() {
        int leaf = speaker.up(LEAF, OPEN.withOpaque(true));
        speaker.announce(leaf, LEAF, new UnrecognizedRoute(99, Octets.of(new int[255])));
        speaker.withdraw(leaf, LEAF, new UnrecognizedRoute(99, Octets.of(new int[255])));
        assertThat(speaker.counters(leaf).dropped()).containsEntry(DropReason.KEY_TOO_LONG, 1L);
    }

    private static long localPreference(PathAttributes attributes) {
        return attributes.find(LocalPref.class).orElseThrow().preference();
    }
}
