package dev.evpnd.rib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.evpnd.rib.decision.DecisionStep;
import dev.evpnd.rib.explain.Explanation;
import dev.evpnd.rib.explain.PathStanding;
import dev.evpnd.rib.instance.ImportTarget;
import dev.evpnd.rib.instance.ImportVerdict;
import dev.evpnd.rib.instance.MacVrfSettings;
import dev.evpnd.rib.instance.Refusal;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.rib.out.Telling;
import dev.evpnd.rib.out.Withheld;
import dev.evpnd.rib.peer.ExportSettings;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.rib.peer.PeerSettings;
import dev.evpnd.rib.policy.Clause;
import dev.evpnd.rib.policy.Policy;
import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.Label24;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.ExtendedCommunities;
import dev.evpnd.wire.attribute.LocalPref;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.MpReachNlri;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.attribute.PmsiTunnel;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.community.Encapsulation;
import dev.evpnd.wire.community.RouteTarget;
import dev.evpnd.wire.evpn.EthernetTag;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.evpn.InclusiveMulticastEthernetTag;
import dev.evpnd.wire.evpn.RouteDistinguisher;
import dev.evpnd.wire.message.Update;
import dev.evpnd.wire.nlri.EvpnNlri;
import dev.evpnd.wire.nlri.Nlri;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class ExplainTest {
    private static final Ipv4Address VTEP = Ipv4Address.parse("192.0.2.1");
    private static final RouteTarget TARGET = RouteTarget.parse("65000:100");
    private static final RouteTarget OTHER_TARGET = RouteTarget.parse("65000:200");
    private static final EvpnRoute ROUTE =
            new InclusiveMulticastEthernetTag(
                    RouteDistinguisher.parse("192.0.2.1:2"), new EthernetTag(0), VTEP);

    private final Rib rib =
            new Rib(RibSettings.of(new Asn(65000), BgpIdentifier.parse("192.0.2.254")));

    private int up(String address, PeerKind kind, ExportSettings exports) {
        boolean external = kind == PeerKind.EXTERNAL;
        var peer =
                new Peer(
                        Ipv4Address.parse(address),
                        new Asn(external ? 65001 : 65000),
                        BgpIdentifier.parse(address),
                        kind,
                        Negotiated.DEFAULT.withExternal(external));
        return rib.peerUp(peer, new PeerSettings(PeerSettings.DEFAULT.imports(), exports));
    }

    private int up(String address, PeerKind kind) {
        return up(address, kind, ExportSettings.DEFAULT);
    }

    private void announce(int peer, long localPref) {
        var reach = new MpReachNlri(MpNextHop.of(VTEP), new EvpnNlri(List.of(Nlri.of(ROUTE))));
        var attributes =
                PathAttributes.of(
                        Origin.IGP,
                        AsPath.EMPTY,
                        new LocalPref(localPref),
                        ExtendedCommunities.of(TARGET, Encapsulation.VXLAN),
                        PmsiTunnel.ingressReplication(new Label24(100), VTEP),
                        reach);
        var body = new OctetWriter();
        Update.of(attributes).encodeBody(body, Negotiated.DEFAULT);
        assertThat(rib.update(peer, body.array(), 0, body.length())).isEmpty();
        rib.settle();
    }

    private Explanation explain() {
        return rib.view().explain(ROUTE.key()).orElseThrow();
    }

    private @Nullable Withheld withheld(String peer) {
        var telling =
                explain().tellings().stream()
                        .filter(each -> each.to().address().equals(Ipv4Address.parse(peer)))
                        .toList();
        assertThat(telling).hasSize(1);
        return telling.getFirst().withheld();
    }

    @Test
    void knowsNothingOfWhatNobodyAnnounced() {
        assertThat(rib.view().explain(ROUTE.key())).isEmpty();
        assertThat(rib.view().explain(Octets.of(1, 2, 3))).isEmpty();
    }

    @Test
    void namesTheStepThatChose() {
        announce(up("192.0.2.1", PeerKind.CLIENT), 100);
        announce(up("192.0.2.2", PeerKind.CLIENT), 200);

        assertThat(explain().decidedBy()).isEqualTo(DecisionStep.LOCAL_PREF);
        assertThat(explain().paths())
                .extracting(PathStanding::lostBy)
                .containsExactly(null, DecisionStep.LOCAL_PREF);
        assertThat(explain().best().orElseThrow().announcer().address())
                .isEqualTo(Ipv4Address.parse("192.0.2.2"));
    }

    @Test
    void saysWhoIsToldAndWhoIsNotAndWhy() {
        int source = up("192.0.2.1", PeerKind.INTERNAL);
        up("192.0.2.2", PeerKind.CLIENT);
        up("192.0.2.3", PeerKind.INTERNAL);
        up("192.0.2.4", PeerKind.EXTERNAL);
        announce(source, 100);

        assertThat(withheld("192.0.2.1")).isEqualTo(Withheld.NON_CLIENT_TO_NON_CLIENT);
        assertThat(withheld("192.0.2.2")).isNull();
        assertThat(withheld("192.0.2.3")).isEqualTo(Withheld.NON_CLIENT_TO_NON_CLIENT);
        assertThat(withheld("192.0.2.4")).isEqualTo(Withheld.NO_POLICY);
    }

    @Test
    void saysThatAPeerIsNotToldOfWhatItAnnounced() {
        announce(up("192.0.2.1", PeerKind.CLIENT), 100);

        assertThat(withheld("192.0.2.1")).isEqualTo(Withheld.OWN);
    }

    @Test
    void namesTheClauseThatDeniesARoute() {
        var policy = new Policy("nothing", List.of(Clause.deny(10, List.of())));
        up("192.0.2.2", PeerKind.CLIENT, ExportSettings.DEFAULT.withPolicy(policy));
        announce(up("192.0.2.1", PeerKind.CLIENT), 100);

        assertThat(withheld("192.0.2.2")).isEqualTo(Withheld.POLICY);
        assertThat(explain().tellings())
                .filteredOn(each -> each.withheld() == Withheld.POLICY)
                .singleElement()
                .extracting(Telling::clauses)
                .isEqualTo(List.of(10));
    }

    @Test
    void saysWhichInstancesImportByWhichTarget() {
        configure(100, TARGET);
        configure(200, OTHER_TARGET);
        announce(up("192.0.2.1", PeerKind.CLIENT), 100);

        assertThat(explain().imports())
                .extracting(ImportVerdict::vni, ImportVerdict::by, ImportVerdict::refusal)
                .containsExactly(
                        tuple(new Vni(100), List.of(new ImportTarget.Exact(TARGET)), null),
                        tuple(new Vni(200), List.of(), Refusal.NO_ROUTE_TARGET));
    }

    private void configure(int vni, RouteTarget target) {
        rib.configure(
                MacVrfSettings.of(
                        new Vni(vni),
                        RouteDistinguisher.parse("192.0.2.254:" + vni),
                        List.of(new ImportTarget.Exact(target)),
                        List.of(target),
                        Ipv4Address.parse("192.0.2.254")));
    }

    @Test
    void listsAllRoutesInSlices() {
        announce(up("192.0.2.1", PeerKind.CLIENT), 100);
        configure(100, TARGET);
        rib.settle();

        var listing = rib.view().list(RouteFamily.EVPN);
        int routes = 0;
        while (!listing.isDone()) {
            routes += listing.next(1).size();
        }

        assertThat(routes).isEqualTo(2);
    }

    @Test
    void saysSinceWhenAPathIsWhatItIs() {
        int leaf = up("192.0.2.1", PeerKind.CLIENT);
        rib.tick(7_900);
        announce(leaf, 100);
        rib.tick(20_000);
        announce(leaf, 100);
        assertThat(changedMillis()).as("announced again, and the same").isEqualTo(7_000);

        announce(leaf, 200);
        assertThat(changedMillis()).as("announced as something else").isEqualTo(20_000);

        rib.tick(30_000);
        rib.peerDown(leaf);
        announce(up("192.0.2.1", PeerKind.CLIENT), 200);
        assertThat(changedMillis()).as("gone, and back").isEqualTo(30_000);
    }

    private long changedMillis() {
        return explain().paths().getFirst().path().changedMillis();
    }

    private int told;

    @Test
    void tellsInAListingWhoIsTold() {
        announce(up("192.0.2.1", PeerKind.CLIENT), 100);
        up("192.0.2.2", PeerKind.CLIENT);
        rib.settle();

        var listing = rib.view().list(RouteFamily.EVPN);
        listing.next(
                10,
                (array, start, length, row) -> {
                    if (ROUTE.key().equals(Octets.copyOf(array, start, length))) {
                        assertThat(listing.key(row)).isEqualTo(ROUTE.key());
                        assertThat(listing.tellings(row))
                                .isEqualTo(explain().tellings())
                                .hasSize(2);
                        assertThat(listing.standings(row).paths()).isEqualTo(explain().paths());
                        told++;
                    }
                });
        assertThat(told).isEqualTo(1);
    }

    @Test
    void knowsInAListingWhetherARowIsStillThatOfARoute() {
        int leaf = up("192.0.2.1", PeerKind.CLIENT);
        announce(leaf, 100);
        rib.settle();
        var rows = new ArrayList<Long>();
        var listing = rib.view().list(RouteFamily.EVPN);
        listing.next(10, (_, _, _, row) -> rows.add(row));
        assertThat(rows).allMatch(row -> listing.has(row, Listing.KeyTest.ALL));
        assertThat(rows).noneMatch(row -> listing.has(row, (_, _, _) -> false));

        rib.peerDown(leaf);
        rib.settle();
        assertThat(rows).noneMatch(row -> listing.has(row, Listing.KeyTest.ALL));
    }
}
