package dev.evpnd.speaker.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.Rib;
import dev.evpnd.rib.RibSettings;
import dev.evpnd.rib.decision.DecisionOptions;
import dev.evpnd.rib.explain.PathStanding;
import dev.evpnd.rib.instance.ImportTarget;
import dev.evpnd.rib.instance.IpVrfSettings;
import dev.evpnd.rib.instance.MacVrfSettings;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.speaker.daemon.Speaker;
import dev.evpnd.speaker.query.InstanceRouteListing.Question;
import dev.evpnd.speaker.routing.RoutingLimits;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.Label24;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.ExtendedCommunities;
import dev.evpnd.wire.attribute.LocalPref;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.MpReachNlri;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.community.Encapsulation;
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

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The routes of a speaker whose table is in several shards.
class InstanceRouteListingTest {
    private static final int HOSTS = 2_000;
    private static final int VTEPS = 3;
    private static final IpAddress OWN_VTEP = IpAddress.parse("10.0.0.1");
    private static final RouteDistinguisher OWN = RouteDistinguisher.parse("10.0.0.1:100");
    private static final RouteDistinguisher OWN_ROUTED = RouteDistinguisher.parse("10.0.0.1:4001");
    private static final RouteTarget BRIDGED = RouteTarget.parse("65000:100");
    private static final RouteTarget OTHER = RouteTarget.parse("65000:200");
    private static final RouteTarget ROUTED = RouteTarget.parse("65000:4001");
    private static final Vni VNI = new Vni(100);
    private static final Vni L3_VNI = new Vni(4001);

    private final List<Throwable> failures = new ArrayList<>();
    private final Speaker speaker =
            new Speaker(
                    RibSettings.of(new Asn(65_000), BgpIdentifier.parse("10.0.0.1")),
                    1,
                    RoutingLimits.DEFAULT,
                    3,
                    failures::add);
    private final RoutingQueries routing = new RoutingQueries(speaker.routing());
    private int peer;

    @BeforeEach
    void configure() {
        peer =
                routing.ask(
                        rib -> {
                            rib.configure(macVrf(VNI, OWN, BRIDGED));
                            rib.configure(
                                    macVrf(
                                            new Vni(200),
                                            RouteDistinguisher.parse("10.0.0.1:200"),
                                            OTHER));
                            rib.configure(
                                    IpVrfSettings.of(
                                            "tenant",
                                            L3_VNI,
                                            OWN_ROUTED,
                                            List.of(new ImportTarget.Exact(ROUTED)),
                                            List.of(ROUTED),
                                            MacAddress.parse("02:00:00:00:00:01"),
                                            OWN_VTEP));
                            return rib.peerUp(
                                    new Peer(
                                            IpAddress.parse("10.0.0.2"),
                                            new Asn(65_000),
                                            BgpIdentifier.parse("10.0.0.2"),
                                            PeerKind.INTERNAL,
                                            Negotiated.DEFAULT));
                        });
    }

    private static MacVrfSettings macVrf(Vni vni, RouteDistinguisher own, RouteTarget target) {
        return MacVrfSettings.of(
                vni, own, List.of(new ImportTarget.Exact(target)), List.of(target), OWN_VTEP);
    }

    @AfterEach
    void close() {
        speaker.close();
        assertThat(failures).isEmpty();
    }

    private void change(Consumer<Rib> change) {
        routing.ask(
                rib -> {
                    change.accept(rib);
                    rib.settle();
                    return true;
                });
    }

    private void announce(Rib rib, EvpnRoute route, RouteTarget target) {
        var update =
                Update.of(
                        PathAttributes.of(
                                Origin.IGP,
                                AsPath.EMPTY,
                                new LocalPref(100),
                                ExtendedCommunities.of(
                                        target,
                                        Encapsulation.VXLAN,
                                        RouterMac.of(MacAddress.parse("02:00:00:00:00:02"))),
                                new MpReachNlri(
                                        MpNextHop.of(IpAddress.parse("10.0.0.9")),
                                        new EvpnNlri(List.of(Nlri.of(route))))));
        var body = new OctetWriter();
        update.encodeBody(body, Negotiated.DEFAULT);
        assertThat(rib.update(peer, body.array(), 0, body.length())).isEmpty();
    }

