package dev.evpnd.it.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.testbed.host.Host;
import dev.evpnd.testbed.host.Waiting;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/// Two VTEPs and a reflector on real kernels, of which somebody deletes, changes and adds entries
/// at random, while hosts come, move and go, devices go down, and daemons are killed. When it is
/// quiet again, the kernels are as they should be.
@Timeout(400)
class VtepChaosIT {
    private static final int HOSTS = 12;
    private static final int STEPS = 60;

    /// Who changes an entry again and again is answered with pauses of up to a minute.
    private static final int WORDS = 18;

    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final int NOWHERE = 0;
    private static final String ANY = "00:00:00:00:00:00";
    private static final String OPERATORS = "02:00:00:00:00:99";
    private VtepLab lab;
    private final List<Host> vteps = new ArrayList<>();
    private final List<EvpndProgram> daemons = new ArrayList<>();

    /// At which VTEP each host is, counted from one.
    private final int[] places = new int[HOSTS];

    @BeforeEach
    void start() {
        lab = new VtepLab();
        for (int number = 1; number <= 2; number++) {
            vteps.add(vtep(number));
            // With little room for what the kernel says, so that some of it is lost.
            var configuration = VtepLab.configuration(15 + number, "receive-buffer: 65536");
            daemons.add(EvpndProgram.start(vteps.getLast(), configuration));
        }
    }

    @AfterEach
    void close() {
        lab.close();
    }

    private Host vtep(int number) {
        var vtep = lab.vtep("vtep" + number, 15 + number);
        run(vtep, "ip link add guest type veth peer name guest-end");
        run(vtep, "ip link set guest master br1 up");
        run(vtep, "ip link set guest-end up");
        run(vtep, "bridge fdb add " + OPERATORS + " dev vxlan100 dst 192.0.2.99 self static");
        return vtep;
    }

    private static void run(Host host, String command) {
        host.exec(command.split(" ")).orThrow();
    }

    /// What may fail: there may be nothing to take away.
    private static void tryTo(Host host, String command) {
        host.exec(command.split(" "));
    }

    private static String mac(int host) {
        return "02:00:00:00:01:%02x".formatted(host);
    }

    private static String address(int number) {
        return "192.0.2." + (15 + number);
    }

    // What happens.

    private void step(Random random) {
        int host = random.nextInt(HOSTS);
        int number = 1 + random.nextInt(2);
        var vtep = vteps.get(number - 1);
        switch (random.nextInt(16)) {
            case 0, 1, 2, 3, 4 -> {
                places[host] = number;
                speak(host);
            }
            case 5 -> {
                if (places[host] != NOWHERE) {
                    var from = vteps.get(places[host] - 1);
                    tryTo(from, "bridge fdb del " + mac(host) + " dev guest master");
                    places[host] = NOWHERE;
                }
            }
            case 6, 7 -> tryTo(vtep, "bridge fdb del " + mac(host) + " dev vxlan100 self");
            case 8 -> tryTo(vtep, "bridge fdb del " + mac(host) + " dev vxlan100 master");
            case 9 -> {
                if (places[host] == 3 - number) {
                    tryTo(
                            vtep,
                            "bridge fdb replace %s dev vxlan100 dst 192.0.2.77 self extern_learn dynamic"
                                    .formatted(mac(host)));
                }
            }
            case 10 ->
                    tryTo(
                            vtep,
                            "bridge fdb del %s dev vxlan100 dst %s self"
                                    .formatted(ANY, address(3 - number)));
            case 11 -> {
                run(vtep, "ip link set vxlan100 down");
                run(vtep, "ip link set vxlan100 up");
            }
            case 12 -> restart(daemons.get(number - 1));
            case 13 -> restart(lab.reflector());
            case 14, 15 -> shout(vtep, number);
            default -> throw new IllegalStateException();
        }
    }

    private void speak(int host) {
        if (places[host] != NOWHERE) {
            run(
                    vteps.get(places[host] - 1),
                    "bridge fdb replace " + mac(host) + " dev guest master dynamic use");
        }
    }

    private void speakOrAge(int host) {
        if (places[host] == NOWHERE) {
            vteps.forEach(it -> tryTo(it, "bridge fdb del " + mac(host) + " dev guest master"));
        } else {
            speak(host);
        }
    }

    private static void restart(EvpndProgram daemon) {
        daemon.program().signal("KILL");
        assertThat(Waiting.until(LIMIT, () -> !daemon.program().isAlive())).isTrue();
        daemon.restart();
    }

    /// Has the kernel say more than is heard.
    private static void shout(Host vtep, int number) {
        var batch = vtep.newDirectory("batch").resolve("lines");
        var lines = new StringBuilder();
        for (var word : List.of("add", "del")) {
            for (int i = 0; i < 2_000; i++) {
                lines.append(
                        "fdb %s 02:00:00:0%d:%02x:%02x dev guest master static\n"
                                .formatted(word, number, i >> 8, i & 0xff));
            }
        }
        try {
            Files.writeString(batch, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        vtep.exec("bridge", "-batch", batch.toString()).orThrow();
    }

    // What is to come of it.

    private static String entries(Host vtep) {
        return vtep.exec("bridge", "fdb", "show", "br", "br1")
                .orThrow()
                .lines()
                .map(String::strip)
                .filter(it -> it.startsWith("02:00:00:00:") || it.startsWith(ANY))
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    private String wanted(int number) {
        var lines = new ArrayList<String>();
        lines.add(OPERATORS + " dev vxlan100 dst 192.0.2.99 self static");
        lines.add("%s dev vxlan100 dst %s self permanent".formatted(ANY, address(3 - number)));
        for (int host = 0; host < HOSTS; host++) {
            if (places[host] == number) {
                lines.add(mac(host) + " dev guest master br1");
            } else if (places[host] != NOWHERE) {
                lines.add(
                        "%s dev vxlan100 dst %s self extern_learn"
                                .formatted(mac(host), address(places[host])));
                lines.add(mac(host) + " dev vxlan100 extern_learn master br1");
            }
        }
        return lines.stream().sorted().collect(Collectors.joining("\n"));
    }

    private boolean areAsWanted() {
        return entries(vteps.getFirst()).equals(wanted(1))
                && entries(vteps.getLast()).equals(wanted(2));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void whenItIsQuietTheKernelsAreAsTheyShouldBe(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < STEPS; i++) {
            step(random);
        }
        // Where a host has moved while nobody listened, it is where it speaks again; and what a
        // bridge has of one that has gone is too old some time.
        for (int i = 0; i < WORDS && !areAsWanted(); i++) {
            for (int host = 0; host < HOSTS; host++) {
                speakOrAge(host);
            }
            Waiting.until(PAUSE, this::areAsWanted);
        }
        for (int number = 1; number <= 2; number++) {
            assertThat(entries(vteps.get(number - 1)))
                    .as("VTEP %d, seed %d", number, seed)
                    .isEqualTo(wanted(number));
        }
        for (var daemon : daemons) {
            assertThat(daemon.shell("show evpn kernel entries missing")).doesNotContain("refused");
        }
    }
}
