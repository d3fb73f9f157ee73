package dev.evpnd.rib.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.Rib;
import dev.evpnd.rib.RibSettings;
import dev.evpnd.rib.peer.ExportSettings;
import dev.evpnd.rib.peer.ImportSettings;
import dev.evpnd.rib.peer.NextHopRule;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.rib.peer.PeerSettings;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.MpUnreachNlri;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.message.RouteRefresh;
import dev.evpnd.wire.message.Update;
import dev.evpnd.wire.nlri.RouteTargetMembership;
import dev.evpnd.wire.octets.OctetWriter;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/// One scenario, played to the RIB in octets and to the naive speaker in values.
///
/// When all is quiet every peer holds of the one what it has to hold of the other; nobody is told
/// twice of what did not change; and when all are gone, nothing is left.
final class Play {
    private static final Ipv4Address MEMBERSHIP_NEXT_HOP = Ipv4Address.parse("10.1.0.0");
    private static final int LONGEST_DRAIN = 10_000;

    private final Scenario scenario;
    private final Rib rib;
    private final NaiveSpeaker naive;
    private final Map<Integer, End> ends = new LinkedHashMap<>();

    /// How many events there were, and which was the last that was about a route.
    private int now;

    private final Map<NaiveRoute.Key, Integer> touched = new LinkedHashMap<>();

    /// Whether all that happened is decided.
    private boolean settled = true;

    Play(Scenario scenario) {
        this.scenario = scenario;
        rib =
                new Rib(
                        new RibSettings(
                                NaiveSpeaker.AS,
                                NaiveSpeaker.HERE,
                                NaiveSpeaker.HERE,
                                scenario.clientToClient(),
                                scenario.maxLogOctets(),
                                scenario.seed()));
        naive = new NaiveSpeaker(scenario.clientToClient());
    }

    /// @throws AssertionError where the RIB does not do what it has to
    void run() {
        scenario.events().forEach(this::apply);
        becomeQuiet();
        repeatEverything();
        endEverything();
    }

    private void apply(Event event) {
        now++;
        switch (event) {
            case Event.PeerUp up -> up(up);
            case Event.PeerDown(int peer) -> ifUp(peer, end -> down(peer, end));
            case Event.Announce announce -> ifUp(announce.peer(), end -> announce(end, announce));
            case Event.Withdraw withdraw -> ifUp(withdraw.peer(), end -> withdraw(end, withdraw));
            case Event.Originate originate -> originate(originate);
            case Event.WithdrawOwn(var routes) -> withdrawOwn(routes);
            case Event.AnnounceMemberships(int peer, var memberships, var attributes) ->
                    ifConstrained(peer, end -> join(peer, end, memberships, attributes));
            case Event.WithdrawMemberships(int peer, var memberships) ->
                    ifConstrained(peer, end -> leave(peer, end, memberships));
            case Event.EndOfMemberships(int peer) ->
                    ifConstrained(peer, end -> endOfMemberships(peer, end));
            case Event.OriginateMembership(var membership, var attributes) ->
                    originate(membership, attributes);
            case Event.WithdrawOwnMembership(var membership) -> withdrawOwn(membership);
            case Event.Configure(int peer, var settings) ->
                    ifUp(peer, end -> configure(peer, end, settings));
            case Event.Refresh(int peer, var family) -> ifUp(peer, end -> refresh(end, family));
            case Event.Settle(int most) -> settle(most);
            case Event.Quiet quiet -> becomeQuiet();
            case Event.Receive(int peer, int maxOctets) ->
                    ifUp(peer, end -> receive(peer, end, maxOctets));
        }
    }

    private void ifUp(int peer, Consumer<End> action) {
        var end = ends.get(peer);
        if (end != null) {
            action.accept(end);
        }
    }

    private void ifConstrained(int peer, Consumer<End> action) {
        ifUp(
                peer,
                end -> {
                    if (end.session.constrained()) {
                        action.accept(end);
                    }
                });
    }

    private End end(int peer) {
        return Objects.requireNonNull(ends.get(peer));
    }

    private void up(Event.PeerUp up) {
        if (ends.containsKey(up.peer())) {
            return;
        }
        var address = ScenarioGenerator.address(up.peer());
        var peer =
                new Peer(
                        address,
                        up.session().kind() == PeerKind.EXTERNAL ? new Asn(65001) : NaiveSpeaker.AS,
                        new BgpIdentifier(address.bits()),
                        up.session().kind(),
                        up.session().ours());
        int number = rib.peerUp(peer, settings(up.settings()));
        ends.put(up.peer(), new End(number, up.session(), peer, up.settings()));
        naive.up(up.peer(), peer, up.settings());
    }

    private static PeerSettings settings(ExportSettings exports) {
        return new PeerSettings(ImportSettings.DEFAULT, exports);
    }

