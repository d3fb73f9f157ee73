package dev.evpnd.wire.evpn;

import dev.evpnd.wire.address.AddressGenerator;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

import org.jspecify.annotations.Nullable;

import java.util.random.RandomGenerator;

/// Random EVPN routes that can be sent.
public final class EvpnRouteGenerator {
    private EvpnRouteGenerator() {}

    /// A route of any type, now and then of one that is not known.
    public static EvpnRoute route(RandomGenerator random) {
        return route(random, 1 + random.nextInt(12));
    }

    /// A route of one type; 12 stands for the types that are not known.
    public static EvpnRoute route(RandomGenerator random, int routeType) {
        return switch (routeType) {
            case 1 ->
                    new EthernetAutoDiscovery(
                            distinguisher(random),
                            segment(random),
                            tag(random),
                            AddressGenerator.label(random));
            case 2 -> macIp(random);
            case 3 ->
                    new InclusiveMulticastEthernetTag(
                            distinguisher(random), tag(random), AddressGenerator.ipAddress(random));
            case 4 ->
                    new EthernetSegmentRoute(
                            distinguisher(random),
                            segment(random),
                            AddressGenerator.ipAddress(random));
            case 5 -> prefix(random);
            case 6 ->
                    new SelectiveMulticastEthernetTag(
                            distinguisher(random), tag(random), flow(random), octet(random));
            case 7 ->
                    new MulticastMembershipReportSynch(
                            distinguisher(random),
                            segment(random),
                            tag(random),
                            flow(random),
                            octet(random));
            case 8 ->
                    new MulticastLeaveSynch(
                            distinguisher(random),
                            segment(random),
                            tag(random),
                            flow(random),
                            random.nextInt(),
                            octet(random),
                            octet(random));
            case 9 ->
                    new PerRegionIPmsiAutoDiscovery(
                            distinguisher(random), tag(random), random.nextLong());
            case 10 -> new SPmsiAutoDiscovery(distinguisher(random), tag(random), flow(random));
            case 11 -> leaf(random);
            default -> unrecognized(random);
        };
    }

    public static RouteDistinguisher distinguisher(RandomGenerator random) {
        long type = random.nextInt(8) == 0 ? random.nextInt(0x10000) : random.nextInt(3);
        return new RouteDistinguisher(type << 48 | random.nextLong() >>> 16);
    }

    public static EthernetSegmentId segment(RandomGenerator random) {
        return random.nextBoolean()
                ? EthernetSegmentId.ZERO
                : new EthernetSegmentId(random.nextInt(0x10000), random.nextLong());
    }

    public static EthernetTag tag(RandomGenerator random) {
        return switch (random.nextInt(4)) {
            case 0 -> EthernetTag.ZERO;
            case 1 -> EthernetTag.MAX;
            default -> new EthernetTag(random.nextInt());
        };
    }

    private static MacIpAdvertisement macIp(RandomGenerator random) {
        return new MacIpAdvertisement(
                distinguisher(random),
                segment(random),
                tag(random),
                AddressGenerator.macAddress(random),
                optionalAddress(random),
                AddressGenerator.label(random),
                random.nextBoolean() ? AddressGenerator.label(random) : null);
    }

    private static IpPrefixAdvertisement prefix(RandomGenerator random) {
        var gateway = AddressGenerator.ipAddress(random);
        return new IpPrefixAdvertisement(
                distinguisher(random),
                segment(random),
                tag(random),
                AddressGenerator.prefix(random, gateway.bitLength()),
                gateway,
                AddressGenerator.label(random));
    }

    private static LeafAutoDiscovery leaf(RandomGenerator random) {
        var key = new OctetWriter();
        route(random, random.nextBoolean() ? 3 : 10).encode(key);
        return new LeafAutoDiscovery(key.toOctets(), AddressGenerator.ipAddress(random));
    }

    private static UnrecognizedRoute unrecognized(RandomGenerator random) {
        var body = new byte[random.nextInt(40)];
        random.nextBytes(body);
        int type = random.nextInt(8) == 0 ? 0 : 12 + random.nextInt(244);
        return new UnrecognizedRoute(type, Octets.copyOf(body));
    }

    private static MulticastFlow flow(RandomGenerator random) {
        return new MulticastFlow(
                optionalAddress(random),
                optionalAddress(random),
                AddressGenerator.ipAddress(random));
    }

    private static @Nullable IpAddress optionalAddress(RandomGenerator random) {
        return random.nextInt(3) == 0 ? null : AddressGenerator.ipAddress(random);
    }

    private static int octet(RandomGenerator random) {
        return random.nextInt(256);
    }
}
