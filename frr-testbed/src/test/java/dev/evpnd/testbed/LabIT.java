package dev.evpnd.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.testbed.host.EngineChoice;
import dev.evpnd.testbed.host.Host;
import dev.evpnd.testbed.host.Waiting;
import dev.evpnd.testbed.junit.NeedsPeers;
import dev.evpnd.testbed.peer.Neighbor;
import dev.evpnd.testbed.peer.PeerConfiguration;
import dev.evpnd.testbed.peer.PeerKind;
import dev.evpnd.testbed.peer.RunningPeer;
import dev.evpnd.testbed.route.EvpnKey;
import dev.evpnd.testbed.route.EvpnRoute;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;

class LabIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Test
    @NeedsPeers({PeerKind.FRR_10_7, PeerKind.EXABGP})
    void leavesNothingBehind() {
        Path directory;
        String namespace;
        long daemon;
        long other;
        try (var lab = Lab.open()) {
            lab.host().loopback(Star.REFLECTOR, "2001:db8::1");
            directory = lab.directory();
            namespace = lab.host().namespace();
            var neighbor = Neighbor.of(Star.LEFT, Star.AS);
            var configuration = PeerConfiguration.of(Star.AS, Star.REFLECTOR, neighbor);
            daemon = lab.start(PeerKind.FRR_10_7, configuration).program().pid();
            other = lab.run("sleep", "1000").pid();
            assertThat(ProcessHandle.of(other)).isPresent();
        }
        assertThat(directory).doesNotExist();
        assertThat(EngineChoice.ofThisMachine().orThrow().namespaces()).doesNotContain(namespace);
        assertThat(ProcessHandle.of(daemon)).isEmpty();
        assertThat(ProcessHandle.of(other)).isEmpty();
    }

    /// Two FRR with zebra on kernels of their own: what the kernel has, the other is told.
    @Test
    @NeedsPeers({PeerKind.FRR_8_4, PeerKind.FRR_10_7})
    void hasVteps() {
        try (var lab = Lab.open()) {
            var one = lab.addHost("one");
            var two = lab.addHost("two");
            lab.link(one, "wire", two, "wire");
            var left = vtep(lab, one, PeerKind.FRR_8_4, "192.0.2.1", "192.0.2.2");
            var right = vtep(lab, two, PeerKind.FRR_10_7, "192.0.2.2", "192.0.2.1");
            right.awaitEstablished("192.0.2.1");
            one.ip("link", "add", "port", "type", "veth", "peer", "name", "guest");
            one.ip("link", "set", "port", "master", "bridge", "up");
            one.ip("link", "set", "guest", "up");
            one.exec("bridge", "fdb", "add", "02:00:00:00:00:aa", "dev", "port", "master", "static")
                    .orThrow();

            var rd = "192.0.2.1:2";
            assertThat(seenBy(right, EvpnKey.inclusiveMulticast(rd, 0, "192.0.2.1"))).isTrue();
            assertThat(seenBy(right, EvpnKey.macIp(rd, 0, "02:00:00:00:00:aa", null))).isTrue();
            assertThat(
                            Waiting.until(
                                    LIMIT,
                                    () ->
                                            two.exec("bridge", "fdb", "show", "dev", "vxlan")
                                                    .orThrow()
                                                    .contains("02:00:00:00:00:aa dst 192.0.2.1")))
                    .as("the kernel of the other is told")
                    .isTrue();
            var other = EvpnKey.inclusiveMulticast("192.0.2.2:2", 0, "192.0.2.2");
            assertThat(seenBy(left, other)).isTrue();
        }
    }

    private static boolean seenBy(RunningPeer peer, EvpnKey key) {
        return Waiting.until(
                LIMIT,
                () ->
                        peer.evpnRoutes().stream()
                                .map(EvpnRoute::key)
                                .collect(Collectors.toSet())
                                .contains(key));
    }

    private static RunningPeer vtep(
            Lab lab, Host host, PeerKind kind, String address, String neighbor) {
        host.address("wire", address + "/24");
        host.ip("link", "add", "bridge", "type", "bridge");
        host.ip("link", "set", "bridge", "up");
        host.ip(
                ("link add vxlan type vxlan id 100 local " + address + " dstport 4789 nolearning")
                        .split(" ", -1));
        host.ip("link", "set", "vxlan", "master", "bridge", "up");
        var configuration =
                PeerConfiguration.of(Star.AS, address, Neighbor.of(neighbor, Star.AS)).onKernel();
        return lab.start(host, kind, configuration);
    }
}
