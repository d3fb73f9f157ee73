package dev.evpnd.rib.in;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.peer.ImportSettings;
import dev.evpnd.rib.peer.OwnAsAllowance;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.StaleSettings;
import dev.evpnd.rib.policy.AttributeAction;
import dev.evpnd.rib.policy.RouteMatch;
import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.rib.shard.ShardRunner;
import dev.evpnd.rib.shard.Sharding;
import dev.evpnd.wire.attribute.AttributeCode;
import dev.evpnd.wire.attribute.Communities;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.capability.Capability;
import dev.evpnd.wire.capability.GracefulRestart;
import dev.evpnd.wire.capability.LongLivedGracefulRestart;
import dev.evpnd.wire.community.Community;
import dev.evpnd.wire.evpn.EvpnRoute;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// The RIB and the naive model are told the same random events, the RIB with its work cut into
/// random slices; whenever that is done, both hold the same routes as the same.
class InboundModelTest {
    private static final int SEQUENCES = 5_000;
    private static final int STALE_SECONDS = 200;
    private static final int REFRESH_SECONDS = 150;
    private static final StaleSettings STALE =
            new StaleSettings(true, true, STALE_SECONDS, 100_000, REFRESH_SECONDS);

    @Test
    void holdsOfEachPeerWhatTheNaiveModelHolds() {
        for (int seed = 0; seed < SEQUENCES; seed++) {
            new Sequence(seed).run();
        }
    }

    /// A peer and the model of what is taken from it.
    private static final class End {
        final int identity;
        final boolean external;
        Peer peer;
        int number;
        boolean up;
        NaiveInbound naive;
        ImportSettings settings = ImportSettings.DEFAULT.withStale(STALE);

        End(int identity, boolean external, Peer peer, NaiveInbound naive) {
            this.identity = identity;
            this.external = external;
            this.peer = peer;
            this.naive = naive;
        }
    }

    /// One sequence of events; the seed is all there is to it.
    private static final class Sequence {
        private final Random random;
        private final String name;
        private final Speaker speaker;
        private final List<End> ends = new ArrayList<>();
        private long now;

        private static Sharding sharding(int shards) {
            return new Sharding(shards, ShardRunner.IN_TURN);
        }

        Sequence(int seed) {
            random = new Random(seed);
            speaker = new Speaker(Speaker.SETTINGS, sharding(1 + seed % 3));
            name = "seed " + seed;
            for (int i = 1; i <= 3; i++) {
                var promise = promise();
                boolean external = i == 3;
                var peer = peer(i, external, promise);
                var naive = new NaiveInbound(external, promise, STALE_SECONDS, REFRESH_SECONDS);
                var end = new End(i, external, peer, naive);
                end.number = speaker.up(peer, end.settings);
                end.up = true;
                ends.add(end);
            }
        }

        void run() {
            for (int steps = 10 + random.nextInt(60); steps > 0; steps--) {
                step(ends.get(random.nextInt(ends.size())));
            }
            compare();
            ends.stream().filter(end -> end.up).forEach(end -> down(end, SessionEnd.FINAL));
            now += 1_000_000_000L;
            speaker.rib.tick(now);
            speaker.work();
            assertThat(speaker.rib.view().attributeSets()).as(name).isZero();
        }

        private void step(End end) {
            switch (random.nextInt(20)) {
                case 0, 1 -> speaker.rib.work(1 + random.nextInt(3));
                case 2 -> speaker.rib.settle();
                case 3 -> compare();
                case 4, 5 -> pass(random.nextInt(120));
                case 6, 7, 8 -> {
                    if (end.up) {
                        down(end, any(SessionEnd.values()));
                    } else {
                        up(end);
                    }
                }
                default -> {
                    if (end.up) {
                        say(end);
                    } else if (random.nextBoolean()) {
                        up(end);
                    }
                }
            }
        }

        private void pass(int seconds) {
            now += 1000L * seconds;
            speaker.rib.tick(now);
            ends.forEach(end -> end.naive.tick(now));
        }

        private void down(End end, SessionEnd how) {
            speaker.rib.peerDown(end.number, how);
            end.naive.down(how, now);
            end.up = false;
        }

        private void up(End end) {
            if (end.naive.size() == 0) {
                // Of whom nothing is left is forgotten, with the time in which it was to be back.
                speaker.work();
            }
            var promise = promise();
            end.peer = peer(end.identity, end.external, promise);
            end.number = speaker.up(end.peer, end.settings);
            end.naive.up(promise);
            end.up = true;
        }

        private void say(End end) {
            switch (random.nextInt(12)) {
                case 0 -> {
                    speaker.endOfRib(end.number, end.peer);
                    end.naive.endOfRib();
                }
                case 1 -> {
                    speaker.refreshBegins(end.number);
                    end.naive.refreshBegins(now);
                }
                case 2 -> {
                    speaker.refreshEnds(end.number);
                    end.naive.refreshEnds();
                }
                case 3, 4 -> configure(end);
                case 5, 6 -> {
                    var route = route();
                    speaker.withdraw(end.number, end.peer, route);
                    end.naive.withdraw(route);
                }
                default -> announce(end);
            }
        }

