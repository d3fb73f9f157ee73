package dev.evpnd.it.interop;

import static dev.evpnd.it.interop.VtepLab.configuration;
import static dev.evpnd.it.interop.VtepLab.device;
import static dev.evpnd.it.interop.VtepLab.entries;
import static dev.evpnd.it.interop.VtepLab.gracefully;
import static dev.evpnd.it.interop.VtepLab.killAndRestart;
import static dev.evpnd.it.interop.VtepLab.shout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.testbed.host.Host;
import dev.evpnd.testbed.host.Waiting;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A host behind one VTEP pings a host behind another without a pause: what of that is lost by what
/// is done to the kernel of the first, and to daemons. docs/kernel.md has what came out.
@Timeout(240)
@SuppressWarnings("NullAway.Init") // by each test
class PingLossIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String REFLECTOR = "192.0.2.12";
    private static final String GUEST_1 = "02:00:00:00:00:01";
    private static final String GUEST_2 = "02:00:00:00:00:02";
    private static final int MANY = 30_000;
    private static final String ANY = "00:00:00:00:00:00";

    /// What a machine that has other things to do may lose by itself.
    private static final int STRAY = 2;

    private VtepLab lab;
    private Host vtep1;
    private Host vtep2;
    private Host guest1;
    private EvpndProgram evpnd1;
    private EvpndProgram evpnd2;
    private Pings pings;

    private void start(boolean restartsGracefully) {
        open(restartsGracefully);
        // With little room for what the kernel says, so that some of it is lost.
        run(restartsGracefully, "receive-buffer: 65536");
    }

    private void open(boolean restartsGracefully) {
        lab = new VtepLab(restartsGracefully);
        vtep1 = lab.vtep("vtep1", 15);
        vtep2 = lab.vtep("vtep2", 16);
        guest1 = lab.guest("guest1", vtep1, GUEST_1, "10.0.0.1");
        lab.guest("guest2", vtep2, GUEST_2, "10.0.0.2");
    }

    private void run(boolean restartsGracefully, String kernel) {
        var first = configuration(15, kernel);
        evpnd1 = EvpndProgram.start(vtep1, restartsGracefully ? gracefully(first) : first);
        var other = configuration(16, "");
        evpnd2 = EvpndProgram.start(vtep2, restartsGracefully ? gracefully(other) : other);
        pings = Pings.begin(guest1, "10.0.0.2");
        awaitEntries();
    }

    @AfterEach
    void close() {
        lab.close();
    }

    /// Waits until both VTEPs have all that they should have of each other.
    private void awaitEntries() {
        awaitEntries(vtep1, GUEST_2, 16);
        awaitEntries(vtep2, GUEST_1, 15);
    }

    private static void awaitEntries(Host vtep, String mac, int other) {
        var wanted =
                """
                %s dev vxlan100 dst 192.0.2.%d self permanent
                %s dev vxlan100 dst 192.0.2.%d self extern_learn
                %s dev vxlan100 extern_learn master br1"""
                        .formatted(ANY, other, mac, other, mac);
        var seen =
                Waiting.ask(
                        LIMIT,
                        () -> entries(vtep, ANY) + "\n" + entries(vtep, mac),
                        wanted::equals);
        assertThat(seen).isEqualTo(wanted);
    }

    private static void run(Host host, String command) {
        host.exec(command.split(" ")).orThrow();
    }

    /// What is lost from the begin of something until all is well again.
    private List<Pings.Gap> lostBy(String what, Runnable deed) {
        pings.mark();
        deed.run();
        awaitEntries();
        pings.awaitAnswers();
        var gaps = pings.gaps();
        System.out.println(what + ": " + gaps);
        return gaps;
    }

    private void assertNothingIsLostBy(String what, Runnable deed) {
        assertThat(lostBy(what, deed))
                .as(what)
                .allSatisfy(each -> assertThat(each.count()).isLessThanOrEqualTo(STRAY));
    }

    private void assertLost(String what, Duration atMost, Runnable deed) {
        assertThat(lostBy(what, deed))
                .as(what)
                .allSatisfy(each -> assertThat(each.duration()).isLessThan(atMost));
    }

    @Test
    void whatSomebodyDoesToTheKernelCostsNoMoreThanItsRepair() {
        start(false);
        assertNothingIsLostBy(
                "an entry of the device is deleted",
                () -> run(vtep1, "bridge fdb del " + GUEST_2 + " dev vxlan100 self"));
        assertNothingIsLostBy(
                "an entry of the bridge is deleted",
                () -> run(vtep1, "bridge fdb del " + GUEST_2 + " dev vxlan100 master"));
        assertNothingIsLostBy(
                "a destination of what is flooded is deleted",
                () -> run(vtep1, "bridge fdb del %s dev vxlan100 dst 192.0.2.16".formatted(ANY)));
        assertLost(
                "an entry is made to lead elsewhere",
                Duration.ofSeconds(5),
                () ->
                        run(
                                vtep1,
                                "bridge fdb replace %s dev vxlan100 dst 192.0.2.99 self extern_learn"
                                        .formatted(GUEST_2)));
        assertNothingIsLostBy(
                "more is said than is heard",
                () -> {
                    shout(vtep1, "guest1", 1);
                    evpnd1.awaitLog("kernel.resync");
                });
        assertLost(
                "the VXLAN device goes down and up",
                Duration.ofSeconds(5),
                () -> {
                    run(vtep1, "ip link set vxlan100 down");
                    run(vtep1, "ip link set vxlan100 up");
                });
        assertLost(
                "the VXLAN device is removed and made anew",
                Duration.ofSeconds(5),
                () -> {
                    run(vtep1, "ip link del vxlan100");
                    device(vtep1, "vxlan100", 100, 15);
                });
        assertLost(
                "the host's link goes down and up",
                Duration.ofSeconds(5),
                () -> {
                    run(guest1, "ip link set eth0 down");
                    run(guest1, "ip link set eth0 up");
                });
    }

    /// Waits until a VTEP has heard from the reflector, since a time, all that this has to tell.
    private static void awaitAllTold(EvpndProgram vtep, long sessions) {
        vtep.awaitSession(REFLECTOR, sessions);
        var seen =
                Waiting.ask(
                        LIMIT,
                        () -> vtep.received(REFLECTOR),
                        it -> it.path("held").asInt() > 0 && it.path("stale").asInt() == 0);
        assertThat(seen.path("stale").asInt()).isZero();
    }

    private List<Runnable> restarts() {
        var restarts = new ArrayList<Runnable>();
        restarts.add(
                () -> {
                    killAndRestart(evpnd1);
                    evpnd1.awaitLog("kernel.cleaned");
                });
        restarts.add(
                () -> {
                    long before1 = evpnd1.sessions(REFLECTOR);
                    long before2 = evpnd2.sessions(REFLECTOR);
                    killAndRestart(lab.reflector());
                    awaitAllTold(evpnd1, before1);
                    awaitAllTold(evpnd2, before2);
                });
        restarts.add(
                () -> {
                    evpnd1.program().stop(LIMIT);
                    evpnd1.restart();
                    evpnd1.awaitLog("kernel.cleaned");
                });
        return restarts;
    }

    @Test
    void withGracefulRestartNothingIsLostByTheEndOfADaemon() {
        start(true);
        var restarts = restarts();
        assertNothingIsLostBy("evpnd of a VTEP is killed", restarts.get(0));
        assertNothingIsLostBy("the reflector is killed", restarts.get(1));
        assertNothingIsLostBy("evpnd of a VTEP is told to stop", restarts.get(2));
    }

    /// It is asked whom it has while its kernel has yet to tell it.
    @Test
    void howeverManyHostsAVtepHasItTakesNoneBackWhenItIsKilled() {
        open(true);
        vtep1.exec("bridge", "-batch", many().toString()).orThrow();
        run(true, "");
        var known =
                Waiting.ask(
                        LIMIT,
                        () -> evpnd2.received(REFLECTOR),
                        it -> it.path("held").asInt() > MANY);
        assertThat(known.path("held").asInt()).isGreaterThan(MANY);
        long withdrawn = known.path("withdrawn").asLong();
        assertNothingIsLostBy("evpnd of a VTEP with many hosts is killed", restarts().getFirst());
        var after = evpnd2.received(REFLECTOR);
        assertThat(after.path("held").asInt()).isGreaterThan(MANY);
        assertThat(after.path("withdrawn").asLong()).isEqualTo(withdrawn);
    }

    private Path many() {
        var batch = vtep1.newDirectory("batch").resolve("many");
        var lines = new StringBuilder();
        for (int i = 0; i < MANY; i++) {
            lines.append(
                    "fdb add 02:01:00:%02x:%02x:%02x dev guest1 master static\n"
                            .formatted(i >> 16, i >> 8 & 0xff, i & 0xff));
        }
        try {
            return Files.writeString(batch, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void withoutItWhatIsLostEndsWithTheReturn() {
        start(false);
        var restarts = restarts();
        var limit = Duration.ofSeconds(20);
        assertLost("evpnd of a VTEP is killed, without", limit, restarts.get(0));
        assertLost("the reflector is killed, without", limit, restarts.get(1));
        assertLost("evpnd of a VTEP is told to stop, without", limit, restarts.get(2));
    }
}
