package dev.evpnd.wire.capability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.Asn;

import org.junit.jupiter.api.Test;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

class NegotiatedTest {
    private static final AddressFamily EVPN = AddressFamily.L2VPN_EVPN;
    private static final AddressFamily IPV4 = AddressFamily.IPV4_UNICAST;
    private static final AddressFamily IPV6 = AddressFamily.IPV6_UNICAST;
    private static final FourOctetAs AS = new FourOctetAs(new Asn(65000));
    private static final GracefulRestart RESTART = new GracefulRestart(0, 120, List.of());
    private static final LongLivedGracefulRestart LONG_LIVED =
            new LongLivedGracefulRestart(List.of());

    private static Negotiated between(List<Capability> ours, List<Capability> theirs) {
        return Negotiated.between(ours, theirs, false);
    }

    @Test
    void hasTheFamiliesThatBothAnnounced() {
        var negotiated =
                between(
                        List.of(new Multiprotocol(EVPN), new Multiprotocol(IPV4)),
                        List.of(new Multiprotocol(IPV6), new Multiprotocol(EVPN)));
        assertThat(negotiated.families()).containsExactly(EVPN);
    }

    @Test
    void takesASpeakerWithoutMultiprotocolForOneOfIpv4Unicast() {
        var ours = List.<Capability>of(new Multiprotocol(EVPN), new Multiprotocol(IPV4));
        assertThat(between(ours, List.of()).families()).containsExactly(IPV4);
        assertThat(between(List.of(), List.of()).families()).containsExactly(IPV4);
        assertThat(between(List.of(new Multiprotocol(EVPN)), List.of()).families()).isEmpty();
    }

    @Test
    void usesFourOctetNumbersWhereBothCan() {
        assertThat(between(List.of(AS), List.of(AS)).fourOctetAs()).isTrue();
        assertThat(between(List.of(AS), List.of()).fourOctetAs()).isFalse();
        assertThat(between(List.of(), List.of(AS)).fourOctetAs()).isFalse();
    }

    @Test
    void receivesPathIdentifiersWhereWeReceiveAndTheySend() {
        var ours = addPath(AddPath.Entry.RECEIVE);
        assertThat(between(ours, addPath(AddPath.Entry.SEND)).addPathReceive())
                .containsExactly(EVPN);
        assertThat(between(ours, addPath(AddPath.Entry.BOTH)).addPathReceive())
                .containsExactly(EVPN);
        assertThat(between(ours, addPath(AddPath.Entry.RECEIVE)).addPathReceive()).isEmpty();
        assertThat(between(ours, addPath(7)).addPathReceive()).isEmpty();
        assertThat(between(ours, addPath(AddPath.Entry.BOTH)).addPathSend()).isEmpty();
    }

    @Test
    void sendsPathIdentifiersWhereWeSendAndTheyReceive() {
        var ours = addPath(AddPath.Entry.SEND);
        assertThat(between(ours, addPath(AddPath.Entry.RECEIVE)).addPathSend())
                .containsExactly(EVPN);
        assertThat(between(ours, addPath(AddPath.Entry.SEND)).addPathSend()).isEmpty();
        assertThat(between(ours, addPath(AddPath.Entry.BOTH)).addPathReceive()).isEmpty();
    }

    private static List<Capability> addPath(int sendReceive) {
        return List.of(new AddPath(List.of(new AddPath.Entry(EVPN, sendReceive))));
    }

    @Test
    void allowsLongMessagesInEachDirectionByTheReceiversWord() {
        var long1 = List.<Capability>of(new ExtendedMessage());
        assertThat(between(long1, List.of()).maxReceiveLength()).isEqualTo(65535);
        assertThat(between(long1, List.of()).maxSendLength()).isEqualTo(4096);
        assertThat(between(List.of(), long1).maxReceiveLength()).isEqualTo(4096);
        assertThat(between(List.of(), long1).maxSendLength()).isEqualTo(65535);
    }

    @Test
    void refreshesRoutesByThePeersWord() {
        var theirs = List.<Capability>of(new RouteRefresh(), new EnhancedRouteRefresh());
        assertThat(between(List.of(), theirs).routeRefresh()).isTrue();
        assertThat(between(List.of(), theirs).enhancedRouteRefresh()).isTrue();
        assertThat(between(theirs, List.of()).routeRefresh()).isFalse();
        assertThat(between(theirs, List.of()).enhancedRouteRefresh()).isFalse();
    }

    @Test
    void hasTheExtendedNextHopsThatBothAnnounced() {
        var v6 = new ExtendedNextHop.Entry(IPV4, 2);
        var other = new ExtendedNextHop.Entry(IPV4, 1);
        var negotiated =
                between(
                        List.of(new ExtendedNextHop(List.of(v6))),
                        List.of(
                                new ExtendedNextHop(List.of(other)),
                                new ExtendedNextHop(List.of(v6))));
        assertThat(negotiated.extendedNextHops()).containsExactly(v6);
    }

    @Test
    void countsTheLastGracefulRestart() {
        var last = new GracefulRestart(0x8, 7, List.of());
        assertThat(between(List.of(), List.of(RESTART, last)).gracefulRestart()).contains(last);
        assertThat(between(List.of(RESTART), List.of()).gracefulRestart()).isEmpty();
    }

    @Test
    void ignoresLongLivedGracefulRestartWithoutTheOther() {
        assertThat(between(List.of(), List.of(LONG_LIVED)).longLivedGracefulRestart()).isEmpty();
        assertThat(between(List.of(), List.of(LONG_LIVED, RESTART)).longLivedGracefulRestart())
                .contains(LONG_LIVED);
    }

    @Test
    void keepsItsSetsFromBeingChanged() {
        var families = new HashSet<>(Set.of(EVPN));
        var negotiated = Negotiated.DEFAULT.withFamilies(families).withAddPath(families, families);
        families.add(IPV4);
        assertThat(negotiated.families()).containsExactly(EVPN);
        assertThat(negotiated.addPathSend()).containsExactly(EVPN);
        assertThatThrownBy(() -> negotiated.families().add(IPV6))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void isByDefaultAnInternalSessionOfEvpnWithFourOctetNumbers() {
        assertThat(Negotiated.DEFAULT.external()).isFalse();
        assertThat(Negotiated.DEFAULT.fourOctetAs()).isTrue();
        assertThat(Negotiated.DEFAULT.families()).containsExactly(EVPN);
        assertThat(Negotiated.DEFAULT.addPathReceive()).isEmpty();
        assertThat(Negotiated.DEFAULT.addPathSend()).isEmpty();
        assertThat(Negotiated.DEFAULT.maxReceiveLength()).isEqualTo(4096);
        assertThat(Negotiated.DEFAULT.enhancedRouteRefresh()).isFalse();
    }

    @Test
    void changesOneThingAtATime() {
        var changed =
                Negotiated.DEFAULT
                        .withExternal(true)
                        .withFourOctetAs(false)
                        .withFamilies(Set.of(IPV4))
                        .withAddPath(Set.of(IPV4), Set.of(IPV6))
                        .withExtendedNextHops(Set.of(new ExtendedNextHop.Entry(IPV4, 2)))
                        .withExtendedMessages(true)
                        .withEnhancedRouteRefresh(true);
        assertThat(changed)
                .isEqualTo(
                        new Negotiated(
                                true,
                                false,
                                Set.of(IPV4),
                                Set.of(IPV4),
                                Set.of(IPV6),
                                Set.of(new ExtendedNextHop.Entry(IPV4, 2)),
                                true,
                                true,
                                true,
                                true,
                                Negotiated.DEFAULT.received()));
    }
}
