package dev.evpnd.rib;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.peer.ExportSettings;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.rib.peer.PeerSettings;
import dev.evpnd.rib.policy.AttributeAction;
import dev.evpnd.rib.policy.Clause;
import dev.evpnd.rib.policy.Policy;
import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.LocalPref;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.MpReachNlri;
import dev.evpnd.wire.attribute.MpUnreachNlri;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.evpn.EthernetTag;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.evpn.InclusiveMulticastEthernetTag;
import dev.evpnd.wire.evpn.RouteDistinguisher;
import dev.evpnd.wire.message.BgpMessage;
import dev.evpnd.wire.message.RouteRefresh;
import dev.evpnd.wire.message.Update;
import dev.evpnd.wire.nlri.EvpnNlri;
import dev.evpnd.wire.nlri.Nlri;
import dev.evpnd.wire.octets.BigEndian;
import dev.evpnd.wire.octets.OctetWriter;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/// Members that are on their way to what holds now, and are met by the next change.
class CatchUpTest {
    private static final Ipv4Address VTEP = Ipv4Address.parse("192.0.2.1");
    private static final Negotiated PLAIN = Negotiated.DEFAULT;
    private static final Negotiated WITH_PATHS =
            PLAIN.withAddPath(Set.of(), Set.of(AddressFamily.L2VPN_EVPN));

    /// The same session as the other end reads it.
    private static final Negotiated READING_PATHS =
            PLAIN.withAddPath(Set.of(AddressFamily.L2VPN_EVPN), Set.of());

    private static final RibSettings SETTINGS =
            RibSettings.of(new Asn(65000), BgpIdentifier.parse("192.0.2.254"));

    private final Rib rib = new Rib(SETTINGS);
    private int peersMade;

    private int up(Negotiated negotiated, ExportSettings exports) {
        int number = ++peersMade;
        var peer =
                new Peer(
                        new Ipv4Address(0xc000_0200 + number),
                        new Asn(65000),
                        new BgpIdentifier(0xc000_0200 + number),
                        PeerKind.CLIENT,
                        negotiated);
        return rib.peerUp(peer, new PeerSettings(PeerSettings.DEFAULT.imports(), exports));
    }

    private static EvpnRoute route(int number) {
        return new InclusiveMulticastEthernetTag(
                RouteDistinguisher.parse("192.0.2.1:" + number), new EthernetTag(0), VTEP);
    }

    private void announce(int peer, EvpnRoute route, long preference) {
        var reach = new MpReachNlri(MpNextHop.of(VTEP), new EvpnNlri(List.of(Nlri.of(route))));
        receive(
                peer,
                PathAttributes.of(Origin.IGP, AsPath.EMPTY, new LocalPref(preference), reach));
    }

    private void withdraw(int peer, EvpnRoute route) {
        var unreach = new MpUnreachNlri(new EvpnNlri(List.of(Nlri.of(route))));
        receive(peer, PathAttributes.of(unreach));
    }

    private void receive(int peer, PathAttributes attributes) {
        var body = new OctetWriter();
        Update.of(attributes).encodeBody(body, PLAIN);
        assertThat(rib.update(peer, body.array(), 0, body.length())).isEmpty();
    }

    /// What a peer is told, until there is nothing more or so many octets are reached.
    private List<BgpMessage> told(int peer, Negotiated negotiated, int maxOctets) {
        var out = new OctetWriter();
        boolean more = true;
        while (more && out.length() < maxOctets) {
            more = rib.send(peer, out, maxOctets);
        }
        var messages = new ArrayList<BgpMessage>();
        int length;
        for (int at = 0; at < out.length(); at += length) {
            length = BigEndian.u16(out.array(), at + 16);
            messages.add(BgpMessage.decode(out.array(), at, length, negotiated).orElseThrow());
        }
        return messages;
    }

    /// The routes that somebody holds who was told this.
    private static List<EvpnRoute> held(List<BgpMessage> messages) {
        var held = new LinkedHashMap<List<Object>, EvpnRoute>();
        for (var message : messages) {
            var update = (Update) message;
            update.mpUnreach()
                    .ifPresent(
                            unreach ->
                                    ((EvpnNlri) unreach.nlri())
                                            .routes()
                                            .forEach(nlri -> held.remove(key(nlri))));
            update.mpReach()
                    .ifPresent(
                            reach ->
                                    ((EvpnNlri) reach.nlri())
                                            .routes()
                                            .forEach(nlri -> held.put(key(nlri), nlri.route())));
        }
        return List.copyOf(held.values());
    }

    private static List<Object> key(Nlri<EvpnRoute> nlri) {
        return List.of(nlri.route().key(), nlri.pathId());
    }

    @Test
    void aPeerIsToldAllAgainWithoutHavingAsked() {
        int source = up(PLAIN, ExportSettings.DEFAULT);
        int other = up(PLAIN, ExportSettings.DEFAULT);
        announce(source, route(1), 100);
        rib.settle();
        assertThat(held(told(other, PLAIN, 1 << 16))).containsExactly(route(1));
        assertThat(told(other, PLAIN, 1 << 16)).isEmpty();
        rib.tellAgain(other, RouteFamily.EVPN);
        assertThat(held(told(other, PLAIN, 1 << 16))).containsExactly(route(1));
    }

