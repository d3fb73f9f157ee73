package dev.evpnd.rib.model;

import dev.evpnd.rib.in.SessionEnd;
import dev.evpnd.rib.peer.ImportSettings;
import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.rib.peer.PeerSettings;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.LocalPref;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.evpn.EthernetTag;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.evpn.InclusiveMulticastEthernetTag;
import dev.evpnd.wire.evpn.RouteDistinguisher;
import dev.evpnd.wire.nlri.RouteTargetMembership;

import org.junit.jupiter.api.Test;

import java.util.List;

/// Events that once came to something else than they have to, as [RibModelTest] shrank them.
class FoundByModelTest {
    private static final EvpnRoute ROUTE =
            new InclusiveMulticastEthernetTag(
                    RouteDistinguisher.of(new Ipv4Address(1), 1),
                    EthernetTag.ZERO,
                    new Ipv4Address(1));
    private static final PathAttributes WITHOUT_LOCAL_PREF =
            PathAttributes.of(Origin.IGP, AsPath.EMPTY);
    private static final Ipv4Address NEXT_HOP = Ipv4Address.parse("10.1.0.0");

    @Test
    void ownRoutesWithoutLocalPrefGetOneTowardsInternalPeers() {
        play(
                up(1, PeerKind.INTERNAL),
                new Event.Originate(List.of(0), NEXT_HOP, WITHOUT_LOCAL_PREF));
    }

    @Test
    void whatIsGoneIsForgottenWhenTheLastWhoWasToBeToldIsGone() {
        play(
                up(1, PeerKind.CLIENT),
                new Event.Announce(1, List.of(0), 0, NEXT_HOP, WITHOUT_LOCAL_PREF),
                new Event.Settle(1),
                new Event.Withdraw(1, List.of(0), 0));
    }

    @Test
    void whatWasNeverChosenIsForgottenThoughTheNumbersOfSettlingsBeginAgain() {
        play(
                -3,
                up(1, PeerKind.EXTERNAL),
                new Event.Announce(1, List.of(0), 0, NEXT_HOP, WITHOUT_LOCAL_PREF));
    }

    @Test
    void whoCatchesUpIsNotToldOfWhatWasNeverChosenAndIsForgotten() {
        play(
                Integer.MIN_VALUE + 3,
                up(2, PeerKind.EXTERNAL),
                new Event.Announce(2, List.of(0), 0, NEXT_HOP, WITHOUT_LOCAL_PREF),
                up(5, PeerKind.EXTERNAL),
                new Event.Receive(5, 341),
                new Event.Settle(Integer.MAX_VALUE),
                new Event.PeerDown(2, SessionEnd.FINAL));
    }

    @Test
    void amongMembershipsTheDistanceOfNextHopsDoesNotCount() {
        var wanted = List.of(RouteTargetMembership.of(NaiveSpeaker.AS, 1));
        play(
                constrained(3),
                constrained(1),
                constrained(2),
                new Event.AnnounceMemberships(1, wanted, WITHOUT_LOCAL_PREF),
                new Event.AnnounceMemberships(2, wanted, WITHOUT_LOCAL_PREF),
                new Event.Quiet(),
                new Event.NextHopFound(Ipv4Address.parse("10.1.0.0"), 1),
                new Event.NextHopFound(Ipv4Address.parse("10.1.0.1"), 0),
                // What is decided once more is decided as it was.
                new Event.AnnounceMemberships(1, wanted, WITHOUT_LOCAL_PREF.with(new LocalPref(9))),
                new Event.AnnounceMemberships(1, wanted, WITHOUT_LOCAL_PREF));
    }

    private static Event constrained(int peer) {
        var session =
                new Session(
                        PeerKind.CLIENT,
                        true,
                        true,
                        false,
                        false,
                        false,
                        false,
                        Session.Promise.NONE);
        return new Event.PeerUp(
                peer, session, new PeerSettings(ImportSettings.DEFAULT, RandomPeers.PLAIN_EXPORTS));
    }

    private static Event up(int peer, PeerKind kind) {
        return new Event.PeerUp(peer, Session.of(kind), PeerSettings.DEFAULT);
    }

    private static void play(Event... events) {
        play(0, events);
    }

    private static void play(int firstSettling, Event... events) {
        for (int shards : new int[] {1, 3}) {
            new Play(
                            new Scenario(
                                    0,
                                    true,
                                    1 << 20,
                                    firstSettling,
                                    shards,
                                    false,
                                    List.of(ROUTE),
                                    List.of(events)))
                    .run();
        }
    }
}
