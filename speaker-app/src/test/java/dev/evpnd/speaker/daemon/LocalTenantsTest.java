package dev.evpnd.speaker.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.evpnd.rib.Rib;
import dev.evpnd.rib.instance.IpVrfSettings;
import dev.evpnd.rib.instance.MacVrfSettings;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.speaker.config.Configuration;
import dev.evpnd.speaker.config.ConfigurationFile;
import dev.evpnd.speaker.config.Loaded;
import dev.evpnd.speaker.config.Machine;
import dev.evpnd.speaker.kernel.BridgeDomain;
import dev.evpnd.speaker.kernel.KernelFact;
import dev.evpnd.speaker.kernel.OwnAddress;
import dev.evpnd.speaker.kernel.PrefixSource;
import dev.evpnd.speaker.kernel.Vrf;
import dev.evpnd.speaker.query.AbsentTenant;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.evpn.IpPrefixAdvertisement;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Which IP-VRFs there are of a VTEP on a kernel, and which of the kernel's prefixes are announced.
class LocalTenantsTest {
    private static final Vni RED = new Vni(5000);
    private static final Vni BLUE = new Vni(5001);
    private static final Vni SUBNET = new Vni(100);
    private static final Vrf RED_VRF = new Vrf(10, "red", 5000);
    private static final Vrf BLUE_VRF = new Vrf(11, "blue", 5001);
    private static final MacAddress ROUTER = new MacAddress(0x0200_0000_5000L);
    private static final IpAddress HERE = IpAddress.parse("192.0.2.7");
    private static final IpPrefix PREFIX = IpPrefix.parse("10.1.0.0/24");

    private final Configuration configuration = configuration("l3-vni: 5000");
    private final List<Vni> again = new ArrayList<>();
    private final Rib rib = new Rib(configuration.rib());
    private final LocalInstances local = new LocalInstances(configuration, again::add);

    private static Configuration configuration(String red) {
        var text =
                """
                as: 65000
                router-id: 192.0.2.1
                vtep: {advertise-all-vni: true, kernel: {}}
                ip-vrfs:
                  red: {%s}
                  blue: {l3-vni: 5001, vtep: 192.0.2.1, router-mac: "02:00:00:00:00:01"}
                """
                        .formatted(red);
        var machine =
                new Machine(BgpIdentifier.parse("192.0.2.1"), "leaf", "evpnd", List.of(), true);
        var loaded = ConfigurationFile.load(text.getBytes(StandardCharsets.UTF_8), machine);
        return ((Loaded.Valid) loaded).configuration();
    }

    private static BridgeDomain domain(Vni vni, int routed, Vrf vrf, OwnAddress... own) {
        return new BridgeDomain(
                vni,
                2,
                "vxlan",
                0,
                1,
                0,
                routed,
                routed == 0 ? null : ROUTER,
                vrf,
                HERE,
                null,
                false,
                Set.of(own));
    }

    private void is(BridgeDomain domain) {
        local.take(rib, new KernelFact.DomainIs(domain), 0);
    }

    private void prefixIs(PrefixSource source) {
        local.take(rib, new KernelFact.PrefixIs(RED, PREFIX, source, null), 0);
    }

    private void reconfigure(String red) {
        local.reconfigure(rib, configuration(red), 0);
    }

    private List<Vni> ipVrfs() {
        return rib.instances().ipVrfs().stream().map(IpVrfSettings::l3Vni).toList();
    }

    private List<String> announced() {
        return rib.instances().originations().stream()
                .filter(each -> each.route() instanceof IpPrefixAdvertisement)
                .map(each -> ((IpPrefixAdvertisement) each.route()).prefix().toString())
                .toList();
    }

    @Test
    void aTenantIsThereWhileTheKernelHasAnInterfaceForItsL3Vni() {
        assertThat(ipVrfs()).isEmpty();
        is(domain(RED, 0, Vrf.DEFAULT));
        assertThat(ipVrfs()).as("without an interface").isEmpty();
        is(domain(RED, 5, RED_VRF));
        assertThat(ipVrfs()).containsExactly(RED);
        is(domain(RED, 0, Vrf.DEFAULT));
        assertThat(ipVrfs()).isEmpty();
        is(domain(RED, 5, RED_VRF));
        local.take(rib, new KernelFact.DomainGone(RED), 0);
        assertThat(ipVrfs()).isEmpty();
        assertThat(rib.instances().macVrfs()).isEmpty();
    }

    @Test
    void whatTheFileDoesNotSayTheKernelDoes() {
        is(domain(RED, 5, RED_VRF));
        is(domain(BLUE, 6, BLUE_VRF));
        assertThat(rib.instances().ipVrfs())
                .extracting(IpVrfSettings::routerMac, each -> each.vtep().toString())
                .containsExactly(
                        tuple(ROUTER, "192.0.2.7"),
                        tuple(new MacAddress(0x0200_0000_0001L), "192.0.2.1"));
    }

    @Test
    void ofTwoTenantsInOneVrfTheLowerHasIt() {
        is(domain(BLUE, 6, RED_VRF));
        assertThat(ipVrfs()).containsExactly(BLUE);
        is(domain(RED, 5, RED_VRF));
        assertThat(ipVrfs()).containsExactly(RED);
        is(domain(RED, 5, BLUE_VRF));
        assertThat(ipVrfs()).containsExactly(RED, BLUE);
        assertThat(again).as("whose prefixes were told when it was not there").contains(BLUE);
        assertThat(local.absentTenants()).isEmpty();
    }

