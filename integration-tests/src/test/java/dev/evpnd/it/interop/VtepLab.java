package dev.evpnd.it.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.testbed.Lab;
import dev.evpnd.testbed.host.Host;
import dev.evpnd.testbed.host.Waiting;
import dev.evpnd.testbed.peer.Neighbor;
import dev.evpnd.testbed.peer.PeerConfiguration;
import dev.evpnd.testbed.peer.PeerKind;
import dev.evpnd.testbed.peer.RunningPeer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/// An underlay with evpnd as its reflector, 192.0.2.12, and whatever VTEPs and guests are put
/// there: each in a namespace of its own, gone when it is closed.
final class VtepLab implements AutoCloseable {
    private static final String REFLECTOR =
            """
            as: 65000
            router-id: 192.0.2.12
            peer-groups:
              fabric: {remote-as: internal, route-reflector-client: true}
            listen-ranges:
              192.0.2.0/24: {group: fabric}
            """;

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Lab lab = Lab.open();
    private final EvpndProgram reflector;

    VtepLab() {
        this(false);
    }

    /// @param restartsGracefully whether the reflector does, and asks its clients to keep its
    ///   routes
    VtepLab(boolean restartsGracefully) {
        lab.host().ip("link", "add", "underlay", "type", "bridge");
        lab.host().ip("link", "set", "underlay", "up");
        reflector =
                EvpndProgram.start(
                        router("reflector", 12),
                        restartsGracefully ? gracefully(REFLECTOR) : REFLECTOR);
    }

    @Override
    public void close() {
        lab.close();
    }

    EvpndProgram reflector() {
        return reflector;
    }

    Host host(String name) {
        return lab.addHost(name);
    }

    /// A host of the underlay.
    ///
    /// @param address the last octet of its own
    private Host router(String name, int address) {
        var router = lab.addHost(name);
        router.link("eth0", lab.host(), name);
        lab.host().ip("link", "set", name, "master", "underlay");
        return router.address("eth0", "192.0.2." + address + "/24");
    }

    /// One with a bridge, br1, and a VXLAN device for VNI 100.
    Host vtep(String name, int address) {
        var vtep = router(name, address);
        vtep.ip("link", "add", "br1", "type", "bridge");
        vtep.ip("link", "set", "br1", "up");
        device(vtep, "vxlan100", 100, address);
        return vtep;
    }

    static void device(Host vtep, String name, int vni, int address) {
        vtep.ip(
                "link add %s type vxlan id %d dstport 4789 local 192.0.2.%d nolearning"
                        .formatted(name, vni, address)
                        .split(" "));
        vtep.ip("link", "set", name, "master", "br1", "up");
    }

    /// A new host behind a port of a VTEP's bridge that has its name.
    Host guest(String name, Host vtep, String mac, String address) {
        var guest = lab.addHost(name);
        plug(guest, "eth0", vtep, name, mac);
        return guest.address("eth0", address + "/24");
    }

    static void plug(Host guest, String link, Host vtep, String port, String mac) {
        guest.link(link, vtep, port);
        guest.ip("link", "set", link, "address", mac);
        vtep.ip("link", "set", port, "master", "br1");
    }

    /// Of evpnd on a VTEP.
    ///
    /// @param kernel keys of `vtep.kernel`
    static String configuration(int address, String kernel) {
        return configuration(address, kernel, "");
    }

    /// @param more keys of `vtep`, each with a comma behind it
    static String configuration(int address, String kernel, String more) {
        return """
               as: 65000
               router-id: 192.0.2.%d
               neighbors:
                 192.0.2.12: {remote-as: internal, timers: {connect-retry: 1}}
               vtep: {advertise-all-vni: true, %s kernel: {%s}}
               """
                .formatted(address, more, kernel);
    }

    /// The same configuration with graceful restart, RFC 4724, on either side of each session.
    static String gracefully(String configuration) {
        return configuration.replace(
                        "remote-as: internal",
                        "remote-as: internal, graceful-restart: {mode: restarter}")
                + "graceful-restart: {preserve-forwarding: true}\n";
    }

    /// Starts FRR with zebra on a VTEP, a client of the reflector.
    RunningPeer frr(Host vtep, PeerKind kind, int address) {
        return lab.start(
                vtep,
                kind,
                PeerConfiguration.of(65000, "192.0.2." + address, Neighbor.of("192.0.2.12", 65000))
                        .onKernel());
    }

    /// Has the kernel say more than is heard by one with little room for it.
    static void shout(Host vtep, String port, int number) {
        var batch = vtep.newDirectory("batch").resolve("lines");
        var lines = new StringBuilder();
        for (var word : List.of("add", "del")) {
            for (int i = 0; i < 2_000; i++) {
                lines.append(
                        "fdb %s 02:00:00:0%d:%02x:%02x dev %s master static\n"
                                .formatted(word, number, i >> 8, i & 0xff, port));
            }
        }
        try {
            Files.writeString(batch, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        vtep.exec("bridge", "-batch", batch.toString()).orThrow();
    }

    /// Kills evpnd without a warning, and starts it again.
    static void killAndRestart(EvpndProgram daemon) {
        daemon.program().signal("KILL");
        assertThat(Waiting.until(LIMIT, () -> !daemon.program().isAlive())).isTrue();
        daemon.restart();
    }

    /// The entries of a bridge and its ports for an address, in the order of the text.
    static String entries(Host vtep, String mac) {
        return vtep.exec("bridge", "fdb", "show")
                .orThrow()
                .lines()
                .map(String::strip)
                .filter(each -> each.startsWith(mac))
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    static boolean reaches(Host from, String address) {
        return from.exec("ping", "-c", "1", "-W", "1", address).succeeded();
    }
}