    private void down(int peer, End end) {
        naive.announcedBy(peer).forEach(each -> touch(each.path().route()));
        rib.peerDown(end.number);
        naive.down(peer);
        ends.remove(peer);
        // It may come back and say the same, which is then told once more.
        ends.values().forEach(other -> other.onlyNews = false);
        settled = false;
    }

    private void announce(End end, Event.Announce announce) {
        int pathId = end.session.sendsPaths() ? announce.pathId() : 0;
        var attributes = Announcements.sendable(announce.attributes(), end.session.kind());
        var nextHop = MpNextHop.of(announce.nextHop());
        var announced = evpn(announce.routes());
        announced.forEach(this::touch);
        for (var route : announced) {
            naive.announce(
                    announce.peer(),
                    pathId,
                    new NaivePath(end.peer, route, nextHop.octets(), attributes));
        }
        send(end, Announcements.reach(nextHop, attributes, Announcements.field(announced, pathId)));
    }

    private List<NaiveRoute.Evpn> evpn(List<Integer> routes) {
        return routes.stream().map(scenario.routes()::get).map(NaiveRoute.Evpn::new).toList();
    }

    private void send(End end, PathAttributes attributes) {
        sendBody(end, Update.of(attributes));
        settled = false;
    }

    private void sendBody(End end, Update update) {
        var body = new OctetWriter();
        update.encodeBody(body, end.session.theirs());
        assertThat(rib.update(end.number, body.array(), 0, body.length())).isEmpty();
    }

    private void withdraw(End end, Event.Withdraw withdraw) {
        int pathId = end.session.sendsPaths() ? withdraw.pathId() : 0;
        var withdrawn = evpn(withdraw.routes());
        withdrawn.forEach(this::touch);
        withdrawn.forEach(route -> naive.withdraw(withdraw.peer(), pathId, route));
        send(end, PathAttributes.of(new MpUnreachNlri(Announcements.field(withdrawn, pathId))));
    }

    private void originate(Event.Originate originate) {
        var attributes = Announcements.sendable(originate.attributes(), PeerKind.LOCAL);
        var nextHop = MpNextHop.of(originate.nextHop());
        var announced = evpn(originate.routes());
        announced.forEach(this::touch);
        announced.forEach(route -> naive.originate(route, nextHop.octets(), attributes));
        originate(Announcements.reach(nextHop, attributes, Announcements.field(announced, 0)));
    }

    private void originate(PathAttributes attributes) {
        rib.originate(Update.of(attributes));
        settled = false;
    }

    private void withdrawOwn(List<Integer> routes) {
        var withdrawn = evpn(routes);
        withdrawn.forEach(this::touch);
        withdrawn.forEach(route -> naive.withdraw(NaiveSpeaker.LOCAL, 0, route));
        originate(PathAttributes.of(new MpUnreachNlri(Announcements.field(withdrawn, 0))));
    }

    private void join(
            int peer, End end, List<RouteTargetMembership> memberships, PathAttributes announced) {
        var attributes = Announcements.sendable(announced, end.session.kind());
        var nextHop = MpNextHop.of(MEMBERSHIP_NEXT_HOP);
        for (var membership : memberships) {
            var route = new NaiveRoute.Target(membership);
            touch(route);
            naive.announce(peer, 0, new NaivePath(end.peer, route, nextHop.octets(), attributes));
        }
        send(end, Announcements.reach(nextHop, attributes, Announcements.targets(memberships)));
        end.disturb();
    }

    private void leave(int peer, End end, List<RouteTargetMembership> memberships) {
        memberships.forEach(each -> touch(new NaiveRoute.Target(each)));
        memberships.forEach(each -> naive.withdraw(peer, 0, new NaiveRoute.Target(each)));
        send(end, PathAttributes.of(new MpUnreachNlri(Announcements.targets(memberships))));
        end.disturb();
    }

    private void endOfMemberships(int peer, End end) {
        sendBody(end, Update.endOfRib(AddressFamily.RT_CONSTRAINT));
        naive.endOfMemberships(peer);
        end.disturb();
    }

    private void originate(RouteTargetMembership membership, PathAttributes announced) {
        var attributes = Announcements.sendable(announced, PeerKind.LOCAL);
        var nextHop = MpNextHop.of(MEMBERSHIP_NEXT_HOP);
        touch(new NaiveRoute.Target(membership));
        naive.originate(new NaiveRoute.Target(membership), nextHop.octets(), attributes);
        originate(
                Announcements.reach(
                        nextHop, attributes, Announcements.targets(List.of(membership))));
    }

