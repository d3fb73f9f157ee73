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
import dev.evpnd.wire.attribute.MpUnreachNlri;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.evpn.EvpnNlriView;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.evpn.EvpnRouteGenerator;
import dev.evpnd.wire.evpn.RouteDistinguisher;
import dev.evpnd.wire.message.Update;
import dev.evpnd.wire.nlri.EvpnNlri;
import dev.evpnd.wire.nlri.Nlri;
import dev.evpnd.wire.octets.BigEndian;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

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
            var route = route(random, type);
            routes.put(route.key(), route);
        }
        routing.ask(
                rib -> {
                    routes.values().forEach(each -> rib.originate(update(each)));
                    return rib.settle(Integer.MAX_VALUE);
                });
    }

    /// Of a few distinguishers there are many routes, of many there is one.
    private static EvpnRoute route(Random random, int type) {
        var route = EvpnRouteGenerator.route(random, type);
        return random.nextBoolean() ? route : with(route, 1 + random.nextInt(4));
    }

    private static EvpnRoute with(EvpnRoute route, long distinguisher) {
        var nlri = new OctetWriter();
        route.encode(nlri);
        BigEndian.putU64(nlri.array(), 2, distinguisher);
        var view = new EvpnNlriView();
        view.wrap(nlri.array(), 0, nlri.length(), false);
        view.next();
        return view.toRoute();
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

    private static final Comparator<Octets> ORDER =
            Comparator.comparing(
                    key -> RouteOrder.EVPN.place(key.toByteArray()), Arrays::compareUnsigned);

    private List<Octets> sorted() {
        return routes.keySet().stream().sorted(ORDER).toList();
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

    /// Whole distinguishers go and come meanwhile.
    @Test
    void whatGoesAndComesAgainWhileItIsReadDoesNotDisturbWhatStays() {
        var distinguishers = new ArrayList<>(routes.values());
        for (int walk : List.of(100, 2_000)) {
            var listing = new RouteListing(routing, ALL, walk);
            var listed = new ArrayList<Octets>();
            var stays = new HashSet<>(routes.keySet());
            var random = new Random(walk);
            while (listing.hasNext()) {
                listing.next().forEach(each -> listed.add(each.standings().key()));
                var gone = distinguishers.get(random.nextInt(distinguishers.size()));
                var whole =
                        random.nextInt(20) == 0
                                ? routes.values().stream().filter(it -> isBeside(it, gone)).toList()
                                : List.of(gone);
                whole.forEach(each -> stays.remove(each.key()));
                routing.ask(
                        rib -> {
                            whole.forEach(each -> rib.originate(withdrawal(each)));
                            rib.settle(Integer.MAX_VALUE);
                            whole.forEach(each -> rib.originate(update(each)));
                            return rib.settle(Integer.MAX_VALUE);
                        });
            }
            assertThat(listed).isSortedAccordingTo(ORDER);
            assertThat(listed.stream().filter(stays::contains))
                    .containsExactlyElementsOf(stays.stream().sorted(ORDER).toList());
        }
    }

    private static boolean isBeside(EvpnRoute one, EvpnRoute other) {
        return Arrays.equals(one.key().toByteArray(), 1, 9, other.key().toByteArray(), 1, 9);
    }

    private static Update withdrawal(EvpnRoute route) {
        return Update.of(
                PathAttributes.of(new MpUnreachNlri(new EvpnNlri(List.of(Nlri.of(route))))));
    }

    @Test
    void theRoutesOfADistinguisherAreFoundAmongItsOwn() {
        for (long each = 1; each <= 4; each++) {
            var distinguisher = new RouteDistinguisher(each);
            var expected =
                    sorted().stream()
                            .filter(
                                    it ->
                                            BigEndian.u64(it.toByteArray(), 1)
                                                    == distinguisher.bits())
                            .toList();
            var filter = ALL.and(new RouteCriterion.Distinguisher(distinguisher));
            assertThat(all(new RouteListing(routing, filter, 100))).isEqualTo(expected);
            assertThat(new RouteListing(routing, filter).count())
                    .isEqualTo(new RouteCount(expected.size(), expected.size()));
        }
    }

    @Test
    void distinguishersAreListedInTheirOrderHoweverFewAtATime() {
        var expected = new TreeMap<Long, Long>(Long::compareUnsigned);
        routes.keySet()
                .forEach(it -> expected.merge(BigEndian.u64(it.toByteArray(), 1), 1L, Long::sum));
        for (int most : List.of(7, SOME)) {
            var listed = new LinkedHashMap<Long, Long>();
            var after = Optional.<RouteDistinguisher>empty();
            var rows = new DistinguisherListing(routing).next(after, most);
            while (!rows.isEmpty()) {
                rows.forEach(each -> listed.put(each.distinguisher().bits(), each.routes()));
                after = Optional.of(rows.getLast().distinguisher());
                rows = new DistinguisherListing(routing).next(after, most);
            }
            assertThat(new ArrayList<>(listed.entrySet()))
                    .isEqualTo(new ArrayList<>(expected.entrySet()));
        }
    }
}
