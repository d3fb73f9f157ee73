package dev.evpnd.rib.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.Rib;
import dev.evpnd.rib.in.Notice;
import dev.evpnd.rib.in.SessionEnd;
import dev.evpnd.rib.out.CountedBlocks;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.rib.peer.PeerSettings;
import dev.evpnd.rib.shard.ShardRunner;
import dev.evpnd.rib.shard.Sharding;
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

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.IntStream;

/// One scenario, played to the RIB in octets and to the naive speaker in values.
///
/// When all is quiet every peer holds of the one what it has to hold of the other; nobody is told
/// twice of what did not change; and when all are gone, nothing is left.
final class Play {
    private static final Ipv4Address MEMBERSHIP_NEXT_HOP = Ipv4Address.parse("10.1.0.0");

    private final Scenario scenario;
    private final CountedBlocks blocks = new CountedBlocks();
    private final Rib rib;
    private final NaiveSpeaker naive;
    private final Audience audience;
    private final VtepPlay vtep;
    private long nowMillis;

    Play(Scenario scenario) {
        this.scenario = scenario;
        var traits = NaiveTraits.of(scenario.clientToClient(), scenario.resolvesNextHops());
        var settings = traits.settings(scenario.maxLogOctets(), scenario.seed());
        rib = new Rib(settings, blocks, sharding(scenario));
        SettlingsPast.set(rib, scenario.firstSettling());
        naive = new NaiveSpeaker(traits);
        audience = new Audience(rib, naive, scenario.hasShortLogs());
        vtep = new VtepPlay(rib, naive, audience);
    }

    /// What shards do at once they do in disorder, or really at once.
    private static Sharding sharding(Scenario scenario) {
        ShardRunner runner =
                (shards, rows, task) -> {
                    var numbers = IntStream.range(0, shards);
                    if (scenario.seed() % 2 == 0) {
                        numbers.parallel().forEach(task);
                    } else {
                        numbers.map(shard -> shards - 1 - shard).forEach(task);
                    }
                };
        return new Sharding(scenario.shards(), runner);
    }

    /// @throws AssertionError where the RIB does not do what it has to
    void run() {
        scenario.events().forEach(this::apply);
        apply(new Event.Quiet());
        repeatEverything();
        endEverything();
    }

    private void apply(Event event) {
        audience.eventHappens();
        switch (event) {
            case Event.PeerUp up -> up(up);
            case Event.PeerDown(int peer, var how) ->
                    audience.ifUp(peer, end -> down(peer, end, how));
            case Event.Tick(int seconds) -> tick(seconds);
            case Event.NextHopFound(var address, int metric) -> found(address, metric);
            case Event.NextHopLost(var address) -> lost(address);
            case Event.EndOfRib(int peer) -> audience.ifUp(peer, end -> endOfRib(peer, end));
            case Event.Announce announce ->
                    audience.ifUp(announce.peer(), end -> announce(end, announce));
            case Event.Withdraw(int peer, var routes, int id) ->
                    audience.ifUp(peer, end -> withdraw(peer, end.pathId(id), evpn(routes)));
            case Event.Originate(var routes, var nextHop, var attributes) ->
                    originate(evpn(routes), nextHop, attributes);
            case Event.WithdrawOwn(var routes) -> withdrawOwn(evpn(routes));
            case Event.AnnounceMemberships join ->
                    audience.ifConstrained(join.peer(), end -> join(join));
            case Event.WithdrawMemberships(int peer, var memberships) ->
                    audience.ifConstrained(peer, end -> leave(peer, memberships));
            case Event.EndOfMemberships(int peer) ->
                    audience.ifConstrained(peer, end -> endOfMemberships(peer, end));
            case Event.OriginateMembership(var membership, var attributes) ->
                    originate(
                            Announcements.targets(List.of(membership)),
                            MEMBERSHIP_NEXT_HOP,
                            attributes);
            case Event.WithdrawOwnMembership(var membership) ->
                    withdrawOwn(Announcements.targets(List.of(membership)));
            case Event.Configure(int peer, var settings) ->
                    audience.ifUp(peer, end -> configure(peer, end, settings));
            case Event.Become(var traits) -> become(traits);
            case Event.Refresh(int peer, var family) ->
                    audience.ifUp(peer, end -> refresh(end, family));
            case Event.BeginRefresh(int peer, var family) ->
                    audience.ifRefreshing(peer, family, end -> beginRefresh(peer, end, family));
            case Event.EndRefresh(int peer, var family) ->
                    audience.ifRefreshing(peer, family, end -> endRefresh(peer, end, family));
            case Event.Answer(int peer) -> audience.ifUp(peer, end -> answer(peer, end));
            case Event.OfVtep ofVtep -> vtep.apply(ofVtep, nowMillis);
            case Event.Work(int rows) -> audience.work(rows);
            case Event.Settle(int most) -> audience.settle(most);
            case Event.Quiet quiet -> {
                audience.each(this::answer);
                audience.becomeQuiet();
                vtep.check();
            }
            case Event.Receive(int peer, int maxOctets) ->
                    audience.ifUp(peer, end -> audience.receive(peer, end, maxOctets));
        }
    }