    private static MacIpAdvertisement host(String distinguisher, long mac, IpAddress address) {
        return new MacIpAdvertisement(
                RouteDistinguisher.parse(distinguisher),
                EthernetSegmentId.ZERO,
                EthernetTag.ZERO,
                new MacAddress(0x02_00_00_01_00_00L + mac),
                address,
                new Label24(VNI.number()),
                null);
    }

    private static IpAddress address(int host) {
        return IpAddress.parse("10.1." + host / 256 + "." + host % 256);
    }

    private static IpAddress address6(int host) {
        return IpAddress.parse("2001:db8::" + Integer.toHexString(host + 1));
    }

    /// Each host is behind several VTEPs, has an address of either family, and the order of MAC
    /// addresses is not that of IP addresses.
    private void announceHosts(RouteTarget target) {
        change(
                rib -> {
                    for (int host = HOSTS - 1; host >= 0; host--) {
                        for (int vtep = 0; vtep < VTEPS; vtep++) {
                            var distinguisher = "10.0.0.9:" + vtep;
                            int mac = HOSTS - host;
                            announce(rib, host(distinguisher, mac, address(host)), target);
                            announce(rib, host(distinguisher, mac, address6(host)), target);
                        }
                    }
                });
    }

    private InstanceRouteListing listing(Question question, int keysOfAWalk) {
        return new InstanceRouteListing(routing, DecisionOptions.DEFAULT, question, keysOfAWalk);
    }

    private static Question all(Vni vni, RouteDistinguisher own, InstanceTable table) {
        return new Question(vni, own, table, List.of(), _ -> true);
    }

    private static Optional<IpAddress> address(PathStanding path) {
        return path.route() instanceof MacIpAdvertisement it
                ? Optional.ofNullable(it.ipAddress())
                : Optional.empty();
    }

    @Test
    void hostsAreListedByTheirAddressesHoweverManyWalksItTakes() {
        announceHosts(BRIDGED);
        change(rib -> announce(rib, host("10.0.0.9:7", 1, address(HOSTS)), OTHER));
        var expected = addresses();

        for (int walk : List.of(100, 1_500, 100_000)) {
            var listed = new ArrayList<IpAddress>();
            var count =
                    listing(all(VNI, OWN, InstanceTable.IP), walk)
                            .each(
                                    route -> {
                                        assertThat(route.asked()).hasSizeLessThanOrEqualTo(VTEPS);
                                        address(route.asked().getFirst()).ifPresent(listed::add);
                                    });
            assertThat(listed).isEqualTo(expected);
            // And the route of type 3 that begins here.
            assertThat(count).isEqualTo(new RouteCount(2 * HOSTS + 1, 2L * HOSTS * VTEPS + 1));
        }
    }

    private static List<IpAddress> addresses() {
        return Stream.concat(
                        IntStream.range(0, HOSTS).mapToObj(it -> address(it)),
                        IntStream.range(0, HOSTS).mapToObj(it -> address6(it)))
                .toList();
    }

    @Test
    void oneOfThePathsToAnAddressIsTheBest() {
        announceHosts(BRIDGED);
        listing(all(VNI, OWN, InstanceTable.MAC), 1_000)
                .each(
                        route -> {
                            assertThat(route.asked()).hasSize(2 * VTEPS);
                            assertThat(route.asked()).filteredOn(PathStanding::isBest).hasSize(1);
                            assertThat(route.asked().getFirst().isBest()).isTrue();
                        });
    }