    private void withdrawOwn(RouteTargetMembership membership) {
        touch(new NaiveRoute.Target(membership));
        naive.withdraw(NaiveSpeaker.LOCAL, 0, new NaiveRoute.Target(membership));
        originate(PathAttributes.of(new MpUnreachNlri(Announcements.targets(List.of(membership)))));
    }

    private void configure(int peer, End end, ExportSettings settings) {
        rib.configure(end.number, settings(settings));
        naive.configure(peer, settings);
        end.seesNextHops = settings.nextHop().equals(NextHopRule.UNCHANGED);
        end.disturb();
    }

    private void refresh(End end, AddressFamily family) {
        rib.routeRefresh(end.number, new RouteRefresh(family, RouteRefresh.REQUEST));
        end.disturb();
    }

    /// @return whether there is more
    private boolean receive(int peer, End end, int maxOctets) {
        var out = new OctetWriter();
        boolean more = rib.send(end.number, out, maxOctets);
        for (var family : end.receiver.receive(out, end.expectation(), key -> isDue(end, key))) {
            // What is wanted is looked at when all is settled, and perhaps not yet.
            if (settled || !end.session.constrained()) {
                check(peer, family);
            }
        }
        if (!more) {
            end.settlings = 0;
            if (settled) {
                end.undisturbed = true;
                end.upToDateAt = now;
            }
            end.receiver.upToDate();
            end.onlyNews =
                    end.seesNextHops
                            && !scenario.hasShortLogs()
                            && (settled || !end.session.constrained());
        }
        return more;
    }

    /// Whether something may be said of a route: it is of no account to a peer that others changed.
    private boolean isDue(End end, NaiveRoute.Key key) {
        return !end.undisturbed || touched.getOrDefault(key, 0) > end.upToDateAt;
    }

    private void touch(NaiveRoute route) {
        touched.put(route.key(), now);
    }

    private void settle(int most) {
        settled = rib.settle(most);
        ends.values().forEach(end -> end.settlings++);
    }

    private void becomeQuiet() {
        while (!settled) {
            settle(Integer.MAX_VALUE);
        }
        ends.forEach(this::drain);
        ends.keySet().forEach(this::checkAll);
    }

    private void drain(int peer, End end) {
        for (int i = 0; receive(peer, end, 1 + i % 400); i++) {
            assertThat(i).as("peer %d has been told all by now", peer).isLessThan(LONGEST_DRAIN);
        }
    }

    private void checkAll(int peer) {
        var end = end(peer);
        for (var family : end.session.families()) {
            check(peer, family);
            boolean waits = family.equals(AddressFamily.L2VPN_EVPN) && !naive.knowsWantsOf(peer);
            assertThat(end.receiver.endOfRibMarkers(family))
                    .as("markers of %s to peer %d", family, peer)
                    .isEqualTo(waits ? 0 : 1);
        }
        assertThat(end.receiver.isRefreshing()).as("peer %d is refreshing", peer).isFalse();
    }

    private void check(int peer, AddressFamily family) {
        var expected = naive.advertisedTo(peer, family);
        var held = end(peer).receiver.held(family);
        if (held.keySet().equals(expected.keySet())
                && expected.keySet().stream()
                        .allMatch(
                                key ->
                                        isSame(
                                                held.getOrDefault(key, List.of()),
                                                expected.getOrDefault(key, List.of())))) {
            return;
        }
        throw new AssertionError(
                "peer %d\nhas to hold %s\nand holds   %s".formatted(peer, expected, held));
    }

    private static boolean isSame(List<Received> one, List<Received> other) {
        if (one.size() == 1 && other.size() == 1) {
            return one.equals(other);
        }
        return one.size() == other.size()
                && one.stream().allMatch(each -> count(each, one) == count(each, other));
    }

    private static long count(Received received, List<Received> list) {
        return list.stream().filter(received::equals).count();
    }

    /// All say once more what they said, and nobody hears of it.
    private void repeatEverything() {
        ends.forEach(
                (peer, end) -> {
                    for (var said : naive.announcedBy(peer)) {
                        sendBody(end, Update.of(Announcements.repeated(said)));
                    }
                });
        naive.announcedBy(NaiveSpeaker.LOCAL)
                .forEach(said -> rib.originate(Update.of(Announcements.repeated(said))));
        rib.settle();
        ends.forEach(
                (peer, end) -> {
                    var out = new OctetWriter();
                    boolean more = rib.send(end.number, out, Integer.MAX_VALUE);
                    assertThat(more || out.length() > 0)
                            .as("peer %d is told of what did not change", peer)
                            .isFalse();
                });
    }

    /// All go, and what this speaker said itself alone is left.
    private void endEverything() {
        List.copyOf(ends.keySet()).forEach(peer -> down(peer, end(peer)));
        rib.settle();
        assertThat((long) rib.size()).as("what is left").isEqualTo(naive.routeCount());
    }
}