    private void up(Event.PeerUp up) {
        if (audience.has(up.peer())) {
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
        audience.workAll();
        audience.await(naive.announcedBy(up.peer()));
        int number = rib.peerUp(peer, up.settings());
        audience.join(up.peer(), new End(number, up.session(), peer, up.settings()));
        if (!naive.up(up.peer(), peer, up.settings())) {
            // What another of its address said would be told to it until it is gone.
            audience.workAll();
        }
    }

    private void down(int peer, End end, SessionEnd how) {
        naive.announcedBy(peer).forEach(each -> audience.touch(each.path().route()));
        rib.peerDown(end.number, how);
        naive.down(peer, how);
        audience.leave(peer);
    }

    private void tick(int seconds) {
        nowMillis += 1000L * seconds;
        audience.awaitRoutes(naive.announced());
        rib.tick(nowMillis);
        naive.tick(nowMillis);
    }

    private void found(Ipv4Address nextHop, int metric) {
        audience.awaitAll();
        rib.nextHopReachable(nextHop, metric);
        naive.nextHopFound(MpNextHop.of(nextHop).octets(), metric);
    }

    private void lost(Ipv4Address nextHop) {
        audience.awaitAll();
        rib.nextHopUnreachable(nextHop);
        naive.nextHopLost(MpNextHop.of(nextHop).octets());
    }

    private void endOfRib(int peer, End end) {
        workIfItMatters(end);
        audience.await(naive.announcedBy(peer));
        say(peer, end, Update.endOfRib(AddressFamily.L2VPN_EVPN));
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
        var end = audience.end(peer);
        var nextHop = MpNextHop.of(address);
        var attributes = Announcements.sendable(announced, end.session.kind());
        workIfItMatters(end);
        for (var route : routes) {
            audience.touch(route);
            end.says(route, pathId, address, announced);
            naive.announce(
                    peer, pathId, new NaivePath(end.peer, route, nextHop.octets(), attributes));
        }
        var field = Announcements.field(routes, pathId);
        say(peer, end, Update.of(Announcements.reach(nextHop, attributes, field)));
    }

    private void withdraw(int peer, int pathId, List<NaiveRoute> routes) {
        var end = audience.end(peer);
        workIfItMatters(end);
        for (var route : routes) {
            audience.touch(route);
            naive.withdraw(peer, pathId, route);
            end.takesBack(route, pathId);
        }
        var field = Announcements.field(routes, pathId);
        say(peer, end, Update.of(PathAttributes.of(new MpUnreachNlri(field))));
    }

    /// How many paths there are, and how old those of outside are, which is looked at where they
    /// are equal, is known when those are gone that are to go.
    private void workIfItMatters(End end) {
        if (end.limited || end.session.kind() == PeerKind.EXTERNAL) {
            audience.workAll();
        }
    }

    /// A peer says something of which the naive speaker knows.
    private void say(int peer, End end, Update update) {
        sendBody(end, update);
        checkNotices(naive.lookAtLimits(peer, end.number), false);
    }

    /// Whoever runs the sessions is told what he has to know. To ask for a refresh once too often
    /// does no harm.
    private void checkNotices(List<Notice> expected, boolean mayRefresh) {
        var notices = rib.takeNotices();
        var others = new LinkedHashSet<Notice>(notices);
        others.removeIf(each -> mayRefresh && each instanceof Notice.RefreshWanted);
        var limits = new LinkedHashSet<Notice>(expected);
        limits.removeIf(Notice.RefreshWanted.class::isInstance);
        assertThat(others).isEqualTo(limits);
        assertThat(notices).containsAll(expected);
        notices.forEach(each -> audience.each((peer, end) -> ask(peer, end, each)));
    }

    private void ask(int peer, End end, Notice notice) {
        if (notice instanceof Notice.RefreshWanted(int number, var family)
                && number == end.number) {
            naive.tellsAllAgain(peer, family);
            end.asked.add(family);
        }
    }

    private void answer(int peer, End end) {
        for (var family : List.copyOf(end.asked)) {
            end.asked.remove(family);
            boolean marked = end.session.enhancedRefresh();
            if (marked) {
                beginRefresh(peer, end, family);
            }
            for (var said : List.copyOf(end.said.values())) {
                if (said.route().key().family().equals(family)) {
                    var routes = List.of(said.route());
                    announce(peer, said.pathId(), routes, said.nextHop(), said.attributes());
                }
            }
            if (marked) {
                endRefresh(peer, end, family);
            }
        }
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
        routes.forEach(audience::touch);
        routes.forEach(route -> naive.originate(route, nextHop.octets(), attributes));
        originate(Announcements.reach(nextHop, attributes, Announcements.field(routes, 0)));
    }

    private void withdrawOwn(List<NaiveRoute> routes) {
        routes.forEach(audience::touch);
        routes.forEach(route -> naive.withdraw(NaiveSpeaker.LOCAL, 0, route));
        originate(PathAttributes.of(new MpUnreachNlri(Announcements.field(routes, 0))));
    }

    private void originate(PathAttributes attributes) {
        rib.originate(Update.of(attributes));
    }

    private void join(Event.AnnounceMemberships join) {
        var wanted = Announcements.targets(join.memberships());
        announce(join.peer(), 0, wanted, audience.end(join.peer()).nextHop(), join.attributes());
        audience.end(join.peer()).disturb();
    }

    private void leave(int peer, List<RouteTargetMembership> memberships) {
        withdraw(peer, 0, Announcements.targets(memberships));
        audience.end(peer).disturb();
    }

    private void endOfMemberships(int peer, End end) {
        workIfItMatters(end);
        audience.await(naive.announcedBy(peer));
        say(peer, end, Update.endOfRib(AddressFamily.RT_CONSTRAINT));
        naive.endOfRib(peer, AddressFamily.RT_CONSTRAINT);
        end.disturb();
    }

    private void configure(int peer, End end, PeerSettings settings) {
        // What is not kept by some settings is not there for others, so that it matters whether
        // it went before they changed.
        audience.workAll();
        audience.await(naive.announcedBy(peer));
        rib.configure(end.number, settings);
        checkNotices(naive.configure(peer, settings, end.number), true);
        end.configure(settings);
        end.disturb();
    }

    private void become(NaiveTraits traits) {
        audience.workAll();
        audience.becomesAnother();
        rib.configure(traits.settings(scenario.maxLogOctets(), scenario.seed()));
        var wanted = naive.become(traits);
        audience.workAll();
        var notices = new ArrayList<Notice>();
        audience.each(
                (peer, end) ->
                        wanted.getOrDefault(peer, List.of())
                                .forEach(
                                        family ->
                                                notices.add(
                                                        new Notice.RefreshWanted(
                                                                end.number, family))));
        checkNotices(notices, true);
    }

    private void beginRefresh(int peer, End end, AddressFamily family) {
        rib.routeRefresh(
                end.number, new RouteRefresh(family, RouteRefresh.BEGINNING_OF_ROUTE_REFRESH));
        naive.beginRefresh(peer, family);
    }

    private void endRefresh(int peer, End end, AddressFamily family) {
        audience.await(naive.announcedBy(peer));
        rib.routeRefresh(end.number, new RouteRefresh(family, RouteRefresh.END_OF_ROUTE_REFRESH));
        naive.endRefresh(peer, family);
    }

    private void refresh(End end, AddressFamily family) {
        rib.routeRefresh(end.number, new RouteRefresh(family, RouteRefresh.REQUEST));
        end.disturb();
    }

    /// All say once more what they said, and nobody hears of it.
    private void repeatEverything() {
        audience.each(
                (peer, end) -> {
                    for (var said : naive.heardFrom(peer)) {
                        // A former session may have had path identifiers that this one has not.
                        if (end.pathId(said.pathId()) == said.pathId()) {
                            sendBody(end, Update.of(Announcements.repeated(said)));
                        }
                    }
                });
        naive.announcedBy(NaiveSpeaker.LOCAL)
                .forEach(said -> rib.originate(Update.of(Announcements.repeated(said))));
        rib.settle();
        audience.each(
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
        audience.peers().forEach(peer -> down(peer, audience.end(peer), SessionEnd.FINAL));
        for (int peer = 0; peer < ScenarioGenerator.MOST_PEERS; peer++) {
            rib.forget(ScenarioGenerator.address(peer));
            naive.forget(peer);
        }
        audience.workAll();
        rib.settle();
        assertThat((long) rib.view().size()).as("what is left").isEqualTo(naive.routeCount());
        assertThat(blocks.inUse()).as("what waits for nobody").isEmpty();
    }
}
