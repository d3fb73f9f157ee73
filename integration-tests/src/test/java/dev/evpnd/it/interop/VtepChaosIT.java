package dev.evpnd.it.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.testbed.host.Host;
import dev.evpnd.testbed.host.Waiting;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Two VTEPs and a reflector on real kernels, of which somebody deletes, changes and adds entries
/// at random, while hosts come, move and go, devices go down, and daemons are killed. When it is
/// quiet again, the kernels are as they should be; and hosts that ping each other all the while
/// were never apart for long.
@Timeout(400)
@SuppressWarnings("NullAway.Init") // by each test
class VtepChaosIT {
    private static final int HOSTS = 12;
    private static final int STEPS = 60;

    /// Who changes an entry again and again is answered with pauses of up to a minute.
    private static final int WORDS = 18;

    private static final Duration PAUSE = Duration.ofSeconds(5);

    /// A daemon that is killed comes back within seconds, and may be killed again before it has
    /// found the others.
    private static final Duration APART = Duration.ofSeconds(20);

    private static final int NOWHERE = 0;
    private static final String ANY = "00:00:00:00:00:00";
    private static final String OPERATORS = "02:00:00:00:00:99";
    private VtepLab lab;
    private Pings pings;
    private final List<Host> vteps = new ArrayList<>();
    private final List<Host> guests = new ArrayList<>();
    private final List<EvpndProgram> daemons = new ArrayList<>();

    /// At which VTEP each host is, counted from one.
    private final int[] places = new int[HOSTS];

    private void start(boolean restartsGracefully) {
        lab = new VtepLab(restartsGracefully);
        for (int number = 1; number <= 2; number++) {
            vteps.add(vtep(number));
            guests.add(
                    lab.guest("real" + number, vteps.getLast(), real(number), "10.0.0." + number));
            // With little room for what the kernel says, so that some of it is lost.
            var small = VtepLab.configuration(15 + number, "receive-buffer: 65536");
            daemons.add(
                    EvpndProgram.start(
                            vteps.getLast(),
                            restartsGracefully ? VtepLab.gracefully(small) : small));
        }
        pings = Pings.begin(guests.getFirst(), "10.0.0.2");
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

    /// Of the host that is there all the time, and speaks.
    private static String real(int number) {
        return "02:00:00:00:02:0" + number;
    }

    private static String address(int number) {
        return "192.0.2." + (15 + number);
    }

    // What happens.

    private void step(Random random) {
        int host = random.nextInt(HOSTS);
        int number = 1 + random.nextInt(2);
        var vtep = vteps.get(number - 1);
        boolean isReal = random.nextInt(3) == 0;
        var beyond = isReal ? real(3 - number) : mac(host);
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
            case 6, 7 -> tryTo(vtep, "bridge fdb del " + beyond + " dev vxlan100 self");
            case 8 -> tryTo(vtep, "bridge fdb del " + beyond + " dev vxlan100 master");
            case 9 -> {
                if (isReal || places[host] == 3 - number) {
                    tryTo(
                            vtep,
                            "bridge fdb replace %s dev vxlan100 dst 192.0.2.77 self extern_learn dynamic"
                                    .formatted(beyond));
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
            case 12 -> VtepLab.killAndRestart(daemons.get(number - 1));
            case 13 -> VtepLab.killAndRestart(lab.reflector());
            case 14, 15 -> VtepLab.shout(vtep, "guest", number);
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
        lines.add("%s dev real%d master br1".formatted(real(number), number));
        addBeyond(lines, real(3 - number), 3 - number);
        for (int host = 0; host < HOSTS; host++) {
            if (places[host] == number) {
                lines.add(mac(host) + " dev guest master br1");
            } else if (places[host] != NOWHERE) {
                addBeyond(lines, mac(host), places[host]);
            }
        }
        return lines.stream().sorted().collect(Collectors.joining("\n"));
    }

    private static void addBeyond(List<String> lines, String mac, int place) {
        lines.add("%s dev vxlan100 dst %s self extern_learn".formatted(mac, address(place)));
        lines.add(mac + " dev vxlan100 extern_learn master br1");
    }

    private boolean areAsWanted() {
        return entries(vteps.getFirst()).equals(wanted(1))
                && entries(vteps.getLast()).equals(wanted(2));
    }

    private String whatTheDaemonsSay() {
        return daemons.stream()
                .flatMap(
                        daemon ->
                                Stream.of(
                                        daemon.shell("show evpn mac vni 100"),
                                        daemon.shell("show evpn kernel entries missing"),
                                        daemon.shell("show evpn drift"),
                                        daemon.shell("show bgp evpn route type 2"),
                                        daemon.program().lastWords(40)))
                .collect(Collectors.joining("\n"));
    }

    @ParameterizedTest
    @CsvSource({"1, false", "2, true"})
    void whenItIsQuietTheKernelsAreAsTheyShouldBe(long seed, boolean restartsGracefully) {
        start(restartsGracefully);
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
            int here = number;
            assertThat(entries(vteps.get(number - 1)))
                    .as(() -> "VTEP %d, seed %d%n%s".formatted(here, seed, whatTheDaemonsSay()))
                    .isEqualTo(wanted(number));
        }
        pings.awaitAnswers();
        var gaps = pings.gaps();
        System.out.println("seed " + seed + ": " + gaps);
        assertThat(gaps)
                .as("seed %d", seed)
                .allSatisfy(each -> assertThat(each.duration()).isLessThan(APART));
        for (var daemon : daemons) {
            assertThat(daemon.shell("show evpn kernel entries missing")).doesNotContain("refused");
        }
    }
}
