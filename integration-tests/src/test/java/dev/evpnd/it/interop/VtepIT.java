package dev.evpnd.it.interop;

import static dev.evpnd.it.interop.VtepLab.configuration;
import static dev.evpnd.it.interop.VtepLab.device;
import static dev.evpnd.it.interop.VtepLab.entries;
import static dev.evpnd.it.interop.VtepLab.plug;
import static dev.evpnd.it.interop.VtepLab.reaches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// evpnd as reflector and as both VTEPs, on real kernels, and what is done to these behind its
/// back.
@Timeout(240)
class VtepIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String GUEST_1 = "02:00:00:00:00:01";
    private static final String GUEST_2 = "02:00:00:00:00:02";
    private static final String MOVER = "02:00:00:00:00:03";
    private static final String IDLE = "02:00:00:00:00:04";
    private VtepLab lab;
    private EvpndProgram reflector;
    private Host vtep1;
    private Host vtep2;
    private Host guest1;
    private Host guest2;
    private EvpndProgram evpnd1;
    private EvpndProgram evpnd2;

    @BeforeEach
    void start() {
        lab = new VtepLab();
        reflector = lab.reflector();
        vtep1 = lab.vtep("vtep1", 15);
        vtep2 = lab.vtep("vtep2", 16);
        guest1 = lab.guest("guest1", vtep1, GUEST_1, "10.0.0.1");
        guest2 = lab.guest("guest2", vtep2, GUEST_2, "10.0.0.2");
        evpnd1 = EvpndProgram.start(vtep1, configuration(15, ""));
        evpnd2 = EvpndProgram.start(vtep2, configuration(16, ""));
    }

    @AfterEach
    void close() {
        lab.close();
    }

    private static void awaitReach(Host from, String address) {
        assertThat(Waiting.until(LIMIT, () -> reaches(from, address))).isTrue();
    }

    private static void awaitEntries(Host vtep, String mac, String... lines) {
        var seen =
                Waiting.ask(
                        LIMIT, () -> entries(vtep, mac), it -> it.equals(String.join("\n", lines)));
        assertThat(seen).isEqualTo(String.join("\n", lines));
    }

    private static String[] behind(String mac, int address) {
        return new String[] {
            mac + " dev vxlan100 dst 192.0.2." + address + " self extern_learn",
            mac + " dev vxlan100 extern_learn master br1"
        };
    }

    @Test
    void whatSomebodyTakesAwayOrChangesIsPutRight() {
        awaitReach(guest1, "10.0.0.2");
        awaitEntries(vtep1, GUEST_2, behind(GUEST_2, 16));
        vtep1.exec("bridge", "fdb", "del", GUEST_2, "dev", "vxlan100", "self").orThrow();
        awaitEntries(vtep1, GUEST_2, behind(GUEST_2, 16));
        vtep1.exec("bridge", "fdb", "del", GUEST_2, "dev", "vxlan100", "master").orThrow();
        awaitEntries(vtep1, GUEST_2, behind(GUEST_2, 16));
        vtep1.exec(
                        "bridge fdb replace %s dev vxlan100 dst 192.0.2.99 self extern_learn"
                                .formatted(GUEST_2)
                                .split(" "))
                .orThrow();
        awaitEntries(vtep1, GUEST_2, behind(GUEST_2, 16));
        var flooded = "00:00:00:00:00:00";
        vtep1.exec("bridge", "fdb", "del", flooded, "dev", "vxlan100", "dst", "192.0.2.16")
                .orThrow();
        awaitEntries(vtep1, flooded, flooded + " dev vxlan100 dst 192.0.2.16 self permanent");
        assertThat(reaches(guest1, "10.0.0.2")).isTrue();
        assertThat(evpnd1.shell("show evpn drift"))
                .contains("VNI 100: " + GUEST_2 + " behind 192.0.2.16", "there was nothing");
        assertThat(evpnd1.shell("show evpn kernel"))
                .contains("Bridge domains: 1", "  in kernel     2\n");
    }

    @Test
    void theVxlanDeviceIsShownAsTheKernelHasIt() {
        var index = vtep1.exec("cat", "/sys/class/net/vxlan100/ifindex").orThrow().strip();
        var address = vtep1.exec("cat", "/sys/class/net/vxlan100/address").orThrow().strip();
        var shown =
                Waiting.ask(
                        LIMIT,
                        () -> evpnd1.shell("show interface vxlan100"),
                        it -> it.contains("line protocol is up"));
        assertThat(shown)
                .contains("  index " + index + " metric 0 mtu ", " txqlen 1000\n")
                .contains("  HWaddr: " + address + "\n", "  inet6 fe80::")
                .contains("  VTEP IP: 192.0.2.15\n  VxLAN Id 100", "  Master interface: br1\n");
        assertThatThrownBy(() -> evpnd1.shell("show interface br1"))
                .hasMessageContaining("% br1 is no VXLAN device: ip -d link show br1");
        assertThatThrownBy(() -> evpnd1.shell("show interface vxlan9"))
                .hasMessageContaining("% Can't find interface vxlan9");
    }

    @Test
    void whatAnOperatorMadeStaysAndComesBackIntoUseWhenItIsGone() {
        awaitReach(guest1, "10.0.0.2");
        awaitEntries(vtep1, GUEST_2, behind(GUEST_2, 16));
        var fixed = "bridge fdb add 02:00:00:00:00:09 dev vxlan100 dst 192.0.2.99 self static";
        vtep1.exec(fixed.split(" ")).orThrow();
        plug(lab.host("guest9"), "eth0", vtep2, "guest9", "02:00:00:00:00:09");
        // It has said nothing that VTEP 1 would not have heard by the time another is known.
        lab.guest("guest8", vtep2, "02:00:00:00:00:08", "10.0.0.8");
        awaitEntries(vtep1, "02:00:00:00:00:08", behind("02:00:00:00:00:08", 16));
        assertThat(entries(vtep1, "02:00:00:00:00:09"))
                .contains("dev vxlan100 dst 192.0.2.99 self static")
                .doesNotContain("extern_learn");
        assertThat(evpnd1.shell("show evpn kernel entries missing"))
                .contains("shadowed", "a static entry of the device for 192.0.2.99");
        assertThat(evpnd1.shell("show evpn mac vni 100 mac 02:00:00:00:00:09 explain"))
                .contains("It does not, for there is a static entry of the device");
        vtep1.exec("bridge", "fdb", "del", "02:00:00:00:00:09", "dev", "vxlan100", "self")
                .orThrow();
        awaitEntries(vtep1, "02:00:00:00:00:09", behind("02:00:00:00:00:09", 16));
    }

    @Test
    void itsOwnAddressInABridgeIsReachedFromBehindAnotherVtep() {
        vtep1.ip("address", "add", "10.0.0.254/24", "dev", "br1");
        evpnd1.program().stop(LIMIT);
        evpnd1 = EvpndProgram.start(vtep1, configuration(15, "", "advertise-svi: host,"));
        awaitReach(guest2, "10.0.0.254");
        assertThat(evpnd2.shell("show bgp evpn route detail type macip"))
                .contains("[10.0.0.254]", "MM:0, sticky MAC");
        vtep1.ip("address", "del", "10.0.0.254/24", "dev", "br1");
        assertThat(
                        Waiting.until(
                                LIMIT,
                                () ->
                                        !evpnd2.shell("show bgp evpn route type macip")
                                                .contains("10.0.0.254")))
                .isTrue();
    }

    @Test
    void killedAndStartedAgainItTakesOverWhatIsThere() throws IOException {
        awaitReach(guest1, "10.0.0.2");
        awaitEntries(vtep1, GUEST_2, behind(GUEST_2, 16));
        var monitor = vtep1.run("bridge", "monitor", "fdb");
        evpnd1.program().signal("KILL");
        assertThat(Waiting.until(LIMIT, () -> !evpnd1.program().isAlive())).isTrue();
        assertThat(entries(vtep1, GUEST_2)).isEqualTo(String.join("\n", behind(GUEST_2, 16)));
        evpnd1.restart();
        evpnd1.awaitLog("session.up");
        awaitReach(guest2, "10.0.0.1");
        awaitEntries(vtep1, GUEST_2, behind(GUEST_2, 16));
        assertThat(Files.readString(monitor.log()).lines().filter(it -> it.contains(GUEST_2)))
                .as("nothing was taken away or made again")
                .noneMatch(it -> it.contains("vxlan100"));
    }

    @Test
    void aHostThatMovesIsReachedWhereItIs() {
        var mover = lab.host("mover");
        plug(mover, "left", vtep1, "left", MOVER);
        plug(mover, "right", vtep2, "right", MOVER);
        mover.ip("link", "set", "right", "address", IDLE);
        mover.address("left", "10.0.0.3/24");
        awaitReach(guest2, "10.0.0.3");
        awaitEntries(vtep2, MOVER, behind(MOVER, 15));
        for (int move = 1; move <= 2; move++) {
            boolean toTheRight = move % 2 == 1;
            var from = toTheRight ? "left" : "right";
            var to = toTheRight ? "right" : "left";
            mover.ip("address", "del", "10.0.0.3/24", "dev", from);
            mover.ip("link", "set", from, "address", IDLE);
            mover.ip("link", "set", to, "address", MOVER);
            mover.address(to, "10.0.0.3/24");
            // It speaks, as hosts do that have moved.
            awaitReach(mover, toTheRight ? "10.0.0.2" : "10.0.0.1");
            var left = toTheRight ? vtep1 : vtep2;
            var here = toTheRight ? vtep2 : vtep1;
            awaitEntries(left, MOVER, behind(MOVER, toTheRight ? 16 : 15));
            awaitEntries(here, MOVER, MOVER + " dev " + to + " master br1");
            awaitReach(toTheRight ? guest1 : guest2, "10.0.0.3");
            assertThat(reflector.shell("show bgp evpn route detail")).contains("MM:" + move);
        }
    }

    @Test
    void aDeviceThatIsMadeAnewOrGoesDownIsFollowed() {
        awaitReach(guest1, "10.0.0.2");
        vtep1.ip("link", "del", "vxlan100");
        evpnd1.awaitLog("vni.down");
        awaitEntries(vtep2, GUEST_1, "");
        device(vtep1, "other", 100, 15);
        awaitReach(guest1, "10.0.0.2");
        vtep1.ip("link", "set", "other", "down");
        awaitEntries(vtep2, GUEST_1, "");
        awaitEntries(vtep1, GUEST_2, "");
        vtep1.ip("link", "set", "other", "name", "vxlan100");
        vtep1.ip("link", "set", "vxlan100", "up");
        awaitReach(guest1, "10.0.0.2");
        awaitEntries(vtep1, GUEST_2, behind(GUEST_2, 16));
    }

    @Test
    void theBridgeAnswersForAHostThatDoesNot() {
        for (var vtep : new Host[] {vtep1, vtep2}) {
            vtep.exec("bridge", "link", "set", "dev", "vxlan100", "neigh_suppress", "on").orThrow();
            vtep.address("br1", "10.0.0." + (vtep == vtep1 ? 251 : 252) + "/24");
        }
        awaitReach(guest1, "10.0.0.251");
        awaitReach(guest2, "10.0.0.252");
        assertThat(
                        Waiting.until(
                                LIMIT,
                                () ->
                                        vtep1.ip("neigh", "show", "10.0.0.2")
                                                .contains("lladdr " + GUEST_2 + " extern_learn")))
                .isTrue();
        // It answers no question any more, and knows whom to send to.
        guest2.ip("link", "set", "eth0", "arp", "off");
        guest2.ip("neigh", "replace", "10.0.0.1", "lladdr", GUEST_1, "dev", "eth0");
        guest1.ip("neigh", "flush", "dev", "eth0");
        awaitReach(guest1, "10.0.0.2");
    }

    /// One that has nothing to say is there all the same: its entry goes stale, and is asked for.
    @Test
    void aHostThatIsSilentIsAskedBeforeItIsGivenUp() throws IOException {
        vtep1.address("br1", "10.0.0.251/24");
        for (var each : List.of("base_reachable_time_ms=1000", "delay_first_probe_time=1")) {
            vtep1.exec("sysctl", "-w", "net.ipv4.neigh.br1." + each).orThrow();
        }
        var monitor = vtep1.run("ip", "monitor", "neigh");
        awaitReach(guest1, "10.0.0.251");
        var asked = "(?s).*10\\.0\\.0\\.1 [^\n]*STALE.*10\\.0\\.0\\.1 [^\n]*REACHABLE.*";
        assertThat(Waiting.until(LIMIT, () -> text(monitor).matches(asked))).isTrue();
    }

    private static String text(Program program) {
        try {
            return Files.readString(program.log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void allIsAskedForAnewWhenTheKernelSaidMoreThanWasHeard() {
        evpnd1.program().kill();
        var small = EvpndProgram.start(vtep1, configuration(15, "receive-buffer: 65536"));
        small.awaitLog("session.up");
        var many =
                IntStream.range(0, 20_000)
                        .mapToObj(
                                i ->
                                        "fdb add 02:01:00:00:%02x:%02x dev guest1 master static"
                                                .formatted(i >> 8, i & 0xff))
                        .collect(Collectors.joining("\n"));
        var batch = vtep1.newDirectory("batch").resolve("many");
        write(batch, many);
        vtep1.exec("bridge", "-batch", batch.toString()).orThrow();
        small.awaitLog("kernel.overrun");
        small.awaitLog("kernel.resync");
        var seen =
                Waiting.ask(
                        LIMIT,
                        () -> reflector.received("192.0.2.15").path("held").asInt(),
                        it -> it >= 20_000);
        assertThat(seen).isGreaterThanOrEqualTo(20_000);
        awaitReach(guest1, "10.0.0.2");
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
