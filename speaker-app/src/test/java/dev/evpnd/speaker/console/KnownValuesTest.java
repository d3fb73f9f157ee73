package dev.evpnd.speaker.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.instance.Vni;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.stream.IntStream;

/// What is offered to whoever is about to write a value: those that are here and begin so.
class KnownValuesTest {
    private static final ConsoleWithPeers PEERS = Tenants.withRoutesOfOtherVteps(3);
    private static final Vni CROWDED = new Vni(200);

    @BeforeAll
    static void crowd() {
        PEERS.announce(Transcript.announced("frr-10.7.1-segments"));
        PEERS.change(
                rib ->
                        IntStream.range(0, 300)
                                .forEach(
                                        each -> {
                                            var mac = new MacAddress(0x02_00_00_00_00_00L + each);
                                            var instances = rib.instances();
                                            instances.macLearned(CROWDED, mac, 3, false, 0);
                                            instances.neighborLearned(
                                                    CROWDED,
                                                    IpAddress.parse(
                                                            "10.%d.0.1".formatted(each % 250)),
                                                    mac,
                                                    false,
                                                    0);
                                        }));
    }

    @AfterAll
    static void close() {
        PEERS.close();
    }

    @ParameterizedTest
    @CsvSource({
        // VNIs: of those that the command can be about.
        "'show evpn vni ', 100 200 4001",
        "'show bgp evpn vni ', 100 200 4001",
        "'show evpn mac vni ', 100 200",
        "'show evpn arp-cache vni 1', 100",
        "'clear evpn dup-addr vni ', 100 200",
        "'show evpn rmac vni ', 4001",
        "'show evpn next-hops vni ', 4001",
        "'show evpn next-hops vni 1', ''",
        "'show vrf ', default",
        "'show bgp vrf d', default",
        // MAC addresses of the VNI.
        "'show evpn mac vni 100 mac 00:aa:00:00:00:0', 00:aa:00:00:00:04 00:aa:00:00:00:05"
                + " 00:aa:00:00:00:06 00:aa:00:00:00:07 00:aa:00:00:00:0e 00:aa:00:00:00:0f",
        "'show evpn mac vni 100 mac 00:aa:00:00:00:1', 00:aa:00:00:00:10",
        "'show evpn mac vni 100 mac 00:AA', ''",
        "'show evpn mac vni 100 mac nonsense', ''",
        "'clear evpn dup-addr vni 200 mac 02:00:00:00:01:2b', 02:00:00:00:01:2b",
        "'show evpn rmac vni 4001 mac ', 00:01:02:03:04:05 02:00:00:00:00:33 44:38:39:22:01:7a",
        "'show evpn rmac vni 4001 mac 4', 44:38:39:22:01:7a",
        // IP addresses of the VNI, and of IP-VRFs.
        "'show evpn arp-cache vni 100 ip ', 10.1.0.4 10.1.0.6 10.1.0.14 10.1.0.15 10.1.0.16"
                + " 2001:db8:1::4 2001:db8:1::14",
        "'show evpn arp-cache vni 100 ip 10.1.0.1', 10.1.0.14 10.1.0.15 10.1.0.16",
        "'show evpn arp-cache vni 100 ip 2001:db8:1::', 2001:db8:1::4 2001:db8:1::14",
        "'show evpn arp-cache vni 100 ip 2001:db8:1::1', 2001:db8:1::14",
        "'clear evpn dup-addr vni 200 ip 10.24', 10.24.0.1 10.240.0.1 10.241.0.1 10.242.0.1"
                + " 10.243.0.1 10.244.0.1 10.245.0.1 10.246.0.1 10.247.0.1 10.248.0.1 10.249.0.1",
        "'show evpn next-hops vni 4001 ip 1', 192.168.33.16 192.168.33.17 192.168.33.18",
        "'show evpn next-hops vni 4001 ip :', ::ffff:192.168.33.16 ::ffff:192.168.33.17",
        // VTEPs: those that get copies, and those that do not.
        "'show evpn mac vni 100 vtep ', 192.168.33.16 192.168.33.17 192.168.33.18",
        "'show evpn mac vni all vtep 192.168.33.17', 192.168.33.17",
        "'show evpn mac vni 200 vtep ', ''",
        // Of routes.
        "'show bgp evpn rd 192.168.33.1', 192.168.33.15:2 192.168.33.15:3 192.168.33.15:7"
                + " 192.168.33.16:2 192.168.33.16:4 192.168.33.16:9 192.168.33.17:2"
                + " 192.168.33.17:4 192.168.33.17:9 192.168.33.18:2 192.168.33.18:4",
        "'show bgp evpn route rd 192.168.33.16:4 prefix 10.', 10.2.0.0/24 10.3.0.0/24 10.4.4.4/32",
        "'show bgp evpn route rd 192.168.33.17:2 mac ', 00:aa:00:00:00:0f",
        "'show bgp evpn route mac 00:aa:00:00:00:07 ip ', ''",
        "'show bgp evpn route rd 192.168.33.16:2 mac 00:aa:00:00:00:0e ip ', 10.1.0.14"
                + " 2001:db8:1::14",
        "'monitor bgp evpn mac 00:aa:00:00:00:07', 00:aa:00:00:00:07",
    })
    void thoseAreOfferedThatAreHereAndBeginSo(String line, String values) {
        assertThat(PEERS.offered(line))
                .isEqualTo(values.isEmpty() ? List.of() : List.of(values.split(" ")));
    }

    @Test
    void ofManyTheFirstAreOffered() {
        var macs = PEERS.offered("show evpn mac vni 200 mac ");
        assertThat(macs).hasSize(100).startsWith("02:00:00:00:00:00").endsWith("02:00:00:00:00:63");
        assertThat(PEERS.offered("show evpn arp-cache vni 200 ip 10.1"))
                .hasSize(100)
                .startsWith("10.1.0.1", "10.10.0.1")
                .endsWith("10.188.0.1");
    }
}
