package dev.evpnd.speaker.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.speaker.session.Effect.DownReason;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.capability.Capability;
import dev.evpnd.wire.error.NotificationCode;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Random;
import java.util.function.LongConsumer;

/// Two sessions that meet: whatever collides and whatever breaks, in the end there is one session,
/// and it is the same for both.
class SimulationTest {
    private static final int SEEDS = Integer.getInteger("session.seeds", 1500);

    @Test
    void agreesOnOneConnectionWhateverCollides() {
        forSeeds(
                seed -> {
                    var random = new Random(seed);
                    var network = network(seed, random);
                    int spread = random.nextInt(3) == 0 ? 12_000 : 400;
                    network.at(random.nextInt(spread), 0, new PeeringEvent.Start());
                    network.at(random.nextInt(spread), 1, new PeeringEvent.Start());
                    network.run(100_000);
                    for (int node = 0; node < 2; node++) {
                        assertThat(network.session(node).sessions()).isEqualTo(1);
                        assertThat(network.session(node).ends()).isEmpty();
                    }
                    assertThat(network.isOneSession()).isTrue();
                });
    }

    @Test
    void comesBackWhateverBreaks() {
        forSeeds(
                seed -> {
                    var random = new Random(seed);
                    var network = network(seed, random);
                    network.at(0, 0, new PeeringEvent.Start());
                    network.at(random.nextInt(5_000), 1, new PeeringEvent.Start());
                    trouble(network, random);
                    calm(network);
                    // The longest waits: for an OPEN that never comes, and the idling that follows.
                    network.run(network.now() + 600_000);
                    assertThat(network.isOneSession()).isTrue();
                    int sessions = network.session(0).sessions();
                    network.run(network.now() + 600_000);
                    assertThat(network.isOneSession()).isTrue();
                    assertThat(network.session(0).sessions()).isEqualTo(sessions);
                });
    }

    private static void trouble(Network network, Random random) {
        network.losesSyns(random.nextDouble() * 0.5);
        for (int i = random.nextInt(12); i > 0; i--) {
            network.delays(1 + random.nextInt(random.nextInt(4) == 0 ? 30_000 : 2_000));
            network.run(network.now() + random.nextInt(40_000));
            int node = random.nextInt(2);
            var reason = Samples.cease(NotificationCode.ADMINISTRATIVE_RESET);
            switch (random.nextInt(5)) {
                case 0, 1 -> network.cut(false);
                case 2 -> network.cut(true);
                case 3 ->
                        network.at(
                                network.now(),
                                node,
                                new PeeringEvent.Reset(reason, random.nextInt(20_000)));
                default -> {
                    network.at(network.now(), node, new PeeringEvent.Stop(reason));
                    network.at(
                            network.now() + random.nextInt(20_000), node, new PeeringEvent.Start());
                }
            }
        }
    }

    private static void calm(Network network) {
        network.losesSyns(0);
        network.delays(500);
        // What was sent before is late.
        network.run(network.now() + 60_000);
    }

    @Test
    void endsAndComesBackWhereKeepalivesAreTooLate() {
        forSeeds(
                seed -> {
                    var network = network(seed, new Random(seed));
                    network.at(0, 0, new PeeringEvent.Start());
                    network.at(100, 1, new PeeringEvent.Start());
                    network.run(60_000);
                    assertThat(network.isOneSession()).isTrue();
                    network.cut(true);
                    network.run(200_000);
                    for (int node = 0; node < 2; node++) {
                        assertThat(network.session(node).ends())
                                .singleElement()
                                .isIn(
                                        new DownReason.Sent(
                                                Samples.cease(NotificationCode.HOLD_TIMER_EXPIRED)),
                                        new DownReason.Replaced());
                    }
                    network.run(400_000);
                    assertThat(network.isOneSession()).isTrue();
                });
    }

    /// Who has the higher identifier, whether it is of one AS, who may connect, and whether routes
    /// are kept over a restart: all is left to chance.
    private static Network network(long seed, Random random) {
        boolean external = random.nextInt(3) == 0;
        boolean alike = external && random.nextBoolean();
        int first = 1 + random.nextInt(100);
        int second = alike ? first : first + 1 + random.nextInt(100);
        boolean swap = random.nextBoolean();
        int waits = random.nextInt(6);
        int delay = random.nextInt(4) == 0 ? 1 + random.nextInt(4) : 0;
        int leftAs = external ? 65001 : 65000;
        var left = settings(leftAs, 65000, swap ? second : first, waits == 0, random);
        var right = settings(65000, leftAs, swap ? first : second, waits == 1, random);
        var delaying = Samples.delayingOpen(delay);
        return new Network(
                seed,
                random.nextBoolean() ? Samples.with(left, delaying) : left,
                random.nextBoolean() ? Samples.with(right, delaying) : right);
    }

    private static SessionSettings settings(
            int as, int remoteAs, int identifier, boolean passive, Random random) {
        var capabilities =
                random.nextBoolean()
                        ? List.<Capability>of(Samples.EVPN, Samples.RESTARTS)
                        : List.<Capability>of(Samples.EVPN);
        // High numbers are negative ones, which is not how they are compared.
        int bits = identifier > 100 ? identifier << 24 : identifier;
        return new SessionSettings(
                new Asn(as),
                new BgpIdentifier(bits),
                new RemoteAs.Exactly(new Asn(remoteAs)),
                passive,
                SessionTimers.DEFAULT,
                capabilities,
                List.of());
    }

    private static void forSeeds(LongConsumer play) {
        for (long seed = 0; seed < SEEDS; seed++) {
            try {
                play.accept(seed);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }
}
