package dev.evpnd.rib;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.out.OctetBlock;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.rib.shard.ShardRunner;
import dev.evpnd.rib.shard.Sharding;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.LocalPref;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.MpReachNlri;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.evpn.EthernetTag;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.evpn.InclusiveMulticastEthernetTag;
import dev.evpnd.wire.evpn.RouteDistinguisher;
import dev.evpnd.wire.message.Update;
import dev.evpnd.wire.nlri.EvpnNlri;
import dev.evpnd.wire.nlri.Nlri;
import dev.evpnd.wire.octets.OctetWriter;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/// How much there is of routes, and of who is told what, in all shards together.
class TableSizeTest {
    private static final Ipv4Address VTEP = Ipv4Address.parse("192.0.2.1");
    private static final int SHARDS = 4;
    private static final long FIRST_CHUNKS = 400_000;
    private static final int ROUTES = 10_000;

    private final Rib rib =
            new Rib(
                    RibSettings.of(new Asn(65000), BgpIdentifier.parse("192.0.2.254")),
                    OctetBlock.Source.HEAP,
                    new Sharding(SHARDS, ShardRunner.IN_TURN));
    private int peersMade;

    private int up(PeerKind kind) {
        int number = ++peersMade;
        var address = new Ipv4Address(0xc000_0200 + number);
        var identifier = new BgpIdentifier(0xc000_0200 + number);
        return rib.peerUp(new Peer(address, new Asn(65000), identifier, kind, Negotiated.DEFAULT));
    }

    private void announce(int peer) {
        for (int from = 0; from < ROUTES; from += 100) {
            var routes = new ArrayList<Nlri<EvpnRoute>>();
            for (int i = from; i < from + 100; i++) {
                var distinguisher = RouteDistinguisher.parse("192.0.2.1:" + i);
                routes.add(
                        Nlri.of(
                                new InclusiveMulticastEthernetTag(
                                        distinguisher, new EthernetTag(0), VTEP)));
            }
            var body = new OctetWriter();
            Update.of(
                            PathAttributes.of(
                                    Origin.IGP,
                                    AsPath.EMPTY,
                                    new LocalPref(100),
                                    new MpReachNlri(MpNextHop.of(VTEP), new EvpnNlri(routes))))
                    .encodeBody(body, Negotiated.DEFAULT);
            assertThat(rib.update(peer, body.array(), 0, body.length())).isEmpty();
        }
        rib.settle();
    }

    private void tell(int peer) {
        boolean more = true;
        while (more) {
            more = rib.send(peer, new OctetWriter(), 1 << 16);
        }
    }

    private TableSize size(TableSize.Kind kind) {
        return rib.view().sizes().stream()
                .filter(each -> each.family() == RouteFamily.EVPN && each.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatRoutesTakeGrowsWithThem() {
        var before = size(TableSize.Kind.DESTINATIONS);
        announce(up(PeerKind.CLIENT));
        for (var kind : new TableSize.Kind[] {TableSize.Kind.DESTINATIONS, TableSize.Kind.PATHS}) {
            assertThat(size(kind).rows()).as(kind.name()).isEqualTo(ROUTES);
        }
        // A row of six numbers, a key of 17 octets, and a slot of the index, at least; and in each
        // shard the first chunks of what knows distinguishers.
        assertThat(size(TableSize.Kind.DESTINATIONS).octets() - before.octets())
                .isBetween(ROUTES * 45L, ROUTES * 120L + SHARDS * FIRST_CHUNKS);
        assertThat(size(TableSize.Kind.ATTRIBUTE_SETS).rows()).isBetween(1L, (long) SHARDS);
    }

    @Test
    void aGroupIsOneInAllShards() {
        int source = up(PeerKind.CLIENT);
        int other = up(PeerKind.CLIENT);
        int third = up(PeerKind.INTERNAL);
        for (int each : new int[] {source, other, third}) {
            tell(each);
        }
        announce(source);
        var groups = rib.view().updateGroups(RouteFamily.EVPN);
        assertThat(groups)
                .extracting(each -> each.members())
                .containsExactly(List.of(source, other), List.of(third));
        assertThat(groups.getFirst().catchingUp()).isZero();
        assertThat(groups.getFirst().kept()).isGreaterThan(SHARDS);
        assertThat(size(TableSize.Kind.UPDATES_KEPT).rows())
                .isEqualTo(groups.getFirst().kept() + groups.getLast().kept());
        assertThat(size(TableSize.Kind.UPDATES_KEPT).octets()).isGreaterThan(ROUTES * 17L);
        for (int each : new int[] {source, other, third}) {
            tell(each);
        }
        var told = rib.view().updateGroups(RouteFamily.EVPN).getFirst();
        assertThat(told.kept()).isZero();
        assertThat(told.appended()).isEqualTo(groups.getFirst().appended());
    }

    @Test
    void whoComesIsCatchingUpUntilItHasBeenTold() {
        announce(up(PeerKind.CLIENT));
        int late = up(PeerKind.INTERNAL);
        assertThat(rib.view().updateGroups(RouteFamily.EVPN).getLast().catchingUp()).isEqualTo(1);
        tell(late);
        assertThat(rib.view().updateGroups(RouteFamily.EVPN).getLast().catchingUp()).isZero();
    }
}
