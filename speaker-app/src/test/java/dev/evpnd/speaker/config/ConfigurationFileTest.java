package dev.evpnd.speaker.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.instance.ImportTarget;
import dev.evpnd.rib.peer.LocalAs;
import dev.evpnd.speaker.neighbor.Neighbor;
import dev.evpnd.speaker.session.RemoteAs;
import dev.evpnd.speaker.session.SessionTimers;
import dev.evpnd.speaker.transport.TransportSettings.TtlRule;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.community.RouteTarget;
import dev.evpnd.wire.evpn.RouteDistinguisher;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Objects;

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
    void listensOnAPortOfItsOwnWhereItMayNotTakeThatOfBgp() {
        var machine = OneMachine.MACHINE;
        var unprivileged =
                new Machine(
                        machine.routerId(),
                        machine.name(),
                        machine.software(),
                        machine.subnets(),
                        false);
        assertThat(ConfigurationFile.withoutFile(unprivileged).listen())
                .containsExactly(ListenAddress.everywhere(1790));
    }

    @Test
    void hasAConfigurationForAMachineWithoutSubnets() {
        var machine = new Machine(OneMachine.MACHINE.routerId(), "a", "b", List.of(), true);
        assertThat(ConfigurationFile.withoutFile(machine).ranges()).isEmpty();
    }

    @Test
    void answersHttpWhereTheSectionIsThereAndNowhereOtherwise() {
        assertThat(OneMachine.valid("as: 65000").http().listen()).isEmpty();
        assertThat(OneMachine.valid("as: 65000\nhttp: {}").http().listen())
                .containsExactly(ListenAddress.parse("127.0.0.1:9179"));
        assertThat(
                        OneMachine.valid("as: 65000\nhttp: {listen: ['[::1]:80', 127.1.1.1]}")
                                .http()
                                .listen())
                .containsExactly(
                        ListenAddress.parse("127.1.1.1:9179"), ListenAddress.parse("[::1]:80"));
    }

    @Test
    void derivesWhatAnInstanceDoesNotSay() {
        var configuration = OneMachine.valid("as: 4200000001\nmac-vrfs: {100000: }");
        var macVrf = configuration.macVrfs().getFirst();
        assertThat(macVrf.routeDistinguisher())
                .isEqualTo(RouteDistinguisher.parse("192.0.2.254:34464"));
        assertThat(macVrf.exportTargets()).containsExactly(RouteTarget.parse("59905:100000"));
        assertThat(macVrf.importTargets())
                .containsExactly(new ImportTarget.AnyAdministrator(100000));
        assertThat(macVrf.vtep()).isEqualTo(IpAddress.parse("192.0.2.254"));
    }

    @Test
    void derivesRouteTargetsAsRfc8365Asks() {
        var configuration =
                OneMachine.valid(
                        "as: 65000\nvtep: {auto-route-target: rfc8365}\nmac-vrfs: {100: }");
        var macVrf = configuration.macVrfs().getFirst();
        assertThat(macVrf.exportTargets()).containsExactly(RouteTarget.parse("65000:268435556"));
        assertThat(macVrf.importTargets())
                .containsExactly(new ImportTarget.AnyAdministrator(268435556));
    }

    @Test
    void putsWhatAPeerSaysOverItsGroupAndThatOverTheDefaults() {
        var configuration =
                OneMachine.valid(
                        """
                        as: 65000
                        peer-defaults: {timers: {hold: 30, connect-retry: 5}, port: 1179, dscp: 0}
                        peer-groups:
                          g: {remote-as: 65001, timers: {hold: 60}, port: 1180, ttl-security: 3}
                        neighbors:
                          192.0.2.1: {group: g, timers: {delay-open: 2}, port: 1181}
                          192.0.2.2: {group: g, ebgp-multihop: 9}
                        """);
        var first = configuration.neighbors().getFirst().settings();
        assertThat(first.session().timers())
                .isEqualTo(new SessionTimers(60, 20, 3, 5, 2, 240, 1, 60, 0));
        assertThat(first.transport().port()).isEqualTo(1181);
        assertThat(first.transport().dscp()).isZero();
        assertThat(first.transport().ttl()).isEqualTo(new TtlRule.Security(3));
        var second = configuration.neighbors().getLast().settings();
        assertThat(second.transport().ttl()).isEqualTo(new TtlRule.Outgoing(9));
    }

    @Test
    void takesAwayWhatIsInheritedWhereAPeerSaysNull() {
        var configuration =
                OneMachine.valid(
                        """
                        as: 65000
                        policies: {x: [{action: permit}]}
                        peer-groups:
                          g:
                            remote-as: internal
                            description: of the group
                            password: secret
                            ttl-security: 3
                            policy: {in: x, out: x}
                            timers: {hold: 30, connect-retry: 5}
                            maximum-prefix: {l2vpn-evpn: {limit: 5}}
                        neighbors:
                          192.0.2.1:
                            group: g
                            description: null
                            password: null
                            ttl-security: null
                            policy: {in: null}
                            timers: {hold: null}
                            maximum-prefix: {l2vpn-evpn: null}
                          192.0.2.2: {group: g, policy: null, timers: null, ttl: 7, ttl-security: null}
                          192.0.2.3: {group: g, policy: , timers: }
                        """);
        var settings = configuration.neighbors().stream().map(Neighbor::settings).toList();
        var first = settings.get(0);
        assertThat(first.description()).isEmpty();
        assertThat(first.transport().password()).isEmpty();
        assertThat(first.transport().ttl()).isEqualTo(new TtlRule.Outgoing(64));
        assertThat(first.routes().imports().policy()).isNull();
        assertThat(first.routes().exports().policy()).isNotNull();
        assertThat(first.session().timers())
                .isEqualTo(new SessionTimers(90, 30, 3, 5, 0, 240, 1, 60, 0));
        assertThat(first.routes().imports().limits()).isEmpty();
        var second = settings.get(1);
        assertThat(second.routes().exports().policy()).isNull();
        assertThat(second.session().timers()).isEqualTo(SessionTimers.DEFAULT);
        assertThat(second.transport().ttl()).isEqualTo(new TtlRule.Outgoing(7));
        // A section in which nothing is said says nothing.
        assertThat(settings.get(2).routes().exports().policy()).isNotNull();
        assertThat(settings.get(2).session().timers().hold()).isEqualTo(30);
    }

    @Test
    void aGroupTakesAwayWhatTheDefaultsSayAndAPeerMaySayItAgain() {
        var configuration =
                OneMachine.valid(
                        """
                        as: 65000
                        peer-defaults: {remote-as: internal, password: secret, timers: {hold: 30}}
                        peer-groups:
                          g: {password: null, timers: null}
                        neighbors:
                          192.0.2.1: {group: g}
                          192.0.2.2: {group: g, password: other, timers: {connect-retry: 5}}
                        """);
        var first = configuration.neighbors().getFirst().settings();
        assertThat(first.transport().password()).isEmpty();
        assertThat(first.session().timers().hold()).isEqualTo(90);
        var second = configuration.neighbors().getLast().settings();
        assertThat(second.transport().password()).contains("other");
        assertThat(second.session().timers().hold()).isEqualTo(90);
    }

    @Test
    void saysWhereNullTakesNothingAwayAndWhereAValueWasForgotten() {
        assertThat(
                        OneMachine.faults(
                                """
                                as: null
                                router-id: null
                                peer-groups:
                                  g: {remote-as: internal, password: }
                                neighbors:
                                  192.0.2.1: {group: g, remote-as: null}
                                listen-ranges:
                                  192.0.2.0/24: {group: null}
                                """))
                .containsExactlyInAnyOrder(
                        "f:1:5: as: expected an AS number such as 65000 or 64086.59905, found null",
                        "f:2:12: router-id: expected an identifier such as 192.0.2.1, found null",
                        "f:4:37: peer-groups[g].password: expected a line of 1 to 80 octets, found"
                                + " nothing",
                        "f:8:25: listen-ranges[192.0.2.0/24].group: expected a name of 1 to 64"
                                + " letters, digits, hyphens, dots and underscores, found null",
                        "f:6:14: neighbors[192.0.2.1]: expected the key 'remote-as' here or in its"
                                + " group, found none");
    }

    @Test
    void isInAnotherAsForAPeerThatTakesItToBe() {
        var configuration =
                OneMachine.valid(
                        """
                        as: 65000
                        peer-groups: {g: {local-as: {as: 65001, replace-as: true}}}
                        neighbors:
                          192.0.2.1: {remote-as: 65000, local-as: 65001}
                          192.0.2.2: {remote-as: internal, local-as: 65001}
                          192.0.2.3: {remote-as: 65001, local-as: 65001, route-reflector-client: true}
                          192.0.2.4: {group: g, remote-as: 65002, local-as: 65003}
                          192.0.2.5: {group: g, remote-as: 65002, local-as: {prepend: false}}
                          192.0.2.6: {group: g, remote-as: 65002, local-as: null}
                        """);
        var settings = configuration.neighbors().stream().map(Neighbor::settings).toList();
        assertThat(settings)
                .extracting(each -> each.session().localAs().number())
                .containsExactly(65001, 65001, 65001, 65003, 65001, 65000);
        // By the TTL, whether the peer is external.
        assertThat(settings)
                .extracting(each -> each.transport().ttl())
                .extracting(ttl -> ttl.equals(new TtlRule.Outgoing(1)))
                .containsExactly(true, false, false, true, true, true);
        assertThat(settings)
                .extracting(each -> each.routes().imports().localAs())
                .containsExactly(
                        new LocalAs(new Asn(65001), true, false),
                        new LocalAs(new Asn(65001), true, false),
                        new LocalAs(new Asn(65001), true, false),
                        new LocalAs(new Asn(65003), true, true),
                        new LocalAs(new Asn(65001), false, true),
                        null);
        assertThat(settings)
                .allMatch(
                        each ->
                                Objects.equals(
                                        each.routes().imports().localAs(),
                                        each.routes().exports().localAs()));
    }

    @Test
    void saysWhatIsWrongAboutAnotherAs() {
        assertThat(
                        OneMachine.faults(
                                """
                                as: 65000
                                neighbors:
                                  192.0.2.1: {remote-as: 65001, local-as: 65000}
                                  192.0.2.2: {remote-as: 65001, local-as: {prepend: false}}
                                  192.0.2.3: {remote-as: 65001, local-as: x}
                                  192.0.2.4: {remote-as: 65001, local-as: {as: 65001},
                                              route-server-client: true}
                                """))
                .containsExactly(
                        "f:3:43: neighbors[192.0.2.1].local-as: expected another AS than this"
                                + " speaker's, found 65000",
                        "f:4:43: neighbors[192.0.2.2].local-as: expected the key 'as', found none",
                        "f:5:43: neighbors[192.0.2.3].local-as: expected an AS number such as 65000"
                                + " or 64086.59905, found 'x'",
                        "f:7:36: neighbors[192.0.2.4].route-server-client: expected an external peer"
                                + " for 'route-server-client', found remote-as 65001");
    }

    @Test
    void reachesAnExternalPeerInOneHopWhereNothingElseIsSaid() {
        var configuration =
                OneMachine.valid(
                        """
                        as: 65000
                        neighbors:
                          192.0.2.1: {remote-as: external}
                          192.0.2.2: {remote-as: 65000}
                        """);
        assertThat(configuration.neighbors())
                .extracting(each -> each.settings().transport().ttl())
                .containsExactly(new TtlRule.Outgoing(1), new TtlRule.Outgoing(64));
    }

    @Test
    void knowsWhichOtherClusterIdsItPutsIntoRoutes() {
        var configuration =
                OneMachine.valid(
                        """
                        as: 65000
                        cluster-id: 7
                        neighbors:
                          192.0.2.1: {remote-as: internal, cluster-id: 7}
                          192.0.2.2: {remote-as: internal, cluster-id: 8}
                        """);
        assertThat(configuration.rib().clusterIds()).containsExactly(new BgpIdentifier(8));
    }

    @Test
    void showsNoPassword() {
        var configuration =
                OneMachine.valid(
                        "as: 65000\nneighbors:\n"
                                + "  192.0.2.1: {remote-as: internal, password: hunter2}");
        assertThat(configuration.neighbors().getFirst().settings().transport().password())
                .contains("hunter2");
        assertThat(configuration.toString()).contains("password=set").doesNotContain("hunter2");
    }

    @Test
    void readsJson() {
        assertThat(OneMachine.valid("{\"as\": 65000, \"listen\": [\"192.0.2.1\"]}").listen())
                .containsExactly(ListenAddress.parse("192.0.2.1:179"));
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
