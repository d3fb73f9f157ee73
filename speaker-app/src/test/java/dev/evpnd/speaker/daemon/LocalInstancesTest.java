package dev.evpnd.speaker.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.Rib;
import dev.evpnd.rib.RibSettings;
import dev.evpnd.rib.instance.IpVrfSettings;
import dev.evpnd.rib.instance.MacVrfSettings;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.speaker.config.Configuration;
import dev.evpnd.speaker.config.ConfigurationFile;
import dev.evpnd.speaker.config.Loaded;
import dev.evpnd.speaker.config.Machine;
import dev.evpnd.speaker.kernel.BridgeDomain;
import dev.evpnd.speaker.kernel.KernelFact;
import dev.evpnd.speaker.kernel.Vrf;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/// Which VNIs of the kernel are bridge domains, and which are IP-VRFs.
class LocalInstancesTest {
    private static final String ALL =
            """
            as: 65000
            router-id: 192.0.2.1
            vtep: {advertise-all-vni: true, kernel: {}}
            """;

    private static final BgpIdentifier ROUTER = BgpIdentifier.parse("192.0.2.1");
    private static final Machine MACHINE = new Machine(ROUTER, "here", "evpnd", List.of(), true);

    private final Rib rib = new Rib(RibSettings.of(new Asn(65_000), ROUTER));

    private static Configuration configuration(String more) {
        var text = (ALL + more).getBytes(StandardCharsets.UTF_8);
        var loaded = ConfigurationFile.load(text, MACHINE);
        assertThat(loaded).isInstanceOf(Loaded.Valid.class);
        return ((Loaded.Valid) loaded).configuration();
    }

    private static KernelFact domain(int vni) {
        return new KernelFact.DomainIs(
                new BridgeDomain(
                        new Vni(vni),
                        vni + 1,
                        "vxlan" + vni,
                        0,
                        vni + 2,
                        0,
                        vni + 2,
                        new MacAddress(0x02_00_00_00_00_00L + vni),
                        Vrf.DEFAULT,
                        IpAddress.parse("192.0.2.1"),
                        null,
                        false,
                        Set.of()));
    }

    private LocalInstances instances(String more, int... vnis) {
        var instances = new LocalInstances(configuration(more), _ -> {});
        for (int vni : vnis) {
            instances.take(rib, domain(vni), 0);
        }
        return instances;
    }

    private void assertAre(List<Integer> bridgeDomains, List<Integer> ipVrfs) {
        assertThat(rib.instances().macVrfs())
                .extracting(MacVrfSettings::vni)
                .extracting(Vni::number)
                .containsExactlyElementsOf(bridgeDomains);
        assertThat(rib.instances().ipVrfs())
                .extracting(IpVrfSettings::l3Vni)
                .extracting(Vni::number)
                .containsExactlyElementsOf(ipVrfs);
    }

    @Test
    void aBridgeDomainBecomesAnIpVrfByAReloadAndBack() {
        var red = "ip-vrfs: {red: {l3-vni: 4001}}\n";
        var instances = instances(red, 100, 4001, 4002);
        assertAre(List.of(100, 4002), List.of(4001));
        instances.reconfigure(rib, configuration(red.replace("4001", "4002")), 0);
        assertAre(List.of(100, 4001), List.of(4002));
        instances.reconfigure(rib, configuration(red), 0);
        assertAre(List.of(100, 4002), List.of(4001));
    }

    @Test
    void nobodyHasTheDistinguisherOfAnIpVrf() {
        // The numbers of these are the low bits of the VNIs.
        var red = "ip-vrfs: {red: {l3-vni: 4001}}\n";
        instances(red, 4001, 4001 + (1 << 16));
        assertAre(List.of(4001 + (1 << 16)), List.of(4001));
    }

    @Test
    void anIpVrfTakesTheDistinguisherThatABridgeDomainHadByAReload() {
        var red = "ip-vrfs: {red: {l3-vni: 4001}}\n";
        var instances = instances(red, 100, 4001);
        instances.reconfigure(
                rib, configuration(red.replace("4001", "4001, rd: \"192.0.2.1:100\"")), 0);
        assertAre(List.of(100), List.of(4001));
    }
}
