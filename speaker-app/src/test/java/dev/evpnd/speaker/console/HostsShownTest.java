package dev.evpnd.speaker.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.instance.Vni;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is shown of hosts that no FRR was there to be asked about.
class HostsShownTest {
    private static final Vni VNI = new Vni(100);
    private static final MacAddress GATEWAY = MacAddress.parse("02:00:00:00:00:01");
    private static final MacAddress HOST = MacAddress.parse("02:00:00:00:00:02");

    private final ConsoleWithPeers peers = new ConsoleWithPeers();

    @BeforeEach
    void learn() {
        peers.change(
                rib -> {
                    rib.configure(ConsoleWithPeers.macVrf(100, 2));
                    var instances = rib.instances();
                    instances.ownMac(VNI, GATEWAY, 3, true, 0);
                    instances.neighborLearned(VNI, IpAddress.parse("10.1.0.1"), GATEWAY, true, 0);
                    // Of a MAC address that is at no port.
                    instances.neighborLearned(VNI, IpAddress.parse("10.1.0.2"), HOST, false, 0);
                });
    }

    @AfterEach
    void close() {
        peers.close();
    }

    /// It is not announced as sticky, though it stays here.
    @Test
    void theGatewayOfTheHostsHereIsShownAsSuch() {
        assertThat(peers.answer("show evpn mac vni 100 detail"))
                .contains("MAC: 02:00:00:00:00:01\n", " Default-gateway Mac \n")
                .doesNotContain("Sticky");
        assertThat(peers.answer("show evpn mac vni 100 detail json"))
                .contains("\"defaultGateway\":true")
                .doesNotContain("stickyMac");
        assertThat(peers.answer("show evpn arp-cache vni 100 ip 10.1.0.1"))
                .contains(" Type: local\n", " Flags: Default-gateway\n");
        assertThat(peers.answer("show evpn arp-cache vni 100 ip 10.1.0.1 json"))
                .contains("\"defaultGateway\":true");
    }

    @Test
    void anAddressThatIsNowhereIsBehindNoVtep() {
        assertThat(peers.answer("show evpn arp-cache vni 100"))
                .containsPattern("10\\.1\\.0\\.2 +auto +inactive +0/0\n");
        assertThat(peers.answer("show evpn arp-cache vni 100 ip 10.1.0.2"))
                .contains(" Type: auto\n State: inactive\n")
                .doesNotContain("Remote VTEP");
        assertThat(peers.answer("show evpn arp-cache vni 100 json")).doesNotContain("remoteVtep");
    }
}
