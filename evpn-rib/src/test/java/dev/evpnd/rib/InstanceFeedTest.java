package dev.evpnd.rib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evpnd.rib.decision.DecisionOptions;
import dev.evpnd.rib.instance.ImportTarget;
import dev.evpnd.rib.instance.Intent;
import dev.evpnd.rib.instance.IpVrfSettings;
import dev.evpnd.rib.instance.MacVrfSettings;
import dev.evpnd.rib.instance.MobilityStep;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.Label24;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.Communities;
import dev.evpnd.wire.attribute.ExtendedCommunities;
import dev.evpnd.wire.attribute.LocalPref;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.MpReachNlri;
import dev.evpnd.wire.attribute.MpUnreachNlri;
import dev.evpnd.wire.attribute.MultiExitDisc;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.attribute.PathAttribute;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.community.Community;
import dev.evpnd.wire.community.MacMobility;
import dev.evpnd.wire.community.RouteTarget;
import dev.evpnd.wire.community.RouterMac;
import dev.evpnd.wire.evpn.EthernetSegmentId;
import dev.evpnd.wire.evpn.EthernetTag;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.evpn.IpPrefixAdvertisement;
import dev.evpnd.wire.evpn.MacIpAdvertisement;
import dev.evpnd.wire.evpn.RouteDistinguisher;
import dev.evpnd.wire.message.Update;
import dev.evpnd.wire.nlri.EvpnNlri;
import dev.evpnd.wire.nlri.Nlri;
import dev.evpnd.wire.octets.OctetWriter;

import org.junit.jupiter.api.Test;

import java.util.List;

/// What instances make of the routes that a reflector sends.
class InstanceFeedTest {
    private static final String HERE = "192.0.2.5";
    private static final String LOWER = "192.0.2.1";
    private static final String HIGHER = "192.0.2.9";
    private static final Vni L2 = new Vni(100);
    private static final Vni L3 = new Vni(5000);
    private static final RouteTarget TARGET = RouteTarget.parse("65000:100");
    private static final IpPrefix PREFIX = IpPrefix.parse("10.0.0.0/24");
    private static final MacAddress HOST = MacAddress.parse("02:00:00:00:00:aa");
    private static final MacAddress ROUTER = MacAddress.parse("02:00:00:00:00:05");

    private static final RibSettings SETTINGS =
            RibSettings.of(new Asn(65000), BgpIdentifier.parse(HERE));

    private final Rib rib = new Rib(SETTINGS);
    private final int reflector =
            rib.peerUp(
                    new Peer(
                            IpAddress.parse("192.0.2.100"),
                            new Asn(65000),
                            BgpIdentifier.parse("192.0.2.100"),
                            PeerKind.INTERNAL,
                            Negotiated.DEFAULT));

    private static MacVrfSettings macVrf() {
        return MacVrfSettings.of(
                L2,
                RouteDistinguisher.parse(HERE + ":2"),
                List.of(new ImportTarget.Exact(TARGET)),
                List.of(TARGET),
                IpAddress.parse(HERE));
    }

    private static IpVrfSettings ipVrf() {
        return ipVrfWithVtep(HERE);
    }

    private static IpVrfSettings ipVrfWithVtep(String vtep) {
        return IpVrfSettings.of(
                "red",
                L3,
                RouteDistinguisher.parse(HERE + ":3"),
                List.of(new ImportTarget.Exact(TARGET)),
                List.of(TARGET),
                ROUTER,
                IpAddress.parse(vtep));
    }

    private static RouteDistinguisher distinguisher(String vtep, int assigned) {
        return RouteDistinguisher.of(Ipv4Address.parse(vtep), assigned);
    }

    private static EvpnRoute prefix(String vtep) {
        return new IpPrefixAdvertisement(
                distinguisher(vtep, 3),
                EthernetSegmentId.ZERO,
                EthernetTag.ZERO,
                PREFIX,
                IpAddress.parse("0.0.0.0"),
                new Label24(L3.number()));
    }

    private static EvpnRoute host(String vtep) {
        return new MacIpAdvertisement(
                distinguisher(vtep, 2),
                EthernetSegmentId.ZERO,
                EthernetTag.ZERO,
                HOST,
                null,
                new Label24(L2.number()),
                null);
    }

