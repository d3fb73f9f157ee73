package dev.evpnd.speaker.show;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.speaker.kernel.LinkHistory;
import dev.evpnd.speaker.kernel.VxlanDevice;
import dev.evpnd.speaker.kernel.VxlanDevice.Segment;
import dev.evpnd.speaker.netlink.Link;
import dev.evpnd.speaker.netlink.LinkAddress;
import dev.evpnd.speaker.query.Moment;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.json.JsonMapper;

import java.io.StringWriter;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What FRR 10.7.1 printed of VXLAN devices, and what evpnd prints of the same.
class VxlanDeviceTextTest {
    private static final Moment MOMENT =
            new Moment(
                    LocalDateTime.of(2026, 11, 30, 20, 46, 15)
                            .atZone(ZoneId.systemDefault())
                            .toInstant(),
                    100_000);

    private static final LinkHistory.Changes NEVER =
            new LinkHistory.Changes(0, OptionalLong.empty(), 0, OptionalLong.empty());

    private static final IpAddress LOCAL = IpAddress.parse("192.168.33.15");

    private static Link.Vxlan vxlan(int vni, @Nullable IpAddress local, @Nullable String group) {
        var to = group == null ? null : IpAddress.parse(group);
        return new Link.Vxlan(vni, local, to, 4789, false, vni == 0, vni == 0);
    }

    private static Link link(
            int index, String name, String mac, int mtu, boolean isUp, Link.Vxlan kind) {
        return new Link(
                index, name, MacAddress.parse(mac), mtu, 1000, isUp, isUp, 0, 0, kind, null);
    }

    private static Optional<Link> bridge(String name) {
        return Optional.of(
                new Link(
                        3,
                        name,
                        new MacAddress(3),
                        1500,
                        1000,
                        true,
                        true,
                        0,
                        0,
                        new Link.Bridge(true),
                        null));
    }

    private static List<LinkAddress> addresses(String... all) {
        return List.of(all).stream()
                .map(each -> each.split("/", 2))
                .map(
                        each ->
                                new LinkAddress(
                                        7, IpAddress.parse(each[0]), Integer.parseInt(each[1])))
                .toList();
    }

    private static String text(VxlanDevice device) {
        return new VxlanDeviceText(device, MOMENT).text();
    }

    private static VxlanDevice ofAllVnis() {
        var kind = vxlan(0, LOCAL, null);
        return new VxlanDevice(
                link(3, "vxlan", "ce:1e:7c:48:be:cf", 1500, true, kind),
                kind,
                bridge("br1"),
                "",
                addresses("fe80::cc1e:7cff:fe48:becf/64"),
                List.of(
                        new Segment(100, 10, Optional.empty()),
                        new Segment(200, 20, Optional.empty())),
                NEVER);
    }

    @Test
    void oneOfAllVnisOfAVlanAwareBridge() {
        assertThat(text(ofAllVnis()))
                .isEqualTo(
                        """
                        Interface vxlan is up, line protocol is up
                          Link ups:       0    last: (never)
                          Link downs:     0    last: (never)
                          Total Carrier Changes: 0
                          vrf: default
                          index 3 metric 0 mtu 1500 speed 0 txqlen 1000
                          flags: <UP,LOWER_UP,BROADCAST,RUNNING,MULTICAST>
                          MPLS  Not specified by CLI
                          Multicast config is Not specified by CLI
                          Shutdown config is Not specified by CLI
                          Type: Ethernet
                          HWaddr: ce:1e:7c:48:be:cf
                          inet6 fe80::cc1e:7cff:fe48:becf/64
                          Interface Type Vxlan
                          Interface Slave Type Bridge
                          VTEP IP: 192.168.33.15
                          VxLAN Id 100 Access VLAN Id 10
                          VxLAN Id 200 Access VLAN Id 20
                          Master interface: br1
                          protodown: off\s
                        """);
    }

    @Test
    void oneWithAGroupAndADeviceThatItSendsBy() {
        var kind = vxlan(400, null, "239.1.1.1");
        var device =
                new VxlanDevice(
                        link(5, "vxm", "6a:d7:b4:8f:6f:f7", 1450, true, kind),
                        kind,
                        bridge("brm"),
                        "br1",
                        addresses("fe80::68d7:b4ff:fe8f:6ff7/64"),
                        List.of(new Segment(400, 1, Optional.of(IpAddress.parse("239.1.1.1")))),
                        NEVER);
        assertThat(text(device))
                .endsWith(
                        """
                          inet6 fe80::68d7:b4ff:fe8f:6ff7/64
                          Interface Type Vxlan
                          Interface Slave Type Bridge
                         Link Interface br1
                          VxLAN Id 400 Access VLAN Id 1
                          Mcast Group 239.1.1.1
                          Master interface: brm
                          protodown: off\s
                          Parent interface: br1
                        """);
    }

