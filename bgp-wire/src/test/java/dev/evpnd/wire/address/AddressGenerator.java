package dev.evpnd.wire.address;

import java.util.random.RandomGenerator;

/// Random addresses, with the edges of their ranges more often than chance would have them.
public final class AddressGenerator {
    private AddressGenerator() {}

    public static IpAddress ipAddress(RandomGenerator random) {
        return random.nextBoolean() ? ipv4(random) : ipv6(random);
    }

    public static Ipv4Address ipv4(RandomGenerator random) {
        return new Ipv4Address(
                switch (random.nextInt(8)) {
                    case 0 -> 0;
                    case 1 -> -1;
                    default -> random.nextInt();
                });
    }

    public static Ipv6Address ipv6(RandomGenerator random) {
        return switch (random.nextInt(8)) {
            case 0 -> new Ipv6Address(0, 0);
            case 1 -> new Ipv6Address(0, 0xffff_0000_0000L | random.nextInt() & 0xffff_ffffL);
            case 2 -> new Ipv6Address(0xfe80L << 48, random.nextLong());
            default -> new Ipv6Address(random.nextLong(), random.nextLong());
        };
    }

    public static IpPrefix prefix(RandomGenerator random, int bitLength) {
        var address = bitLength == 32 ? ipv4(random) : ipv6(random);
        return new IpPrefix(address, random.nextInt(bitLength + 1));
    }

    public static MacAddress macAddress(RandomGenerator random) {
        return new MacAddress(random.nextLong() >>> 16);
    }

    public static Label24 label(RandomGenerator random) {
        return new Label24(random.nextInt(8) == 0 ? 0 : random.nextInt(1 << 24));
    }
}