    @Test
    void saysWhichAreNotThereAndWhy() {
        local.kernelTold(rib);
        assertThat(local.absentTenants())
                .containsExactly(
                        new AbsentTenant(
                                "red", RED, "the kernel has no bridge domain for its L3 VNI"),
                        new AbsentTenant(
                                "blue", BLUE, "the kernel has no bridge domain for its L3 VNI"));
        is(domain(RED, 5, RED_VRF));
        is(domain(BLUE, 6, RED_VRF));
        assertThat(local.absentTenants())
                .containsExactly(new AbsentTenant("blue", BLUE, "VRF red has the L3 VNI 5000"));
    }

    @Test
    void routesForTheBridgeDomainsOfItsVrfWhereThisHostHasAnAddress() {
        var gateway = new OwnAddress(7, ROUTER, IpAddress.parse("10.1.0.254"), 24);
        is(domain(SUBNET, 7, RED_VRF, gateway));
        assertThat(l3Vni()).isNull();
        is(domain(RED, 5, RED_VRF));
        assertThat(l3Vni()).isEqualTo(RED);
        is(domain(SUBNET, 7, RED_VRF));
        assertThat(l3Vni()).as("without an address").isNull();
        is(domain(SUBNET, 7, BLUE_VRF, gateway));
        assertThat(l3Vni()).as("in another VRF").isNull();
        is(domain(BLUE, 6, BLUE_VRF));
        assertThat(l3Vni()).isEqualTo(BLUE);
        local.take(rib, new KernelFact.DomainGone(BLUE), 0);
        assertThat(l3Vni()).isNull();
    }

    private @Nullable Vni l3Vni() {
        return rib.instances().macVrfs().stream()
                .filter(each -> each.vni().equals(SUBNET))
                .findFirst()
                .map(MacVrfSettings::l3Vni)
                .orElse(null);
    }

    @Test
    void announcesWhatItIsToldToOfTheKernelsPrefixes() {
        is(domain(RED, 5, RED_VRF));
        prefixIs(PrefixSource.CONNECTED);
        assertThat(announced()).isEmpty();
        reconfigure("l3-vni: 5000, advertise: {ipv4: [connected, static], ipv6: kernel}");
        prefixIs(PrefixSource.CONNECTED);
        assertThat(announced()).containsExactly("10.1.0.0/24");
        prefixIs(PrefixSource.KERNEL);
        assertThat(announced()).isEmpty();
        prefixIs(PrefixSource.STATIC);
        assertThat(announced()).containsExactly("10.1.0.0/24");
        local.take(rib, new KernelFact.PrefixGone(RED, PREFIX), 0);
        assertThat(announced()).isEmpty();
    }

    private void prefixIsBehind(IpPrefix prefix, IpAddress gateway) {
        local.take(rib, new KernelFact.PrefixIs(RED, prefix, PrefixSource.STATIC, gateway), 0);
    }

    private List<IpAddress> gateways() {
        return rib.instances().originations().stream()
                .filter(each -> each.route() instanceof IpPrefixAdvertisement)
                .map(each -> ((IpPrefixAdvertisement) each.route()).gateway())
                .toList();
    }

    @Test
    void announcesTheGatewayOfAPrefixWhereTheFileSaysSo() {
        var gateway = IpAddress.parse("10.2.0.9");
        var none = IpAddress.parse("0.0.0.0");
        is(domain(RED, 5, RED_VRF));
        reconfigure("l3-vni: 5000, advertise: {ipv4: static}");
        prefixIsBehind(PREFIX, gateway);
        assertThat(gateways()).containsExactly(none);
        reconfigure("l3-vni: 5000, advertise: {ipv4: static, gateway-ip: true}");
        prefixIsBehind(PREFIX, gateway);
        assertThat(gateways()).containsExactly(gateway);
        prefixIs(PrefixSource.STATIC);
        assertThat(gateways()).containsExactly(none);
    }

    @Test
    void aDefaultRouteThatIsAnnouncedAnywayHasNoGateway() {
        is(domain(RED, 5, RED_VRF));
        reconfigure(
                "l3-vni: 5000, default-originate: ipv4,"
                        + " advertise: {ipv4: static, gateway-ip: true}");
        prefixIsBehind(IpPrefix.IPV4_DEFAULT, IpAddress.parse("10.2.0.9"));
        assertThat(gateways()).containsExactly(IpAddress.parse("0.0.0.0"));
    }

    @Test
    void announcesDefaultRoutesWhetherThereAreAnyOrNot() {
        is(domain(RED, 5, RED_VRF));
        reconfigure("l3-vni: 5000, default-originate: [ipv4, ipv6]");
        assertThat(announced()).containsExactlyInAnyOrder("0.0.0.0/0", "::/0");
        local.take(rib, new KernelFact.PrefixGone(RED, IpPrefix.IPV4_DEFAULT), 0);
        assertThat(announced()).containsExactlyInAnyOrder("0.0.0.0/0", "::/0");
        reconfigure("l3-vni: 5000, default-originate: ipv6");
        assertThat(announced()).containsExactly("::/0");
        local.take(rib, new KernelFact.DomainGone(RED), 0);
        assertThat(announced()).isEmpty();
        is(domain(RED, 5, RED_VRF));
        assertThat(announced()).containsExactly("::/0");
    }

    @Test
    void aVniThatBecomesATenantsOrIsNoneAnyMoreChangesWhatItIs() {
        is(domain(SUBNET, 7, RED_VRF));
        assertThat(rib.instances().macVrfs()).hasSize(1);
        reconfigure("l3-vni: 100");
        assertThat(rib.instances().macVrfs()).isEmpty();
        assertThat(ipVrfs()).containsExactly(SUBNET);
        reconfigure("l3-vni: 5000");
        assertThat(ipVrfs()).isEmpty();
        assertThat(rib.instances().macVrfs()).hasSize(1);
    }
}
