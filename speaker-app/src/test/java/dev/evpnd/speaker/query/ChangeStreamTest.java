package dev.evpnd.speaker.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evpnd.rib.Rib;
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
import dev.evpnd.wire.evpn.EthernetTag;
import dev.evpnd.wire.evpn.InclusiveMulticastEthernetTag;
import dev.evpnd.wire.evpn.RouteDistinguisher;
import dev.evpnd.wire.message.Update;
import dev.evpnd.wire.nlri.EvpnNlri;
import dev.evpnd.wire.nlri.Nlri;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;

/// What a stream tells who asks it now and then.
class ChangeStreamTest {
    private static final RouteFilter ALL = RouteFilter.all(RouteFamily.EVPN);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// More than are settled at once.
    private static final int MANY = 20_000;

    private final List<Throwable> failures = new ArrayList<>();
    private final Speaker speaker =
            new Speaker(
                    RibSettings.of(new Asn(65_000), BgpIdentifier.parse("10.0.0.1")),
                    3,
                    RoutingLimits.DEFAULT,
                    2,
                    failures::add);
    private final RoutingQueries routing = new RoutingQueries(speaker.routing());
    private final ChangeStreams streams = new ChangeStreams(routing, "a1", 2);

    @AfterEach
    void close() {
        speaker.close();
        assertThat(failures).isEmpty();
    }

    private static EvpnNlri nlri(int tag) {
        return new EvpnNlri(
                List.of(
                        Nlri.of(
                                new InclusiveMulticastEthernetTag(
                                        RouteDistinguisher.parse("10.0.0.1:" + tag % 10),
                                        new EthernetTag(tag),
                                        IpAddress.parse("10.0.0.1")))));
    }

    private static void announce(Rib rib, int tag) {
        rib.originate(
                Update.of(
                        PathAttributes.of(
                                Origin.IGP,
                                AsPath.EMPTY,
                                new LocalPref(100),
                                new MpReachNlri(
                                        MpNextHop.of(IpAddress.parse("10.0.0.1")), nlri(tag)))));
    }

    private static void withdraw(Rib rib, int tag) {
        rib.originate(Update.of(PathAttributes.of(new MpUnreachNlri(nlri(tag)))));
    }

    /// Each is decided by itself, and all before anybody looks.
    private void settleEach(List<Consumer<Rib>> changes) {
        routing.ask(
                rib -> {
                    for (var change : changes) {
                        change.accept(rib);
                        rib.settle();
                    }
                    return true;
                });
    }

    private static Told.Changes changes(ChangeStream stream) {
        var told = stream.next(PATIENCE);
        while (told instanceof Told.Changes(var none, var coalesced, var _)
                && none.isEmpty()
                && coalesced == 0) {
            told = stream.next(PATIENCE);
        }
        return (Told.Changes) told;
    }

    private static List<String> events(Told.Changes changes) {
        return changes.changes().stream().map(RouteChange::event).toList();
    }

    @Test
    void whatHappensBetweenTwoLooksIsToldAsOneChange() {
        try (var stream = streams.open(ALL)) {
            settleEach(List.of(r -> announce(r, 1), r -> withdraw(r, 1), r -> announce(r, 1)));
            var told = changes(stream);
            assertThat(events(told)).containsExactly("gained");
            assertThat(told.coalesced()).isEqualTo(2);
            settleEach(List.of(r -> withdraw(r, 1)));
            assertThat(events(changes(stream))).containsExactly("lost");
        }
    }

    @Test
    void whatIsAgainAsItWasIsCountedAlone() {
        try (var stream = streams.open(ALL)) {
            settleEach(List.of(r -> announce(r, 1), r -> withdraw(r, 1)));
            var told = changes(stream);
            assertThat(told.changes()).isEmpty();
            assertThat(told.coalesced()).isEqualTo(2);
        }
    }

    @Test
    void nothingIsToldWhileNothingHappens() {
        try (var stream = streams.open(ALL)) {
            assertThat(stream.next(Duration.ofMillis(1))).isEqualTo(new Told.Nothing());
        }
    }

    @Test
    void whoComesBackIsToldWhatHappenedMeanwhile() {
        String position;
        try (var stream = streams.open(ALL)) {
            settleEach(List.of(r -> announce(r, 1)));
            position = changes(stream).position();
        }
        settleEach(List.of(r -> announce(r, 2)));
        try (var again = streams.openAt(ALL, position)) {
            var told = changes(again);
            assertThat(events(told)).containsExactly("gained");
            assertThat(told.changes().getFirst().latest().route())
                    .isInstanceOfSatisfying(
                            InclusiveMulticastEthernetTag.class,
                            it -> assertThat(it.ethernetTag()).isEqualTo(new EthernetTag(2)));
        }
    }

    @Test
    void whoComesBackFromAnywhereElseIsToldWhatThereIs() {
        settleEach(List.of(r -> announce(r, 1)));
        for (var position :
                List.of(
                        "",
                        "a1-0-0",
                        "a1-9-9-9",
                        "b2-0-0-0",
                        "a1-0-0-0-0",
                        "a1-99999999999999999999",
                        "é")) {
            try (var stream = streams.openAt(ALL, position)) {
                assertThat(stream.next(PATIENCE)).isInstanceOf(Told.Behind.class);
                assertThat(stream.next(PATIENCE))
                        .isInstanceOfSatisfying(
                                Told.Present.class, it -> assertThat(it.routes()).hasSize(1));
                assertThat(stream.next(PATIENCE)).isInstanceOf(Told.Whole.class);
            }
        }
    }

    /// Some of them are not decided while they are listed.
    @Test
    void whatIsThereAndWhatHappensMeanwhileAreAllThatThereIs() {
        try (var stream = streams.openWhole(ALL)) {
            speaker.routing()
                    .change(
                            rib -> {
                                for (int i = 0; i < MANY; i++) {
                                    announce(rib, i);
                                }
                            });
            var there = new HashSet<Object>();
            while (there.size() < MANY) {
                switch (stream.next(PATIENCE)) {
                    case Told.Changes(var changes, var _, var _) ->
                            changes.forEach(each -> there.add(each.key()));
                    case Told.Present(var routes) -> routes.forEach(each -> there.add(each.key()));
                    case Told.Nothing _ -> throw new AssertionError("only " + there.size());
                    case Told.Behind _, Told.Whole _ -> {
                        // What is there comes between.
                    }
                }
            }
            assertThat(there).hasSize(MANY);
        }
    }

    @Test
    void aPlaceIsFreeAgainWhenWhoeverHadItHasGone() {
        try (var one = streams.open(ALL);
                var other = streams.openAt(ALL, "nowhere")) {
            assertThat(List.of(one, other)).hasSize(2);
            assertThatThrownBy(() -> streams.open(ALL))
                    .isInstanceOf(QueryFailure.class)
                    .hasMessage("there are 2 who watch already, as many as there may be");
        }
        streams.open(ALL).close();
        streams.open(ALL).close();
        streams.open(ALL).close();
    }

    /// The logs end a minute after the last has gone.
    @Test
    void whatChangesIsNotKeptForGoodForWhoeverHasGone() {
        try (var stream = streams.open(ALL)) {
            assertThat(stream.position()).isNotEmpty();
            assertThat(routing.ask(Rib::nextDeadlineMillis)).isEqualTo(Long.MAX_VALUE);
        }
        assertThat(routing.ask(Rib::nextDeadlineMillis)).isLessThan(Long.MAX_VALUE);
    }
}
