package dev.evpnd.rib.model;

import dev.evpnd.rib.in.SessionEnd;
import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.rib.peer.PeerSettings;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.evpn.EthernetTag;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.evpn.InclusiveMulticastEthernetTag;
import dev.evpnd.wire.evpn.RouteDistinguisher;

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

    private static Event up(int peer, PeerKind kind) {
        return new Event.PeerUp(peer, Session.of(kind), PeerSettings.DEFAULT);
    }

    private static void play(Event... events) {
        play(0, events);
    }

    private static void play(int firstSettling, Event... events) {
        new Play(
                        new Scenario(
                                0,
                                true,
                                1 << 20,
                                firstSettling,
                                false,
                                List.of(ROUTE),
                                List.of(events)))
                .run();
    }
}
