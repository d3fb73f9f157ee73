package dev.evpnd.speaker.daemon;

import static dev.evpnd.speaker.Eventually.until;
import static dev.evpnd.speaker.daemon.ReloadedDaemon.neighbors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.wire.message.Update;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.Objects;
import java.util.stream.StreamSupport;

/// `show bgp evpn update-groups` and `show memory` of real sessions.
@Timeout(60)
class UpdateGroupsTest {
    private static final String ONE = "127.0.0.9";
    private static final String OTHER = "127.0.0.10";
    private static final String THIRD = "127.0.0.11";

    @RegisterExtension final ReloadedDaemon reloaded = new ReloadedDaemon();

    private Operated start() throws Exception {
        return new Operated(
                reloaded.start(
                        reloaded.configuration(
                                neighbors(
                                        ONE + ": {}",
                                        OTHER + ": {}",
                                        THIRD + ": {route-reflector-client: false}"))));
    }

    private static JsonNode json(Operated operated, String command) {
        return new JsonMapper().readTree(operated.answer(command + " json"));
    }

    @Test
    void peersThatAreToldTheSameAreAGroup() throws Exception {
        var operated = start();
        assertThat(operated.answer("show bgp evpn update-groups")).isEmpty();
        try (var one = reloaded.connect(ONE).establish();
                var other = reloaded.connect(OTHER).establish();
                var third = reloaded.connect(THIRD).establish()) {
            assertThat(third).isNotNull();
            until(() -> reloaded.status(THIRD).peer() != null);
            one.send(one.update(1));
            while (!(Objects.requireNonNull(other.receive()) instanceof Update update
                    && update.mpReach().isPresent())) {
                // Signs of life, and the end of what there was.
            }
            until(
                    () ->
                            operated.answer("show bgp l2vpn evpn update-groups")
                                    .equals(
                                            """
                                            Update-group 0:
                                              MRAI value (seconds): 0

                                              Update-subgroup 0:
                                                Packet queue length: 0
                                                Total packets enqueued: 1
                                                Max packet size: 4096
                                                Peers:
                                                  - 127.0.0.9
                                                  - 127.0.0.10
                                            Update-group 1:
                                              MRAI value (seconds): 0

                                              Update-subgroup 1:
                                                Packet queue length: 0
                                                Total packets enqueued: 1
                                                Max packet size: 4096
                                                Peers:
                                                  - 127.0.0.11
                                            """));
            var group = json(operated, "show bgp evpn update-groups").at("/default/0/subGroup/0");
            assertThat(group.get("peers").toString()).isEqualTo("[\"127.0.0.9\",\"127.0.0.10\"]");
            assertThat(group.at("/packetQueueInfo/totalEnqueued").intValue()).isEqualTo(1);
            assertThat(group.get("catchingUp").intValue()).isZero();
        }
        until(() -> operated.answer("show bgp evpn update-groups").isEmpty());
    }

    private static JsonNode table(JsonNode memory, String name) {
        return StreamSupport.stream(memory.get("tables").spliterator(), false)
                .filter(each -> each.get("family").asString().equals("L2VPN EVPN"))
                .filter(each -> each.get("table").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void memoryIsToldByWhatItIsFor() throws Exception {
        var operated = start();
        var before = json(operated, "show memory");
        assertThat(table(before, "paths").get("rows").intValue()).isZero();
        try (var one = reloaded.connect(ONE).establish()) {
            one.send(one.update(1, 2, 3));
            until(() -> operated.answer("show bgp evpn route | count").startsWith("3 prefixes"));
            var memory = json(operated, "show memory");
            assertThat(table(memory, "destinations").get("rows").intValue()).isEqualTo(3);
            assertThat(table(memory, "paths").get("rows").intValue()).isEqualTo(3);
            assertThat(table(memory, "attribute-sets").get("rows").intValue()).isPositive();
            assertThat(table(memory, "remainders").get("rows").intValue()).isEqualTo(1);
            for (var name : new String[] {"destinations", "paths", "attribute-sets"}) {
                assertThat(table(memory, name).get("taken").longValue())
                        .as(name)
                        .isGreaterThan(table(before, name).get("taken").longValue());
            }
            assertThat(memory.at("/heap/used").longValue()).isPositive();
            assertThat(memory.at("/threads/now").intValue()).isPositive();
            assertThat(memory.get("socketBuffers").longValue()).isPositive();
        }
        assertThat(operated.answer("show memory"))
                .contains(
                        "Heap  ",
                        "\nall of it  ",
                        "\nL2VPN EVPN     destinations  ",
                        "\nThreads: ");
    }
}