        private <T> T any(T[] values) {
            return List.of(values).get(random.nextInt(values.length));
        }

        private void configure(End end) {
            var rule = any(NaiveInbound.Rule.values());
            int ownAs = random.nextInt(2);
            end.naive.configure(rule, ownAs);
            var open =
                    ImportSettings.DEFAULT
                            .withStale(STALE)
                            .withOwnAs(new OwnAsAllowance(ownAs, false));
            end.settings =
                    switch (rule) {
                        case NO_POLICY -> open;
                        case PERMIT -> open.withPolicy(Speaker.policy());
                        case PREFER ->
                                open.withPolicy(
                                        Speaker.policy(new AttributeAction.LocalPreference(300)));
                        case DENY -> open.withPolicy(Speaker.denyingAll());
                        case DENY_VNI -> open.withPolicy(Speaker.denying(new RouteMatch.Vni(200)));
                    };
            speaker.rib.configure(end.number, Speaker.settings(end.settings));
            if (ownAs == 0) {
                // What is not kept by these settings may be by the next: it matters whether it was
                // looked at between them.
                speaker.work();
            }
        }

        private void announce(End end) {
            var attributes = attributes(end);
            for (int count = 1 + random.nextInt(3); count > 0; count--) {
                var route = route();
                speaker.announce(end.number, end.peer, attributes, route);
                end.naive.announce(route, attributes);
            }
        }

        private EvpnRoute route() {
            return Speaker.mac(random.nextInt(5), random.nextBoolean() ? 100 : 200);
        }

        private PathAttributes attributes(End end) {
            int first = end.external ? 65000 + end.identity : 1;
            var attributes =
                    switch (random.nextInt(4)) {
                        case 0 -> Speaker.attributes(first, 65000);
                        case 1 -> Speaker.attributes(first, 2);
                        default -> Speaker.attributes(first);
                    };
            if (random.nextInt(4) == 0) {
                attributes =
                        attributes.with(
                                Communities.of(
                                        random.nextBoolean()
                                                ? Community.NO_LLGR
                                                : Community.NO_PEER));
            }
            return end.external ? attributes.without(AttributeCode.LOCAL_PREF) : attributes;
        }

        private NaiveInbound.Promise promise() {
            boolean restarts = random.nextInt(5) != 0;
            return new NaiveInbound.Promise(
                    restarts,
                    random.nextBoolean(),
                    random.nextInt(4) != 0,
                    random.nextInt(3) * 100,
                    restarts && random.nextBoolean() ? 300 : 0);
        }

        private static Peer peer(int identity, boolean external, NaiveInbound.Promise promise) {
            var capabilities = capabilities(promise).toArray(Capability[]::new);
            return external
                    ? Speaker.external(identity, 65000 + identity, capabilities)
                    : Speaker.client(identity, capabilities);
        }

        private static List<Capability> capabilities(NaiveInbound.Promise promise) {
            int kept = promise.keptState() ? 0x80 : 0;
            var capabilities = new ArrayList<Capability>();
            if (promise.restarts()) {
                capabilities.add(
                        new GracefulRestart(
                                promise.survivesNotification() ? GracefulRestart.NOTIFICATION : 0,
                                promise.restartSeconds(),
                                List.of(new GracefulRestart.Entry(Speaker.EVPN, kept))));
            }
            if (promise.longLivedSeconds() > 0) {
                capabilities.add(
                        new LongLivedGracefulRestart(
                                List.of(
                                        new LongLivedGracefulRestart.Entry(
                                                Speaker.EVPN, kept, promise.longLivedSeconds()))));
            }
            return capabilities;
        }

        private void compare() {
            speaker.work();
            for (int i = 0; i < 5; i++) {
                var route = Speaker.mac(i);
                assertThat(actual(route)).as("%s, %s", name, route).isEqualTo(expected(route));
            }
            for (var end : ends) {
                if (end.up) {
                    assertThat(speaker.counters(end.number).held())
                            .as(name)
                            .isEqualTo(end.naive.size());
                }
            }
        }

        /// What counts of each peer's path, by the number of the peer.
        private Map<Integer, NaiveInbound.Counts> expected(EvpnRoute route) {
            var expected = new TreeMap<Integer, NaiveInbound.Counts>();
            for (var end : ends) {
                end.naive.counts(route).ifPresent(counts -> expected.put(end.number, counts));
            }
            return expected;
        }

        private Map<Integer, NaiveInbound.Counts> actual(EvpnRoute route) {
            var actual = new TreeMap<Integer, NaiveInbound.Counts>();
            for (var path : speaker.rib.view().paths(RouteFamily.EVPN, route.key())) {
                actual.put(
                        path.peer(),
                        new NaiveInbound.Counts(
                                path.effective().nlri(),
                                path.effective().attributes(),
                                path.ineligible(),
                                path.stale(),
                                path.longLivedStale()));
            }
            return actual;
        }
    }
}
