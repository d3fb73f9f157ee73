package dev.evpnd.it.interop;

import static dev.evpnd.it.interop.VtepLab.configuration;
import static dev.evpnd.it.interop.VtepLab.reaches;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.testbed.host.Host;
import dev.evpnd.testbed.host.Waiting;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What a VTEP leaves in a real kernel when it ends, and what becomes of that.
@Timeout(240)
class VtepRestartIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int LOCKED = 3;

    /// What others have made, and stays.
    private static final List<String> FOREIGN =
            List.of(
                    "00:00:00:00:00:00 dev vxlan100 dst 192.0.2.99 self permanent",
                    "02:00:00:00:00:98 dev vxlan100 dst 192.0.2.98 self extern_learn permanent",
                    "02:00:00:00:00:98 dev vxlan100 extern_learn master br1");

    private VtepLab lab;
    private Host here;
    private final Map<Integer, EvpndProgram> others = new TreeMap<>();

    @BeforeEach
    void start() {
        lab = new VtepLab();
        here = lab.vtep("here", 15);
        for (int other : List.of(16, 17)) {
            var vtep = lab.vtep("vtep" + other, other);
            vtep.address("br1", "10.0.0." + (100 + other) + "/24");
            others.put(other, EvpndProgram.start(vtep, configuration(other, "")));
            var guest = lab.guest("guest" + other, vtep, mac(other), "10.0.0." + other);
            // By that its VTEP knows its IP address.
            assertThat(Waiting.until(LIMIT, () -> reaches(guest, "10.0.0." + (100 + other))))
                    .isTrue();
        }
        here.exec("bridge", "link", "set", "dev", "vxlan100", "neigh_suppress", "on").orThrow();
        for (var each :
                List.of(
                        "fdb append 00:00:00:00:00:00 dev vxlan100 dst 192.0.2.99 self permanent",
                        "fdb add 02:00:00:00:00:98 dev vxlan100 dst 192.0.2.98 self extern_learn",
                        "fdb add 02:00:00:00:00:98 dev vxlan100 master extern_learn")) {
            here.exec(("bridge " + each).split(" ")).orThrow();
        }
        here.ip("neigh", "add", "10.0.0.99", "lladdr", "02:00:00:00:00:98", "dev", "br1");
    }

    @AfterEach
    void close() {
        lab.close();
    }

    private static String mac(int number) {
        return "02:00:00:00:00:" + number;
    }

    /// What programs have made of this host's kernel.
    private List<String> made() {
        var entries =
                here.exec("bridge", "fdb", "show", "br", "br1")
                        .orThrow()
                        .lines()
                        .map(String::strip)
                        .filter(each -> each.contains(" dst ") || each.contains("extern_learn"));
        var neighbors =
                here.ip("neigh", "show", "dev", "br1")
                        .lines()
                        .map(String::strip)
                        .filter(each -> each.contains("extern_learn"));
        return Stream.concat(entries, neighbors).sorted().toList();
    }

    private static List<String> behind(int... vteps) {
        var lines = new ArrayList<>(FOREIGN);
        for (int each : vteps) {
            lines.add("00:00:00:00:00:00 dev vxlan100 dst 192.0.2." + each + " self permanent");
            lines.add(mac(each) + " dev vxlan100 dst 192.0.2." + each + " self extern_learn");
            lines.add(mac(each) + " dev vxlan100 extern_learn master br1");
            lines.add(
                    "10.0.0.%d lladdr %s extern_learn NOARP proto 222".formatted(each, mac(each)));
        }
        return lines.stream().sorted().toList();
    }

    private void awaitMade(List<String> lines) {
        assertThat(Waiting.ask(LIMIT, this::made, lines::equals)).isEqualTo(lines);
    }

    private static void end(EvpndProgram program, String signal) {
        program.program().signal(signal);
        assertThat(Waiting.until(LIMIT, () -> !program.program().isAlive())).isTrue();
    }

    @Test
    void whatNobodyWantsAnyMoreGoesWhenThePeersHaveToldAllThatTheyHave() {
        var evpnd =
                EvpndProgram.start(here, configuration(15, "stale-time: 3600, audit-interval: 1"));
        awaitMade(behind(16, 17));
        end(evpnd, "KILL");
        end(Objects.requireNonNull(others.get(17)), "TERM");
        assertThat(made()).isEqualTo(behind(16, 17));
        evpnd.restart();
        evpnd.awaitLog("kernel.cleaned");
        awaitMade(behind(16));
        var shown =
                Waiting.ask(
                        LIMIT,
                        () -> evpnd.shell("show evpn kernel"),
                        it -> !it.contains("Audits: 0"));
        assertThat(shown)
                .contains("; 0 entries were gone without a word")
                .contains("Entries of an earlier life that were removed: 3\n")
                .doesNotContain("The next life will not know");
        assertThat(evpnd.shell("show evpn drift")).isEmpty();
    }

    @Test
    void whereAPeerDoesNotComeItGoesAfterATime() {
        var evpnd = EvpndProgram.start(here, configuration(15, "stale-time: 5"));
        awaitMade(behind(16, 17));
        end(evpnd, "KILL");
        here.ip("link", "set", "eth0", "down");
        evpnd.restart();
        assertThat(made()).isEqualTo(behind(16, 17));
        evpnd.awaitLog("kernel.cleaned");
        awaitMade(behind());
    }

    @Test
    void whenItIsToldToStopItLeavesWhatItWasToldTo() {
        var evpnd = EvpndProgram.start(here, configuration(15, ""));
        awaitMade(behind(16, 17));
        end(evpnd, "TERM");
        assertThat(made()).isEqualTo(behind(16, 17));
        evpnd.reconfigure(configuration(15, "at-stop: remove"));
        evpnd.restart();
        evpnd.awaitLog("kernel.cleaned");
        assertThat(made()).isEqualTo(behind(16, 17));
        end(evpnd, "TERM");
        assertThat(made()).isEqualTo(behind());
    }

    @Test
    void whatWasLeftIsTakenAwayWhereNobodyUsesIt() {
        var evpnd = EvpndProgram.start(here, configuration(15, ""));
        awaitMade(behind(16, 17));
        var refused = evpnd.evpnd("kernel", "clean", "--state-dir", evpnd.state());
        assertThat(refused.status()).isEqualTo(LOCKED);
        assertThat(made()).isEqualTo(behind(16, 17));
        end(evpnd, "KILL");
        var cleaned = evpnd.evpnd("kernel", "clean", "--state-dir", evpnd.state());
        assertThat(cleaned.succeeded()).as(cleaned.toString()).isTrue();
        assertThat(cleaned.output()).contains("removed 6 entries");
        assertThat(made()).isEqualTo(behind());
        var again = evpnd.evpnd("kernel", "clean", "--state-dir", evpnd.state());
        assertThat(again.output()).contains("removed 0 entries");
    }
}
