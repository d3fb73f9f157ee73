package dev.evpnd.it.interop;

import static dev.evpnd.it.interop.VtepLab.configuration;
import static dev.evpnd.it.interop.VtepLab.entries;
import static dev.evpnd.it.interop.VtepLab.plug;
import static dev.evpnd.it.interop.VtepLab.reaches;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.testbed.host.Host;
import dev.evpnd.testbed.host.Waiting;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/// A cable between a VTEP and a switch with hosts that talk all the time is lost and back, again
/// and again, on real kernels: what the fabric hears of it.
@Timeout(240)
class FlappingPortIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String VTEP_1 = "192.0.2.15";
    private static final String VTEP_2 = "192.0.2.16";
    private static final String HERE = "dev cabinet ";
    private static final String BEYOND = "dst 192.0.2.15 self extern_learn";
    private static final String HOST = "02:00:00:00:01:0";
    private static final int HOSTS = 4;
    private static final int FLAPS = 8;

    private static final int HOLD_SECONDS = 10;

    /// So often the hosts may be announced and withdrawn where the port is held: twice before it
    /// is, once in the end, and twice if it stays up for longer than the first holds.
    private static final int MOST = 5;

    /// What a machine that has other things to do may lose by itself.
    private static final int STRAY = 2;

    private VtepLab lab;
    private Host vtep1;
    private Host vtep2;
    private Host cabinet;
    private Host near;
    private Host far;

    /// What the reflector has heard of the VTEP whose port flaps, and what it told the other one.
    ///
    /// @param announced routes, each as often as it came
    /// @param withdrawn likewise
    /// @param updates messages with these
    /// @param passedOn messages to the other VTEP
    private record Heard(long announced, long withdrawn, long updates, long passedOn) {
        Heard since(Heard before) {
            return new Heard(
                    announced - before.announced,
                    withdrawn - before.withdrawn,
                    updates - before.updates,
                    passedOn - before.passedOn);
        }
    }

    @BeforeEach
    void start() {
        lab = new VtepLab();
        vtep1 = lab.vtep("vtep1", 15);
        vtep2 = lab.vtep("vtep2", 16);
        near = lab.guest("near", vtep1, "02:00:00:00:00:01", "10.0.0.98");
        far = lab.guest("far", vtep2, "02:00:00:00:00:ff", "10.0.0.99");
        cabinet = lab.host("cabinet");
        // Of itself it says nothing.
        cabinet.exec("sysctl", "-w", "net.ipv6.conf.default.disable_ipv6=1").orThrow();
        cabinet.ip("link", "add", "br1", "type", "bridge");
        cabinet.ip("link", "set", "br1", "up");
        plug(cabinet, "uplink", vtep1, "cabinet", "02:00:00:00:00:fe");
        cabinet.ip("link", "set", "uplink", "master", "br1");
        for (int host = 1; host <= HOSTS; host++) {
            lab.guest("host" + host, cabinet, mac(host), "10.0.0." + host)
                    .run("ping", "-n", "-q", "-i", "0.05", "10.0.0.99");
        }
        EvpndProgram.start(vtep2, configuration(16, ""));
    }

    @AfterEach
    void close() {
        lab.close();
    }

    private static String mac(int host) {
        return HOST + host;
    }

    /// Whether a VTEP has each of the hosts where a text says.
    private static boolean hasAll(Host vtep, String where) {
        return IntStream.rangeClosed(1, HOSTS)
                .allMatch(host -> entries(vtep, mac(host)).contains(where));
    }

    /// Whether a VTEP has no entry of a kind for any of them. Whom it hears beyond a VXLAN device,
    /// a bridge learns there by itself.
    private static boolean hasNone(Host vtep, String where) {
        return !entries(vtep, HOST).contains(where);
    }

    private static void await(String what, BooleanSupplier condition) {
        assertThat(Waiting.until(LIMIT, condition)).as(what).isTrue();
    }

    private void awaitKnownFarAway() {
        await("known to the other VTEP", () -> hasAll(vtep2, BEYOND));
    }

    private void awaitUnknownFarAway() {
        await("withdrawn", () -> hasNone(vtep2, BEYOND));
    }

    private Heard heard() {
        var routes = lab.reflector().received(VTEP_1);
        return new Heard(
                routes.path("announced").asLong(),
                routes.path("withdrawn").asLong(),
                updates(VTEP_1, "received"),
                updates(VTEP_2, "sent"));
    }

    private long updates(String peer, String direction) {
        return lab.reflector().peer(peer).path("messages").path(direction).path("updates").asLong();
    }

    /// The cable is lost, the kernel forgets whom it has heard there, the cable is back, and all
    /// are heard again.
    ///
    /// @param without what is waited for before that
    /// @return when it came back
    private long flap(Runnable without) {
        cabinet.ip("link", "set", "uplink", "down");
        await("forgotten", () -> hasNone(vtep1, HERE));
        without.run();
        long back = System.nanoTime();
        cabinet.ip("link", "set", "uplink", "up");
        await("heard again", () -> hasAll(vtep1, HERE));
        return back;
    }

    private EvpndProgram evpnd(int holdSeconds) {
        var evpnd =
                EvpndProgram.start(
                        vtep1, configuration(15, "", "port-hold-time: %d,".formatted(holdSeconds)));
        awaitKnownFarAway();
        return evpnd;
    }

    private Heard flapFreely() {
        var evpnd = evpnd(0);
        var before = heard();
        for (int i = 0; i < FLAPS; i++) {
            // Or what comes and goes faster than it is told of is not told of.
            flap(this::awaitUnknownFarAway);
            awaitKnownFarAway();
        }
        assertThat(evpnd.count("port.held")).isZero();
        var heard = heard().since(before);
        evpnd.program().stop(LIMIT);
        return heard;
    }

    @Test
    void whereItIsHeldTheFabricHearsOfItAFewTimesAndOfAllHostsInTheEnd() {
        var free = flapFreely();
        var evpnd = evpnd(HOLD_SECONDS);
        var bystander = Pings.begin(near, "10.0.0.99");
        var before = heard();
        long back = 0;
        for (int i = 0; i < FLAPS; i++) {
            back = flap(() -> {});
        }
        awaitUnknownFarAway();
        assertThat(evpnd.shell("show evpn kernel"))
                .contains("Held: cabinet, which went down " + FLAPS + " times");
        evpnd.awaitLog("port.held");
        // Nobody is told where it is, and all are asked: it is reached all the same.
        assertThat(reaches(far, "10.0.0.1")).isTrue();
        assertThat(hasNone(vtep2, BEYOND)).as("it is held on").isTrue();
        awaitKnownFarAway();
        assertThat(Duration.ofNanos(System.nanoTime() - back))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(HOLD_SECONDS));
        evpnd.awaitLog("port.released");
        assertThat(evpnd.shell("show evpn kernel")).doesNotContain("Held:");
        var held = heard().since(before);
        System.out.printf("%d flaps, not held: %s%n%d flaps, held: %s%n", FLAPS, free, FLAPS, held);
        bystander.awaitAnswers();
        assertThat(bystander.gaps())
                .as("of a host at another port")
                .allSatisfy(each -> assertThat(each.count()).isLessThanOrEqualTo(STRAY));
        for (int host = 1; host <= HOSTS; host++) {
            assertThat(reaches(far, "10.0.0." + host)).isTrue();
        }
        assertThat(free.announced()).isGreaterThanOrEqualTo(FLAPS * HOSTS);
        assertThat(free.withdrawn()).isGreaterThanOrEqualTo(FLAPS * HOSTS);
        assertThat(held.announced()).isLessThanOrEqualTo(MOST * HOSTS);
        assertThat(held.withdrawn()).isLessThanOrEqualTo(MOST * HOSTS);
        assertThat(held.updates()).isLessThan(free.updates() / 2);
        assertThat(held.passedOn()).isLessThan(free.passedOn() / 2);
    }
}
