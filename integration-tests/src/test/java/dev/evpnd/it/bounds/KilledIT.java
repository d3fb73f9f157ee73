package dev.evpnd.it.bounds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.testbed.host.Waiting;
import dev.evpnd.wire.address.Label24;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.ExtendedCommunities;
import dev.evpnd.wire.attribute.LocalPref;
import dev.evpnd.wire.attribute.MultiExitDisc;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.community.Encapsulation;
import dev.evpnd.wire.community.MacMobility;
import dev.evpnd.wire.community.RouteTarget;
import dev.evpnd.wire.evpn.EthernetSegmentId;
import dev.evpnd.wire.evpn.EthernetTag;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.evpn.MacIpAdvertisement;
import dev.evpnd.wire.evpn.RouteDistinguisher;
import dev.evpnd.wire.octets.Octets;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// Two evpnds with the same clients, which do the same in the same order. One is killed again and
/// again while it tells them what there is; in the end every client has to hold the same of both.
@Timeout(180)
@Isolated("it takes all that the processors have")
class KilledIT {
    private static final int KILLS = 4;
    private static final int FEEDERS = 3;
    private static final int RECEIVERS = 2;

    /// Of a feeder, before each kill and behind the last.
    private static final int CHANGES = 1_000;

    private static final int HOSTS = 1_000;

    /// Hosts below this are announced by all feeders, by the same distinguisher: the best is told.
    private static final int SHARED = 300;

    @TempDir private Path directory;

    private static String configuration(Path directory) {
        return """
            state-directory: %s
            graceful-restart: {preserve-forwarding: true, select-defer-time: 30}
            peer-groups:
              fabric:
                remote-as: internal
                route-reflector-client: true
                graceful-restart: {mode: restarter}
            listen-ranges:
              127.2.0.0/16: {group: fabric, limit: 10}
            """
                .formatted(directory.resolve("state"));
    }

    /// One evpnd and its clients.
    private static final class Fabric implements AutoCloseable {
        final Reflector reflector;
        final List<Client> clients = new ArrayList<>();

        Fabric(Path directory, boolean graceful) throws IOException {
            Files.createDirectories(directory);
            var configuration = configuration(directory);
            reflector = Reflector.start(directory, configuration, Reflector.LITTLE_HEAP);
            for (int i = 1; i <= FEEDERS + RECEIVERS; i++) {
                clients.add(new Client("127.2.0." + i, reflector.port, graceful));
            }
        }

        List<Map<Octets, Client.Told>> tables() {
            return clients.stream().map(Client::table).toList();
        }

        Client receiver() {
            return clients.getLast();
        }

        Set<Octets> announced() {
            var all = new HashSet<Octets>();
            clients.forEach(each -> all.addAll(each.announced()));
            return all;
        }

        @Override
        public void close() throws IOException {
            for (var each : clients) {
                each.close();
            }
            reflector.close();
        }
    }

    @ParameterizedTest(name = "with graceful restart: {0}")
    @ValueSource(booleans = {false, true})
    void afterEachKillUnderLoadTheTablesBecomeThoseOfAnUndisturbedRun(boolean graceful)
            throws Exception {
        var random = new Random(4271);
        try (var calm = new Fabric(directory.resolve("calm"), graceful);
                var killed = new Fabric(directory.resolve("killed"), graceful)) {
            for (int round = 0; round <= KILLS; round++) {
                if (round > 0) {
                    killInTheMiddle(killed);
                }
                change(random, List.of(calm, killed));
            }
            assertThat(Waiting.until(Reflector.LIMIT, () -> haveConverged(calm, killed)))
                    .as(() -> difference(calm, killed))
                    .isTrue();
        }
    }

    /// It has told a part of what there is, and not yet all of it.
    private static void killInTheMiddle(Fabric killed) throws InterruptedException {
        int some = SHARED;
        assertThat(Waiting.until(Reflector.LIMIT, () -> killed.receiver().told() > some)).isTrue();
        killed.reflector.killAndRestart();
    }

    private static void change(Random random, List<Fabric> fabrics) throws IOException {
        for (int i = 0; i < CHANGES * FEEDERS; i++) {
            int feeder = i % FEEDERS;
            var route = route(feeder, random.nextInt(HOSTS), random.nextInt(1, 1 << 20));
            boolean withdrawn = random.nextInt(5) == 0;
            var attributes = attributes(random);
            for (var each : fabrics) {
                var client = each.clients.get(feeder);
                if (withdrawn) {
                    client.withdraw(route);
                } else {
                    client.announce(attributes, route);
                }
            }
        }
    }

    private static EvpnRoute route(int feeder, int host, int vni) {
        var administrator = host < SHARED ? "65000:1" : "127.2.0.%d:1".formatted(1 + feeder);
        return new MacIpAdvertisement(
                RouteDistinguisher.parse(administrator),
                EthernetSegmentId.ZERO,
                EthernetTag.ZERO,
                new MacAddress(0x020000000000L + host),
                null,
                new Label24(vni),
                null);
    }

    private static PathAttributes attributes(Random random) {
        return PathAttributes.of(
                Origin.IGP,
                AsPath.EMPTY,
                new MultiExitDisc(random.nextInt(3)),
                new LocalPref(100 + random.nextInt(3)),
                ExtendedCommunities.of(
                        RouteTarget.parse("65000:" + (1 + random.nextInt(50))),
                        Encapsulation.VXLAN,
                        MacMobility.of(random.nextInt(4))));
    }

    private static boolean haveConverged(Fabric calm, Fabric killed) {
        var all = calm.announced();
        return killed.announced().equals(all)
                && calm.receiver().table().keySet().equals(all)
                && calm.tables().equals(killed.tables());
    }

    private static String difference(Fabric calm, Fabric killed) {
        var expected = calm.receiver().table();
        var found = killed.receiver().table();
        var wrong =
                expected.entrySet().stream()
                        .filter(each -> !each.getValue().equals(found.get(each.getKey())))
                        .limit(5)
                        .map(each -> each.getValue() + " but " + found.get(each.getKey()))
                        .toList();
        return "%d announced, %d routes expected, %d found, such as %s\n%s"
                .formatted(
                        calm.announced().size(),
                        expected.size(),
                        found.size(),
                        wrong,
                        killed.reflector.log());
    }
}
