package dev.evpnd.speaker.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.RibSettings;
import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.speaker.daemon.Speaker;
import dev.evpnd.speaker.routing.RoutingLimits;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.LocalPref;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.MpReachNlri;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.evpn.EvpnRouteGenerator;
import dev.evpnd.wire.message.Update;
import dev.evpnd.wire.nlri.EvpnNlri;
import dev.evpnd.wire.nlri.Nlri;
import dev.evpnd.wire.octets.Octets;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

class RouteListingTest {
    private static final int SOME = 3_000;
    private static final RouteFilter ALL = RouteFilter.all(RouteFamily.EVPN);

    private final List<Throwable> failures = new ArrayList<>();
    private final Speaker speaker =
            new Speaker(
                    RibSettings.of(new Asn(65_000), BgpIdentifier.parse("10.0.0.1")),
                    1,
                    RoutingLimits.DEFAULT,
                    2,
                    failures::add);
    private final RoutingQueries routing = new RoutingQueries(speaker.routing());
    private final Map<Octets, EvpnRoute> routes = new HashMap<>();

    @BeforeEach
    void originate() {
        var random = new Random(3);
        while (routes.size() < SOME) {
            int type = 1 + random.nextInt(5);
            var route = EvpnRouteGenerator.route(random, type);
            routes.put(route.key(), route);
        }
        routing.ask(
                rib -> {
                    routes.values().forEach(each -> rib.originate(update(each)));
                    return rib.settle(Integer.MAX_VALUE);
                });
    }

    private static Update update(EvpnRoute route) {
        return Update.of(
                PathAttributes.of(
                        Origin.IGP,
                        AsPath.EMPTY,
                        new LocalPref(100),
                        new MpReachNlri(
                                MpNextHop.of(IpAddress.parse("10.0.0.1")),
                                new EvpnNlri(List.of(Nlri.of(route))))));
    }

    @AfterEach
    void close() {
        speaker.close();
        assertThat(failures).isEmpty();
    }

    private static List<Octets> all(RouteListing listing) {
        var keys = new ArrayList<Octets>();
        while (listing.hasNext()) {
            listing.next().forEach(each -> keys.add(each.standings().key()));
        }
        return keys;
    }

    private List<Octets> sorted() {
        Comparator<Octets> order =
                Comparator.comparing(
                        key -> RouteOrder.EVPN.place(key.toByteArray(), 0, key.length()),
                        Arrays::compareUnsigned);
        return routes.keySet().stream().sorted(order).toList();
    }

    /// The first walk is for a thousand at most.
    @Test
    void allRoutesAreListedInTheirOrderHoweverManyWalksItTakes() {
        for (int walk : List.of(100, 1_500, SOME, 100_000)) {
            assertThat(all(new RouteListing(routing, ALL, walk))).isEqualTo(sorted());
        }
    }

    @Test
    void theRoutesThatAreCountedAreThoseThatAreListed() {
        for (int type = 1; type <= 5; type++) {
            var ofType = ALL.and(new RouteCriterion.Type(type));
            long expected = all(new RouteListing(routing, ofType)).size();
            assertThat(new RouteListing(routing, ofType).count())
                    .isEqualTo(new RouteCount(expected, expected));
            assertThat(
                            new RouteListing(
                                            routing,
                                            ofType.and(new RouteCriterion.SelfOriginated()))
                                    .count())
                    .isEqualTo(new RouteCount(expected, expected));
        }
    }

    @Test
    void whatComesWhileItIsReadDoesNotDisturbWhatWasThere() {
        var listing = new RouteListing(routing, ALL, 100);
        var before = sorted();
        var listed = new ArrayList<Octets>();
        var random = new Random(5);
        while (listing.hasNext()) {
            listing.next().forEach(each -> listed.add(each.standings().key()));
            var route = EvpnRouteGenerator.route(random, EvpnRoute.MAC_IP_ADVERTISEMENT);
            routing.ask(
                    rib -> {
                        rib.originate(update(route));
                        return rib.settle(Integer.MAX_VALUE);
                    });
        }
        assertThat(listed).doesNotHaveDuplicates().containsSubsequence(before);
    }
}