    /// Each VTEP has its own.
    private static RouterMac router(String vtep) {
        var address = Ipv4Address.parse(vtep);
        return RouterMac.of(new MacAddress(0x0200_0100_0000L + (address.bits() & 0xffff)));
    }

    /// Announces the route as from the VTEP, with these attributes in place of the usual ones.
    private void receive(String vtep, EvpnRoute route, PathAttribute... attributes) {
        var all =
                PathAttributes.of(
                        Origin.IGP,
                        AsPath.EMPTY,
                        new LocalPref(100),
                        ExtendedCommunities.of(TARGET, router(vtep)));
        for (var attribute : attributes) {
            all = all.with(attribute);
        }
        var nextHop = MpNextHop.of(IpAddress.parse(vtep));
        var body = new OctetWriter();
        Update.of(all.with(new MpReachNlri(nextHop, field(route))))
                .encodeBody(body, Negotiated.DEFAULT);
        assertThat(rib.update(reflector, body.array(), 0, body.length())).isEmpty();
    }

    private static EvpnNlri field(EvpnRoute route) {
        return new EvpnNlri(List.of(Nlri.of(route)));
    }

    private List<String> nextHops() {
        rib.settle();
        return rib.instances().intents().stream()
                .filter(Intent.RemotePrefix.class::isInstance)
                .flatMap(intent -> ((Intent.RemotePrefix) intent).nextHops().stream())
                .map(hop -> hop.vtep().toString())
                .toList();
    }

    private List<String> places() {
        return rib.instances().intents().stream()
                .filter(Intent.RemoteMac.class::isInstance)
                .map(intent -> ((Intent.RemoteMac) intent).vtep().toString())
                .toList();
    }

    @Test
    void offersToANewInstanceWhatIsBestWhenAllIsSettled() {
        receive(LOWER, host(LOWER));
        rib.settle();
        receive(LOWER, prefix(LOWER));
        receive(HIGHER, host(LOWER));
        rib.configure(macVrf());
        rib.settle(1);
        receive(LOWER, host(LOWER));
        rib.settle();
        assertThat(places()).containsExactly(LOWER);
    }

    @Test
    void offersAtLastWhatWaitedWhenTheWalkCameBy() {
        receive(LOWER, host(LOWER));
        rib.settle();
        receive(LOWER, prefix(LOWER));
        receive(HIGHER, host(LOWER));
        rib.configure(macVrf());
        while (!rib.settle(1)) {
            assertThat(places()).isSubsetOf(HIGHER);
        }
        assertThat(places()).containsExactly(HIGHER);
    }

    @Test
    void letsGoOfARouteWhoseTargetsNoInstanceImportsAnyMore() {
        rib.configure(macVrf());
        receive(LOWER, host(LOWER));
        rib.settle();
        receive(LOWER, host(LOWER), ExtendedCommunities.of(RouteTarget.parse("65000:7")));
        rib.settle();
        assertThat(places()).isEmpty();
    }

    @Test
    void importsAgainWhatWasRefusedForAnAddressThatHasGone() {
        rib.configure(macVrf());
        rib.configure(ipVrfWithVtep(HIGHER));
        receive(HIGHER, host(HIGHER));
        rib.settle();
        assertThat(places()).isEmpty();
        rib.unconfigureIpVrf(L3);
        rib.settle();
        assertThat(places()).containsExactly(HIGHER);
    }

    @Test
    void importsAgainWhatWasRefusedForAnAddressThatHasChanged() {
        rib.configure(macVrf());
        rib.configure(ipVrfWithVtep(HIGHER));
        receive(HIGHER, host(HIGHER));
        rib.settle();
        rib.configure(ipVrfWithVtep(HERE));
        rib.settle();
        assertThat(places()).containsExactly(HIGHER);
    }

    @Test
    void anAnnouncementThatCannotBeMadeLeavesTheOthersAsTheyAre() {
        rib.configure(ipVrf());
        var withdrawal = PathAttributes.of(new MpUnreachNlri(field(prefix(HERE))));
        var instances = rib.instances();
        assertThatThrownBy(() -> instances.announcePrefix(L3, PREFIX, withdrawal))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(instances.originations()).isEmpty();
        assertThat(instances.announcePrefix(L3, PREFIX, PathAttributes.EMPTY)).isTrue();
        rib.settle();
        assertThat(rib.view().size()).isEqualTo(1);
    }

