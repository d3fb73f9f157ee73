package dev.evpnd.it.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.it.interop.TenantFabric.Leaf;
import dev.evpnd.it.interop.TenantFabric.Seat;
import dev.evpnd.it.interop.TenantFabric.Station;
import dev.evpnd.testbed.host.Host;
import dev.evpnd.testbed.host.Program;
import dev.evpnd.testbed.host.Waiting;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;

/// What a leaf that routes for a tenant leaves in its kernel when it ends, and what becomes of
/// that.
@Timeout(180)
@SuppressWarnings("NullAway.Init") // by JUnit, before the tests
class TenantRestartIT {
    private static final String RED = TenantFabric.DEFAULT;

    /// What a machine that has other things to do may lose by itself.
    private static final int STRAY = 2;

    private final TenantFabric fabric = new TenantFabric();
    private Leaf leaf1;
    private Leaf leaf2;
    private Leaf border;
    private Station one;

    @BeforeEach
    void start() {
        leaf1 = leaf("leaf1");
        leaf2 = leaf("leaf2");
        border = leaf("border");
        leaf1.subnet(RED, 100, "10.1.0.254/24", "2001:db8:1::254/64");
        leaf2.subnet(RED, 200, "10.2.0.254/24", "2001:db8:2::254/64");
        one = leaf1.station("one", 100, 1, "10.1.0.", "2001:db8:1::");
        leaf2.station("two", 200, 2, "10.2.0.", "2001:db8:2::");
        border.outside("outside", RED, "172.16.0.", "2001:db8:16::", "172.31.0.");
        fabric.start();
        fabric.awaitReach(one.host(), "10.2.0.2");
        fabric.awaitReach(one.host(), "2001:db8:2::2");
        fabric.awaitReach(one.host(), "172.31.0.1");
        leaf1.awaitRoute(RED, "2001:db8:2::2 via ::ffff:192.0.2.2");
        leaf1.awaitRoute(RED, "10.2.0.2 via 192.0.2.2");
    }

    private Leaf leaf(String name) {
        return fabric.leaf(name, Seat.EVPND)
                .tenant(RED, 4001)
                .configured(
                        text ->
                                VtepLab.gracefully(text)
                                        .replace("kernel: {}", "kernel: {stale-time: 3600}"));
    }

    @AfterEach
    void close() {
        fabric.close();
    }

    private static List<String> lines(Host host, String command, String having) {
        return host.exec(command.split(" "))
                .orThrow()
                .lines()
                .map(String::strip)
                .filter(each -> each.contains(having))
                .toList();
    }

    /// What evpnd has made in a kernel: what others have made is not there.
    private List<String> made() {
        var host = leaf1.host();
        return Stream.of(
                        lines(host, "ip -4 -o route show proto 222", ""),
                        lines(host, "ip -6 -o route show proto 222", ""),
                        lines(host, "ip -4 neigh show", "proto 222"),
                        lines(host, "ip -6 neigh show", "proto 222"),
                        lines(host, "bridge fdb show", " dst "))
                .flatMap(List::stream)
                .sorted()
                .toList();
    }

    /// The prefix of the underlay is behind each leaf.
    private static List<String> withoutUnderlay(List<String> entries) {
        return entries.stream().filter(each -> !each.startsWith("192.0.2.0/24")).toList();
    }

    private static void end(EvpndProgram program, String signal) {
        program.program().signal(signal);
        assertThat(Waiting.until(TenantFabric.LIMIT, () -> !program.program().isAlive())).isTrue();
    }

    private static String log(Program program) {
        try {
            return Files.readString(program.log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatIsThereIsTakenOverWithoutARequestAndWhatNobodyWantsGoes() {
        var pings =
                List.of(
                        Pings.begin(one.host(), "10.2.0.2"),
                        Pings.begin(one.host(), "2001:db8:2::2"));
        var before = made();
        var routes = leaf1.host().run("ip", "monitor", "route", "neigh");
        var entries = leaf1.host().run("bridge", "monitor", "fdb");
        end(leaf1.evpnd(), "KILL");
        assertThat(made()).isEqualTo(before);
        leaf1.evpnd().restart();
        leaf1.evpnd().awaitLog("kernel.cleaned");
        pings.forEach(Pings::awaitAnswers);
        assertThat(made()).as(leaf1::state).isEqualTo(before);
        assertThat(log(routes).lines().filter(each -> each.contains("proto 222"))).isEmpty();
        assertThat(log(entries).lines().filter(each -> each.contains("extern_learn"))).isEmpty();
        for (var each : pings) {
            assertThat(each.gaps())
                    .allSatisfy(gap -> assertThat(gap.count()).isLessThanOrEqualTo(STRAY));
        }

        end(leaf1.evpnd(), "KILL");
        border.host().ip("link", "set", "br4001", "down");
        assertThat(made()).isEqualTo(before);
        leaf1.evpnd().restart();
        leaf1.evpnd().awaitLog("kernel.cleaned");
        assertThat(withoutUnderlay(made()))
                .as(leaf1::state)
                .isEqualTo(
                        withoutUnderlay(before).stream()
                                .filter(each -> !each.contains("192.0.2.3"))
                                .toList());
        pings.forEach(Pings::awaitAnswers);
    }

    @Test
    void whatWasLeftIsTakenAwayOnCommand() {
        int before = made().size();
        end(leaf1.evpnd(), "KILL");
        assertThat(made()).hasSize(before);
        var cleaned = leaf1.evpnd().evpnd("kernel", "clean", "--state-dir", leaf1.evpnd().state());
        assertThat(cleaned.output()).contains("removed %d entries".formatted(before));
        assertThat(made()).isEmpty();
        leaf1.evpnd().restart();
        fabric.awaitReach(one.host(), "172.31.0.1");

        var text = leaf1.configuration().replace("kernel: {}", "kernel: {at-stop: remove}");
        end(leaf1.evpnd(), "TERM");
        assertThat(made()).hasSize(before);
        leaf1.evpnd().reconfigure(text);
        leaf1.evpnd().restart();
        assertThat(Waiting.ask(TenantFabric.LIMIT, this::made, it -> it.size() == before))
                .hasSize(before);
        end(leaf1.evpnd(), "TERM");
        assertThat(made()).isEmpty();
        leaf1.evpnd().restart();
        fabric.awaitReach(one.host(), "172.31.0.1");
    }
}