    @Test
    void whatIsJudgedAgainByTheSameRulesStays() {
        int source = up(PLAIN, ExportSettings.DEFAULT);
        int other = up(PLAIN, ExportSettings.DEFAULT);
        announce(source, route(1), 100);
        announce(source, route(2), 100);
        rib.settle();
        told(other, PLAIN, 1 << 16);
        rib.review(source);
        assertThat(rib.work(1)).isTrue();
        assertThat(rib.work(1 << 10)).isFalse();
        rib.settle();
        assertThat(told(other, PLAIN, 1 << 16)).isEmpty();
        assertThat(rib.view().size()).isEqualTo(2);
    }

    @Test
    void aLogThatIsLongerThanItMayBeFromNowOnLosesItsBeginning() {
        int source = up(PLAIN, ExportSettings.DEFAULT);
        int slow = up(PLAIN, ExportSettings.DEFAULT);
        told(slow, PLAIN, 1 << 16);
        for (int preference = 1; preference <= 10; preference++) {
            announce(source, route(1), preference);
            rib.settle();
        }
        rib.configure(SETTINGS.withMaxLogOctets(1));
        assertThat(told(slow, PLAIN, 1 << 16))
                .singleElement()
                .isInstanceOfSatisfying(
                        Update.class,
                        update ->
                                assertThat(update.pathAttributes().find(LocalPref.class))
                                        .contains(new LocalPref(10)));
    }

    @Test
    void aPathIdentifierThatGoesTwiceBeforeItIsSettledIsWithdrawn() {
        int source = up(PLAIN, ExportSettings.DEFAULT);
        announce(source, route(1), 100);
        announce(source, route(2), 200);
        rib.settle();
        int late = up(WITH_PATHS, ExportSettings.DEFAULT.withPaths(ExportSettings.ALL_PATHS));
        var told = new ArrayList<>(told(late, READING_PATHS, 1));

        withdraw(source, route(1));
        rib.settle();
        announce(source, route(1), 300);
        told.addAll(told(late, READING_PATHS, 1));
        told.addAll(told(late, READING_PATHS, 1));
        withdraw(source, route(1));
        rib.settle();
        told.addAll(told(late, READING_PATHS, 1 << 16));

        assertThat(held(told)).containsExactly(route(2));
    }

    @Test
    void nothingThatAFormerPolicyMadeIsKept() {
        int source = up(PLAIN, ExportSettings.DEFAULT);
        for (int i = 0; i < 100; i++) {
            announce(source, route(i), i);
        }
        rib.settle();
        int peer = up(PLAIN, ExportSettings.DEFAULT.withPolicy(preferring(500)));
        told(peer, PLAIN, 1 << 20);

        rib.configure(
                peer,
                new PeerSettings(
                        PeerSettings.DEFAULT.imports(),
                        ExportSettings.DEFAULT.withPolicy(preferring(600))));
        told(peer, PLAIN, 1 << 20);

        assertThat(rib.view().attributeSets()).isEqualTo(100);
    }

    private static Policy preferring(long preference) {
        var set = new AttributeAction.LocalPreference(preference);
        return new Policy("prefer", List.of(Clause.permit(10, List.of(), List.of(set))));
    }

    @Test
    void aRefreshBeforeTheEndOfTheFirstTellingIsAnsweredByIt() {
        var negotiated =
                new Negotiated(
                        false,
                        true,
                        PLAIN.families(),
                        Set.of(),
                        Set.of(),
                        Set.of(),
                        false,
                        false,
                        true,
                        true,
                        List.of());
        announce(up(PLAIN, ExportSettings.DEFAULT), route(1), 100);
        rib.settle();
        int late = up(negotiated, ExportSettings.DEFAULT);

        rib.routeRefresh(late, new RouteRefresh(AddressFamily.L2VPN_EVPN, RouteRefresh.REQUEST));

        assertThat(told(late, negotiated, 1 << 16))
                .hasSize(2)
                .allMatch(message -> message instanceof Update);
    }

    @Test
    void whatChangesBeforeOrDuringTheFirstTellingIsToldOnce() {
        int source = up(PLAIN, ExportSettings.DEFAULT);
        announce(source, route(1), 100);
        announce(source, route(2), 200);
        rib.settle();
        int late = up(PLAIN, ExportSettings.DEFAULT);
        announce(source, route(3), 300);
        rib.settle();
        var told = new ArrayList<>(told(late, PLAIN, 1));
        announce(source, route(2), 400);
        rib.settle();
        told.addAll(told(late, PLAIN, 1 << 16));

        assertThat(told.stream().filter(each -> ((Update) each).announces())).hasSize(3);
        assertThat(held(told)).containsExactlyInAnyOrder(route(1), route(2), route(3));
    }
}