    @Test
    void whatWaitsForTheKernelDoesNotGrowWithWhatHappens() {
        rib.configure(macVrf());
        for (int i = 0; i < 100; i++) {
            receive(i % 2 == 0 ? LOWER : HIGHER, host(LOWER));
            rib.settle();
        }
        assertThat(rib.drainInstanceChanges())
                .singleElement()
                .asString()
                .contains(HIGHER, HOST.toString());
    }

    @Test
    void sharesAPrefixAmongPathsThatAreAsGood() {
        rib.configure(ipVrf());
        receive(LOWER, prefix(LOWER));
        receive(HIGHER, prefix(HIGHER));
        assertThat(nextHops()).containsExactly(LOWER, HIGHER);
    }

    @Test
    void prefersTheHigherLocalPrefAmongRouteDistinguishers() {
        rib.configure(ipVrf());
        receive(LOWER, prefix(LOWER));
        receive(HIGHER, prefix(HIGHER), new LocalPref(200));
        assertThat(nextHops()).containsExactly(HIGHER);
    }

    @Test
    void prefersTheShorterAsPathAmongRouteDistinguishers() {
        rib.configure(ipVrf());
        receive(LOWER, prefix(LOWER), AsPath.ofSequence(65001, 65002));
        receive(HIGHER, prefix(HIGHER), AsPath.ofSequence(65003));
        assertThat(nextHops()).containsExactly(HIGHER);
    }

    @Test
    void prefersTheLowerOriginAmongRouteDistinguishers() {
        rib.configure(ipVrf());
        receive(LOWER, prefix(LOWER), Origin.INCOMPLETE);
        receive(HIGHER, prefix(HIGHER));
        assertThat(nextHops()).containsExactly(HIGHER);
    }

    @Test
    void prefersTheLowerMedOfThisAsAmongRouteDistinguishers() {
        rib.configure(ipVrf());
        receive(LOWER, prefix(LOWER), new MultiExitDisc(20));
        receive(HIGHER, prefix(HIGHER), new MultiExitDisc(10));
        assertThat(nextHops()).containsExactly(HIGHER);
    }

    @Test
    void doesNotCompareTheMedsOfOtherAses() {
        rib.configure(ipVrf());
        receive(LOWER, prefix(LOWER), AsPath.ofSequence(65001), new MultiExitDisc(20));
        receive(HIGHER, prefix(HIGHER), AsPath.ofSequence(65002), new MultiExitDisc(10));
        assertThat(nextHops()).containsExactly(LOWER, HIGHER);
    }

    @Test
    void comparesPathsByOtherOptionsFromWhenTheyAreOthers() {
        rib.configure(ipVrf());
        receive(LOWER, prefix(LOWER), AsPath.ofSequence(65001, 65002));
        receive(HIGHER, prefix(HIGHER), AsPath.ofSequence(65003));
        assertThat(nextHops()).containsExactly(HIGHER);
        rib.configure(SETTINGS.withDecision(DecisionOptions.DEFAULT.withIgnoreAsPath(true)));
        assertThat(nextHops()).containsExactly(LOWER, HIGHER);
    }

    @Test
    void prefersAnyPathToALongLivedStaleOne() {
        rib.configure(ipVrf());
        receive(LOWER, prefix(LOWER), Communities.of(Community.LLGR_STALE));
        receive(HIGHER, prefix(HIGHER));
        assertThat(nextHops()).containsExactly(HIGHER);
    }

    @Test
    void aHostIsNotWhereALongLivedStaleRouteSays() {
        rib.configure(macVrf());
        receive(
                LOWER,
                host(LOWER),
                ExtendedCommunities.of(TARGET, MacMobility.of(7)),
                Communities.of(Community.LLGR_STALE));
        receive(HIGHER, host(HIGHER));
        rib.settle();
        assertThat(places()).containsExactly(HIGHER);
        assertThat(rib.instances().mac(L2, HOST).orElseThrow().why())
                .isEqualTo(MobilityStep.LONG_LIVED_STALE);
    }
}
