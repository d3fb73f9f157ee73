package dev.evpnd.testbed.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.testbed.Lab;
import dev.evpnd.testbed.junit.PeersCondition;
import dev.evpnd.testbed.peer.Availability;
import dev.evpnd.testbed.peer.Neighbor;
import dev.evpnd.testbed.peer.PeerConfiguration;
import dev.evpnd.testbed.peer.PeerKind;
import dev.evpnd.testbed.route.EvpnKey;
import dev.evpnd.testbed.route.EvpnRoute;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

class ContainerEngineIT extends EngineContract {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static Engine engine = new NativeEngine();

    @BeforeAll
    static void find() {
        engine = PeersCondition.require("containers", ContainerEngine.find());
    }

    @Override
    Engine engine() {
        return engine;
    }

    /// A session over a link, and a route: FRR in one container, GoBGP in another.
    @Test
    void runsPeers() {
        for (var kind : List.of(PeerKind.FRR_10_7, PeerKind.GOBGP)) {
            var available = Availability.of(kind, engine);
            Assumptions.assumeTrue(
                    available instanceof Availability.Available, () -> String.valueOf(available));
        }
        try (var lab = Lab.open(engine)) {
            var one = lab.host().address("lo", "198.51.100.1/32");
            var two = lab.addHost("two").address("lo", "198.51.100.2/32");
            lab.link(one, "wire", two, "wire");
            one.address("wire", "192.0.2.1/24")
                    .ip("route", "add", "198.51.100.2", "via", "192.0.2.2");
            two.address("wire", "192.0.2.2/24")
                    .ip("route", "add", "198.51.100.1", "via", "192.0.2.1");
            var frr =
                    lab.start(
                            one,
                            PeerKind.FRR_10_7,
                            PeerConfiguration.of(
                                    65000, "198.51.100.1", Neighbor.of("198.51.100.2", 65000)));
            var gobgp =
                    lab.start(
                            two,
                            PeerKind.GOBGP,
                            PeerConfiguration.of(
                                    65000, "198.51.100.2", Neighbor.of("198.51.100.1", 65000)));
            gobgp.awaitEstablished("198.51.100.1");
            var mac = EvpnKey.macIp("198.51.100.2:2", 0, "02:00:00:00:00:01", null);
            gobgp.announce(EvpnRoute.of(mac, List.of(100L), "rt:65000:100", "encapsulation:8"));
            assertThat(Waiting.until(LIMIT, () -> !frr.evpnRoutes(mac).isEmpty())).isTrue();
        }
    }

    @Test
    void makesAnImageAnewWhenItIsOutOfDate(@TempDir Path root) throws IOException {
        var docker = Docker.connect();
        Files.writeString(root.resolve(".stamp"), "recipe");
        Files.writeString(root.resolve(".packages"), "frr 1");
        var directory = new Root.Directory(root);
        var old = new Images(docker).of(directory);
        assertThat(new Images(docker).of(directory)).isEqualTo(old);
        Files.writeString(root.resolve(".packages"), "frr 2");
        var images = new Images(docker);
        var now = images.of(directory);
        try {
            assertThat(now).isNotEqualTo(old);
            assertThat(images.names(root.getFileName() + "-*")).containsExactly(now);
        } finally {
            images.remove(now);
        }
    }

    @Test
    void pullsAPublishedImageThatIsNotThere() throws IOException {
        var images = new Images(Docker.connect());
        String name;
        try (var registry = new SmallRegistry()) {
            name = registry.image();
            assertThat(images.of(new Root.Image(name))).isEqualTo(name);
        }
        // It is there now: nobody is asked for it.
        assertThat(new Images(Docker.connect()).of(new Root.Image(name))).isEqualTo(name);
        images.remove(name);
    }

    @Test
    void saysWhyAnImageIsNotToBeHad(@TempDir Path root) {
        assertThat(engine.refuses(new Root.Directory(root)))
                .hasValueSatisfying(it -> assertThat(it).contains("not made by", root.toString()));
        var nowhere = new Root.Image("127.0.0.1:1/nothing:1");
        assertThat(engine.refuses(nowhere))
                .hasValueSatisfying(
                        it -> assertThat(it).startsWith("cannot pull 127.0.0.1:1/nothing:1: "));
    }
}
