package dev.evpnd.speaker.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.speaker.session.RemoteAs;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.IpAddress;

import org.junit.jupiter.api.Test;

class ConfigurationFileTest {

    @Test
    void readsAReflector() {
        var configuration =
                OneMachine.valid(
                        """
                        as: 65000
                        router-id: 192.168.33.12
                        peer-groups:
                          fabric:
                            remote-as: internal
                            route-reflector-client: true
                            update-source: 192.168.33.12
                        listen-ranges:
                          192.168.33.0/24: {group: fabric}
                        """);

        assertThat(configuration.rib().localAs()).isEqualTo(new Asn(65000));
        assertThat(configuration.rib().clusterId()).isEqualTo(BgpIdentifier.parse("192.168.33.12"));
        assertThat(configuration.listen()).containsExactly(ListenAddress.EVERYWHERE);
        var range = configuration.ranges().getFirst();
        assertThat(range.limit()).isEqualTo(100);
        assertThat(range.settings().group()).contains("fabric");
        assertThat(range.settings().client()).isTrue();
        assertThat(range.settings().session().remoteAs()).isEqualTo(RemoteAs.INTERNAL);
        assertThat(range.settings().transport().source())
                .contains(IpAddress.parse("192.168.33.12"));
    }

    @Test
    void hasAConfigurationForNoFile() {
        var configuration = ConfigurationFile.withoutFile(OneMachine.MACHINE);
        assertThat(configuration.ranges()).hasSize(2);
        assertThat(configuration.listen()).containsExactly(ListenAddress.everywhere(179));
        assertThat(configuration.ranges()).allMatch(range -> range.settings().client());
    }

    @Test
    void tellsAllFaultsOfAFileAtOnce() {
        assertThat(
                        OneMachine.faults(
                                """
                                as: 70000x
                                lissten: 1
                                neighbors:
                                  192.0.2.1:
                                    group: nobody
                                    timers: {hold: 2}
                                  192.0.2.1: {remote-as: internal}
                                  fe80::1: {remote-as: internal}
                                """))
                .containsExactly(
                        "f:1:5: as: expected an AS number such as 65000 or 64086.59905, found"
                                + " '70000x'",
                        "f:2:1: lissten: no such key, did you mean 'listen'?",
                        "f:5:12: neighbors[192.0.2.1].group: expected one of the peer-groups, found"
                                + " 'nobody'",
                        "f:6:20: neighbors[192.0.2.1].timers.hold: expected 0 or a number of"
                                + " seconds from 3 to 65535, found '2'",
                        "f:7:3: neighbors[192.0.2.1]: expected once, found again: first in line 4",
                        "f:8:3: neighbors[fe80::1]: expected an address, with an interface where it"
                                + " is link-local: fe80::1%eth0, found 'fe80::1'");
    }
}