    @Test
    void oneThatWentDown() {
        var kind = vxlan(300, LOCAL, null);
        var device =
                new VxlanDevice(
                        link(4, "vx30", "c2:46:3f:77:40:56", 1500, false, kind),
                        kind,
                        bridge("br1"),
                        "",
                        List.of(),
                        List.of(new Segment(300, 30, Optional.empty())),
                        new LinkHistory.Changes(
                                0, OptionalLong.empty(), 1, OptionalLong.of(98_900)));
        assertThat(text(device))
                .startsWith(
                        """
                        Interface vx30 is down
                          Link ups:       0    last: (never)
                          Link downs:     1    last: 2026/11/30 20:46:13.90
                          Total Carrier Changes: 0
                          vrf: default
                          index 4 metric 0 mtu 1500 speed 0 txqlen 1000
                          flags: <BROADCAST,MULTICAST>
                        """)
                .contains("  HWaddr: c2:46:3f:77:40:56\n  Interface Type Vxlan\n");
    }

    @Test
    void oneInNoBridgeWithAddressesOfItsOwn() {
        var kind = vxlan(500, null, null);
        var device =
                new VxlanDevice(
                        link(7, "vxn", "16:7a:6f:d5:9b:b7", 1500, true, kind),
                        kind,
                        Optional.empty(),
                        "",
                        addresses("fe80::147a:6fff:fed5:9bb7/64", "2001:db8::1/64", "10.9.9.1/24"),
                        List.of(new Segment(500, 0, Optional.empty())),
                        new LinkHistory.Changes(
                                1, OptionalLong.of(99_150), 0, OptionalLong.empty()));
        assertThat(text(device))
                .contains("  Link ups:       1    last: 2026/11/30 20:46:14.15\n")
                .endsWith(
                        """
                          inet 10.9.9.1/24
                          inet6 2001:db8::1/64
                          inet6 fe80::147a:6fff:fed5:9bb7/64
                          Interface Type Vxlan
                          Interface Slave Type None

                          VxLAN Id 500
                          protodown: off\s
                        """);
    }

    @Test
    void hasTheKeysOfFrrInItsJson() {
        var mapper = new JsonMapper();
        var text = new StringWriter();
        try (var json = mapper.createGenerator(text)) {
            json.writeStartObject();
            new VxlanDeviceText(ofAllVnis(), MOMENT).json(json);
            json.writeEndObject();
        }
        assertThat(mapper.readTree(text.toString()))
                .isEqualTo(
                        mapper.readTree(
                                """
                                {"vxlan":{
                                 "administrativeStatus":"up","operationalStatus":"up",
                                 "linkDetection":true,"linkUps":0,"linkDowns":0,
                                 "vrfName":"default","mplsEnabled":false,"linkDown":false,
                                 "linkDownV6":false,"mcForwardingV4":false,"mcForwardingV6":false,
                                 "bgpRAConfigured":false,
                                 "multicastConfig":"Not specified by CLI",
                                 "shutdownConfig":"Not specified by CLI",
                                 "mplsConfig":"Not specified by CLI","speedChecked":1,
                                 "pseudoInterface":false,"index":3,"metric":0,"mtu":1500,
                                 "speed":0,"txqlen":1000,
                                 "flags":"<UP,LOWER_UP,BROADCAST,RUNNING,MULTICAST>",
                                 "type":"Ethernet","hardwareAddress":"ce:1e:7c:48:be:cf",
                                 "ipAddresses":[{"address":"fe80::cc1e:7cff:fe48:becf/64",
                                  "secondary":false,"noPrefixRoute":false,"unnumbered":false}],
                                 "interfaceType":"Vxlan","interfaceSlaveType":"Bridge",
                                 "vtepIp":"192.168.33.15",
                                 "vxlanId":{"100":{"accessVlanId":10,"mcastGroup":"0.0.0.0"},
                                  "200":{"accessVlanId":20,"mcastGroup":"0.0.0.0"}},
                                 "masterInterface":"br1","lacpBypass":false,"evpnMh":{},
                                 "protodown":"off","carrierChanges":0}}
                                """));
    }
}
