package dev.evpnd.rib.model;

import dev.evpnd.rib.instance.Flooding;
import dev.evpnd.rib.instance.ImportTarget;
import dev.evpnd.rib.instance.MacVrfSettings;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.Label24;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.community.RouteTarget;
import dev.evpnd.wire.evpn.EthernetSegmentId;
import dev.evpnd.wire.evpn.EthernetTag;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.evpn.InclusiveMulticastEthernetTag;
import dev.evpnd.wire.evpn.MacIpAdvertisement;
import dev.evpnd.wire.evpn.RouteDistinguisher;

import java.util.List;
import java.util.Random;

/// Random MAC-VRFs, hosts of theirs, and routes that concern them.
final class RandomVtep {
    private static final List<Vni> VNIS = List.of(new Vni(100), new Vni(200));

    private final Random random;

    RandomVtep(Random random) {
        this.random = random;
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    Event event() {
        var vni = any(VNIS);
        var host = new MacAddress(0x0200_0000_2200L + random.nextInt(2));
        return switch (random.nextInt(7)) {
            case 0 -> new Event.UnconfigureMacVrf(vni);
            case 1, 2 -> new Event.Learn(vni, host);
            case 3 -> new Event.Age(vni, host);
            default -> new Event.ConfigureMacVrf(macVrf(vni));
        };
    }

    private MacVrfSettings macVrf(Vni vni) {
        int number = vni.number() + (random.nextInt(4) == 0 ? 1 : 0);
        var targets = ScenarioGenerator.TARGETS.subList(0, 3);
        var imported = new RouteTarget(any(targets));
        var vtep = Ipv4Address.parse(random.nextInt(4) == 0 ? "10.1.0.1" : "10.1.0.50");
        return MacVrfSettings.of(
                        vni,
                        RouteDistinguisher.of(new Ipv4Address(NaiveSpeaker.HERE.bits()), number),
                        List.of(
                                random.nextInt(4) == 0
                                        ? new ImportTarget.AnyAdministrator(
                                                imported.localAdministrator())
                                        : new ImportTarget.Exact(imported),
                                new ImportTarget.Exact(new RouteTarget(any(targets)))),
                        List.of(new RouteTarget(any(targets))),
                        vtep)
                .withFlooding(
                        random.nextInt(4) == 0 ? Flooding.DISABLED : Flooding.HEAD_END_REPLICATION);
    }

    /// Few addresses, so that many claim the same.
    EvpnRoute route() {
        var from = new Ipv4Address(0x0a01_0000 + random.nextInt(3));
        var distinguisher = RouteDistinguisher.of(from, 1);
        var tag = new EthernetTag(any(List.of(0, 0, 0, 100, 7)));
        if (random.nextInt(3) == 0) {
            return new InclusiveMulticastEthernetTag(distinguisher, tag, from);
        }
        return new MacIpAdvertisement(
                distinguisher,
                EthernetSegmentId.ZERO,
                tag,
                new MacAddress(0x0200_0000_1100L + random.nextInt(2)),
                random.nextBoolean() ? null : new Ipv4Address(0x0a02_0000 + random.nextInt(2)),
                new Label24(any(List.of(0, 100, 300))),
                null);
    }
}