    /// Whoever announces may choose any number of distinguishers.
    @Test
    void soManyPathsToAnAddressAreComparedAndTheOthersFollow() {
        int paths = 2 * InstanceRouteListing.MOST_COMPARED + 10;
        change(
                rib -> {
                    for (int i = 0; i < paths; i++) {
                        announce(rib, host("10.0.0.9:" + i, 1, address(1)), BRIDGED);
                    }
                });
        var sizes = new ArrayList<Integer>();
        var best = new ArrayList<PathStanding>();
        var count =
                listing(
                                new Question(
                                        VNI,
                                        OWN,
                                        InstanceTable.IP,
                                        List.of(new RouteCriterion.MacIp(null, address(1))),
                                        _ -> true),
                                1_000)
                        .each(
                                route -> {
                                    sizes.add(route.asked().size());
                                    route.asked().stream()
                                            .filter(PathStanding::isBest)
                                            .forEach(best::add);
                                });
        assertThat(count).isEqualTo(new RouteCount(1, paths));
        assertThat(sizes)
                .containsExactly(
                        InstanceRouteListing.MOST_COMPARED, InstanceRouteListing.MOST_COMPARED, 10);
        assertThat(best).hasSize(1);
    }

    @Test
    void whatComesAndGoesWhileItIsReadDoesNotDisturbWhatWasThere() {
        announceHosts(BRIDGED);
        var listed = new ArrayList<IpAddress>();
        var more = new ArrayList<Integer>();
        listing(all(VNI, OWN, InstanceTable.IP), 500)
                .each(
                        route -> {
                            address(route.asked().getFirst()).ifPresent(listed::add);
                            int next = HOSTS + more.size();
                            if (more.size() < 500) {
                                more.add(next);
                                change(
                                        rib -> {
                                            var distinguisher = "10.0.0.9:0";
                                            announce(
                                                    rib,
                                                    host(distinguisher, next, address(next)),
                                                    BRIDGED);
                                        });
                            }
                        });
        assertThat(listed).doesNotHaveDuplicates().containsSubsequence(addresses());
    }

    @Test
    void anIpVrfHasItsPrefixesAndHostsAndWhatBeginsWithIt() {
        change(
                rib -> {
                    announce(rib, prefix("10.3.0.0/24"), ROUTED);
                    announce(rib, prefix("2001:db8::/32"), ROUTED);
                    announce(rib, prefix("10.2.0.0/16"), ROUTED);
                    announce(rib, prefix("10.4.0.0/16"), OTHER);
                    announce(rib, routedHost(), ROUTED);
                    rib.instances()
                            .announcePrefix(
                                    L3_VNI,
                                    IpPrefix.parse("10.0.0.0/8"),
                                    PathAttributes.of(Origin.IGP, AsPath.EMPTY));
                });
        var listed = new ArrayList<String>();
        listing(all(L3_VNI, OWN_ROUTED, InstanceTable.IP), 1_000)
                .each(route -> listed.add(name(route.asked().getFirst().route())));
        assertThat(listed)
                .containsExactly(
                        "10.9.0.1", "10.0.0.0/8", "10.2.0.0/16", "10.3.0.0/24", "2001:db8::/32");
    }

    private static String name(EvpnRoute route) {
        return switch (route) {
            case MacIpAdvertisement it -> String.valueOf(it.ipAddress());
            case IpPrefixAdvertisement it -> it.prefix().toString();
            default -> route.toString();
        };
    }

    private static IpPrefixAdvertisement prefix(String prefix) {
        var parsed = IpPrefix.parse(prefix);
        boolean isIpv4 = parsed.address().bitLength() == 32;
        return new IpPrefixAdvertisement(
                RouteDistinguisher.parse("10.0.0.9:4001"),
                EthernetSegmentId.ZERO,
                EthernetTag.ZERO,
                parsed,
                IpAddress.parse(isIpv4 ? "0.0.0.0" : "::"),
                new Label24(L3_VNI.number()));
    }

    private static MacIpAdvertisement routedHost() {
        return new MacIpAdvertisement(
                RouteDistinguisher.parse("10.0.0.9:100"),
                EthernetSegmentId.ZERO,
                EthernetTag.ZERO,
                MacAddress.parse("02:00:00:00:00:05"),
                IpAddress.parse("10.9.0.1"),
                new Label24(VNI.number()),
                new Label24(L3_VNI.number()));
    }

    @Test
    void ofAnInstanceThatThereIsNotNothingIsListed() {
        announceHosts(BRIDGED);
        assertThat(listing(all(new Vni(300), OWN, InstanceTable.IP), 100).count())
                .isEqualTo(RouteCount.NONE);
    }
}
