package dev.evpnd.it.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.testbed.Lab;
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
import java.time.Duration;
import java.util.List;

/// Which questions for hosts cross the underlay, where bridges answer for those that are known: as
/// tshark sees it there.
@Timeout(240)
class SuppressionIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private Lab lab;
    private Host vtep1;
    private Host vtep2;
    private Host guest1;
    private Host guest2;

    @BeforeEach
    void start() {
        lab = Lab.open();
        vtep1 = lab.addHost("vtep1");
        vtep2 = lab.addHost("vtep2");
        lab.link(vtep1, "eth0", vtep2, "eth0");
        prepare(vtep1, 1);
        prepare(vtep2, 2);
        guest1 = guest("guest1", vtep1, 1);
        guest2 = guest("guest2", vtep2, 2);
        evpnd(vtep1, 1, 2);
        evpnd(vtep2, 2, 1);
    }

    @AfterEach
    void close() {
        lab.close();
    }

    private static void prepare(Host vtep, int number) {
        vtep.address("eth0", "192.0.2." + number + "/24");
        run(
                vtep,
                """
                ip link add br1 type bridge
                ip link set br1 up
                ip link add vxlan100 type vxlan id 100 dstport 4789 local 192.0.2.%d nolearning
                ip link set vxlan100 master br1 up
                bridge link set dev vxlan100 neigh_suppress on\
                """
                        .formatted(number));
        vtep.address("br1", "10.0.0.25" + number + "/24");
        vtep.address("br1", "2001:db8::25" + number + "/64");
    }

    private static void run(Host host, String lines) {
        lines.lines().forEach(line -> host.exec(line.strip().split(" +", -1)).orThrow());
    }

    private Host guest(String name, Host vtep, int number) {
        var guest = lab.addHost(name);
        guest.link("eth0", vtep, name);
        guest.ip("link", "set", "eth0", "address", "02:00:00:00:00:0" + number);
        vtep.ip("link", "set", name, "master", "br1");
        return guest.address("eth0", "10.0.0." + number + "/24")
                .address("eth0", "2001:db8::" + number + "/64");
    }

    private static void evpnd(Host vtep, int number, int other) {
        EvpndProgram.start(
                vtep,
                """
                as: 65000
                router-id: 192.0.2.%d
                neighbors:
                  192.0.2.%d: {remote-as: internal, timers: {connect-retry: 1}}
                vtep: {advertise-all-vni: true, kernel: {}}
                """
                        .formatted(number, other));
    }

    private static boolean reaches(Host from, String address) {
        return from.exec("ping", "-c", "1", "-W", "1", address).succeeded();
    }

    private static void awaitReach(Host from, String address) {
        assertThat(Waiting.until(LIMIT, () -> reaches(from, address))).as(address).isTrue();
    }

    /// Whether its bridge can answer for a host.
    private static void awaitKnown(Host vtep, String address) {
        var seen =
                Waiting.ask(
                        LIMIT,
                        () -> vtep.ip("neigh", "show", address, "dev", "br1"),
                        it -> it.contains("extern_learn"));
        assertThat(seen).contains("extern_learn");
    }

    private static String text(Program program) {
        try {
            return Files.readString(program.log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(Program program, String text) {
        assertThat(Waiting.until(LIMIT, () -> text(program).contains(text)))
                .as(() -> text + " in " + text(program))
                .isTrue();
    }

    @Test
    void aQuestionForAHostThatIsKnownDoesNotCrossTheUnderlay() {
        // Whom its VTEP has talked to, the other knows.
        for (var own : List.of("10.0.0.25", "2001:db8::25")) {
            awaitReach(guest1, own + "1");
            awaitReach(guest2, own + "2");
        }
        for (var of : List.of("10.0.0.", "2001:db8::")) {
            awaitKnown(vtep1, of + "2");
            awaitKnown(vtep2, of + "1");
        }
        var questions =
                vtep1.run(
                        "env",
                        // Where it keeps what it has captured.
                        "TMPDIR=" + vtep1.newDirectory("tshark"),
                        "tshark",
                        "-l",
                        "-n",
                        "-i",
                        "eth0",
                        "-Y",
                        "vxlan && (arp.opcode == 1 || icmpv6.type == 135)",
                        "-T",
                        "fields",
                        "-e",
                        "arp.dst.proto_ipv4",
                        "-e",
                        "icmpv6.nd.ns.target_address");
        await(questions, "Capturing on");
        guest1.ip("neigh", "flush", "dev", "eth0");
        guest2.ip("neigh", "flush", "dev", "eth0");
        awaitReach(guest1, "10.0.0.2");
        awaitReach(guest1, "2001:db8::2");
        // Of these nobody has heard. What was asked before has crossed before, or not at all.
        assertThat(reaches(guest1, "10.0.0.77")).isFalse();
        assertThat(reaches(guest1, "2001:db8::77")).isFalse();
        await(questions, "10.0.0.77");
        await(questions, "2001:db8::77");
        assertThat(text(questions).lines().map(String::strip))
                .doesNotContain("10.0.0.1", "10.0.0.2", "2001:db8::1", "2001:db8::2");
    }
}
