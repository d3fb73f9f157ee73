package dev.evpnd.rib.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.Rib;
import dev.evpnd.rib.RibSettings;
import dev.evpnd.rib.in.SessionEnd;
import dev.evpnd.rib.peer.NextHopRule;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.rib.peer.PeerSettings;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.MpUnreachNlri;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.error.Treatment;
import dev.evpnd.wire.message.RouteRefresh;
import dev.evpnd.wire.message.Update;
import dev.evpnd.wire.nlri.RouteTargetMembership;
import dev.evpnd.wire.octets.OctetWriter;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
    private final Agreement agreement;
    private final Map<Integer, End> ends = new LinkedHashMap<>();

    /// How many events there were, how late it is, and which event was the last about a route.
    private int now;

    private long nowMillis;

    private final Map<NaiveRoute.Key, Integer> touched = new LinkedHashMap<>();

    /// What is to be judged anew, as far as is known.
    private final Set<NaiveRoute> pending = new LinkedHashSet<>();

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
                                        scenario.seed())
                                .withAddresses(Set.of(NaiveImport.OWN_NEXT_HOP)));
        naive = new NaiveSpeaker(scenario.clientToClient());
        agreement = new Agreement(rib, naive);
    }

    /// @throws AssertionError where the RIB does not do what it has to
    void run() {
        scenario.events().forEach(this::apply);
        apply(new Event.Quiet());
        repeatEverything();
        endEverything();
    }

    private void apply(Event event) {
        now++;
        switch (event) {
            case Event.PeerUp up -> up(up);
            case Event.PeerDown(int peer, var how) -> ifUp(peer, end -> down(peer, end, how));
            case Event.Tick(int seconds) -> tick(seconds);
            case Event.EndOfRib(int peer) -> ifUp(peer, end -> endOfRib(peer, end));
            case Event.Announce announce -> ifUp(announce.peer(), end -> announce(end, announce));
            case Event.Withdraw(int peer, var routes, int id) ->
                    ifUp(peer, end -> withdraw(peer, end.pathId(id), evpn(routes)));
            case Event.Originate(var routes, var nextHop, var attributes) ->
                    originate(evpn(routes), nextHop, attributes);
            case Event.WithdrawOwn(var routes) -> withdrawOwn(evpn(routes));
            case Event.AnnounceMemberships join -> ifConstrained(join.peer(), end -> join(join));
            case Event.WithdrawMemberships(int peer, var memberships) ->
                    ifConstrained(peer, end -> leave(peer, memberships));
            case Event.EndOfMemberships(int peer) ->
                    ifConstrained(peer, end -> endOfMemberships(peer, end));
            case Event.OriginateMembership(var membership, var attributes) ->
                    originate(
                            Announcements.targets(List.of(membership)),
                            MEMBERSHIP_NEXT_HOP,
                            attributes);
            case Event.WithdrawOwnMembership(var membership) ->
                    withdrawOwn(Announcements.targets(List.of(membership)));
            case Event.Configure(int peer, var settings) ->
                    ifUp(peer, end -> configure(peer, end, settings));
            case Event.Refresh(int peer, var family) -> ifUp(peer, end -> refresh(end, family));
            case Event.Work(int rows) -> work(rows);
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
                        up.session().kind() == PeerKind.EXTERNAL
                                ? Announcements.EXTERNAL_AS
                                : NaiveSpeaker.AS,
                        new BgpIdentifier(address.bits()),
                        up.session().kind(),
                        up.session().ours());
        workAll();
        await(naive.announcedBy(up.peer()));
        int number = rib.peerUp(peer, up.settings());
        ends.put(up.peer(), new End(number, up.session(), peer, up.settings().exports()));
        if (!naive.up(up.peer(), peer, up.settings())) {
            // What another of its address said would be told to it until it is gone.
            workAll();
        }
    }

    /// What the RIB makes of these comes with [#work].
    private void await(List<NaiveDecision.Contender> judgedAnew) {
        judgedAnew.forEach(each -> pending.add(each.path().route()));
    }

    private void down(int peer, End end, SessionEnd how) {
        naive.announcedBy(peer).forEach(each -> touch(each.path().route()));
        rib.peerDown(end.number, how);
        naive.down(peer, how);
        ends.remove(peer);
        // It may come back and say the same, which is then told once more.
        ends.values().forEach(other -> other.onlyNews = false);
        settled = false;
    }

    private void tick(int seconds) {
        nowMillis += 1000L * seconds;
        pending.addAll(naive.announced());
        rib.tick(nowMillis);
        naive.tick(nowMillis);
    }

    private void endOfRib(int peer, End end) {
        await(naive.announcedBy(peer));
        sendBody(end, Update.endOfRib(AddressFamily.L2VPN_EVPN));
        naive.endOfRib(peer, AddressFamily.L2VPN_EVPN);
    }

    private List<NaiveRoute> evpn(List<Integer> routes) {
        return routes.stream()
                .<NaiveRoute>map(route -> new NaiveRoute.Evpn(scenario.routes().get(route)))
                .toList();
    }

    private void announce(End end, Event.Announce said) {
        int pathId = end.pathId(said.pathId());
        announce(said.peer(), pathId, evpn(said.routes()), said.nextHop(), said.attributes());
    }

    private void announce(
            int peer,
            int pathId,
            List<NaiveRoute> routes,
            Ipv4Address address,
            PathAttributes announced) {
        var end = end(peer);
        var nextHop = MpNextHop.of(address);
        var attributes = Announcements.sendable(announced, end.session.kind());
        for (var route : routes) {
            touch(route);
            naive.announce(
                    peer, pathId, new NaivePath(end.peer, route, nextHop.octets(), attributes));
        }
        send(end, Announcements.reach(nextHop, attributes, Announcements.field(routes, pathId)));
    }

    private void withdraw(int peer, int pathId, List<NaiveRoute> routes) {
        routes.forEach(this::touch);
        routes.forEach(route -> naive.withdraw(peer, pathId, route));
        var field = Announcements.field(routes, pathId);
        send(end(peer), PathAttributes.of(new MpUnreachNlri(field)));
    }

    private void send(End end, PathAttributes attributes) {
        sendBody(end, Update.of(attributes));
        settled = false;
    }

    private void sendBody(End end, Update update) {
        var body = new OctetWriter();
        update.encodeBody(body, end.session.theirs());
        assertThat(rib.update(end.number, body.array(), 0, body.length()))
                .as("faults but for what is not for an external peer to say")
                .allMatch(
                        fault ->
                                end.session.kind() == PeerKind.EXTERNAL
                                        && fault.treatment() == Treatment.DISCARD_ATTRIBUTE);
    }

    private void originate(List<NaiveRoute> routes, Ipv4Address address, PathAttributes announced) {
        var attributes = Announcements.sendable(announced, PeerKind.LOCAL);
        var nextHop = MpNextHop.of(address);
        routes.forEach(this::touch);
        routes.forEach(route -> naive.originate(route, nextHop.octets(), attributes));
        originate(Announcements.reach(nextHop, attributes, Announcements.field(routes, 0)));
    }

    private void withdrawOwn(List<NaiveRoute> routes) {
        routes.forEach(this::touch);
        routes.forEach(route -> naive.withdraw(NaiveSpeaker.LOCAL, 0, route));
        originate(PathAttributes.of(new MpUnreachNlri(Announcements.field(routes, 0))));
    }

    private void originate(PathAttributes attributes) {
        rib.originate(Update.of(attributes));
        settled = false;
    }

    private void join(Event.AnnounceMemberships join) {
        var wanted = Announcements.targets(join.memberships());
        announce(join.peer(), 0, wanted, MEMBERSHIP_NEXT_HOP, join.attributes());
        end(join.peer()).disturb();
    }

    private void leave(int peer, List<RouteTargetMembership> memberships) {
        withdraw(peer, 0, Announcements.targets(memberships));
        end(peer).disturb();
    }

    private void endOfMemberships(int peer, End end) {
        await(naive.announcedBy(peer));
        sendBody(end, Update.endOfRib(AddressFamily.RT_CONSTRAINT));
        naive.endOfRib(peer, AddressFamily.RT_CONSTRAINT);
        end.disturb();
    }

    private void configure(int peer, End end, PeerSettings settings) {
        // What is not kept by some settings is not there for others, so that it matters whether
        // it went before they changed.
        workAll();
        await(naive.announcedBy(peer));
        rib.configure(end.number, settings);
        naive.configure(peer, settings);
        end.seesNextHops = settings.exports().nextHop().equals(NextHopRule.UNCHANGED);
        end.disturb();
    }

    private void workAll() {
        while (work(7)) {
            // It goes on where it was.
        }
    }

    /// @return whether there is more
    private boolean work(int rows) {
        pending.forEach(this::touch);
        if (!pending.isEmpty()) {
            settled = false;
            // A route may become what it was, and a membership may count that did not.
            ends.values().forEach(other -> other.onlyNews = false);
            ends.values().stream().filter(each -> each.session.constrained()).forEach(End::disturb);
        }
        boolean more = rib.work(rows);
        if (!more) {
            pending.clear();
        }
        return more;
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
            if (pending.isEmpty() && (settled || !end.session.constrained())) {
                agreement.checkHeld(peer, family, end.receiver.held(family));
            }
        }
        if (!more) {
            boolean sure = pending.isEmpty() && (settled || !end.session.constrained());
            end.upToDate(now, settled, sure && !scenario.hasShortLogs());
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
        workAll();
        while (!settled) {
            settle(Integer.MAX_VALUE);
        }
        ends.forEach(this::drain);
        ends.forEach(agreement::checkAll);
        agreement.checkChoices();
    }

    private void drain(int peer, End end) {
        for (int i = 0; receive(peer, end, 1 + i % 400); i++) {
            assertThat(i).as("peer %d has been told all by now", peer).isLessThan(LONGEST_DRAIN);
        }
    }

    /// All say once more what they said, and nobody hears of it.
    private void repeatEverything() {
        ends.forEach(
                (peer, end) -> {
                    for (var said : naive.announcedBy(peer)) {
                        // A former session may have had path identifiers that this one has not.
                        if (end.pathId(said.pathId()) == said.pathId()) {
                            sendBody(end, Update.of(Announcements.repeated(said)));
                        }
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
        List.copyOf(ends.keySet()).forEach(peer -> down(peer, end(peer), SessionEnd.FINAL));
        for (int peer = 0; peer < ScenarioGenerator.MOST_PEERS; peer++) {
            rib.forget(ScenarioGenerator.address(peer));
            naive.forget(peer);
        }
        workAll();
        rib.settle();
        assertThat((long) rib.size()).as("what is left").isEqualTo(naive.routeCount());
    }
}
